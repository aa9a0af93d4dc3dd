/** A device whose time a test moves, with what a browser has around a client: a network that counts, cookies, a storage. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Clock, type ClientOptions, createClient, type TextStorage } from '@portcullis/client';

interface Timer {
  readonly at: number;
  readonly work: () => void;
}

class DeviceClock implements Clock {
  #now = 1_000;
  #date = Date.now();
  readonly #timers = new Set<Timer>();

  constructor(private readonly isQuiet: () => boolean) {}

  now(): number {
    return this.#now;
  }

  date(): number {
    return this.#date;
  }

  setTimeout(work: () => void, ms: number): unknown {
    const timer = { at: this.#now + ms, work };
    this.#timers.add(timer);
    return timer;
  }

  clearTimeout(timer: unknown): void {
    this.#timers.delete(timer as Timer);
  }

  get timers(): number {
    return this.#timers.size;
  }

  /** Lets time pass, and each timer run when it is due; what it asks of the network is answered before time goes on. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    await this.quiet();
    for (let next = this.#nextBefore(end); next; next = this.#nextBefore(end)) {
      this.#timers.delete(next);
      this.#date += next.at - this.#now;
      this.#now = next.at;
      next.work();
      await this.quiet();
    }
    this.#date += end - this.#now;
    this.#now = end;
  }

  /** As `pass`, where a request is never answered. */
  expire(ms: number): void {
    this.#now += ms;
    for (let next = this.#nextBefore(this.#now); next; next = this.#nextBefore(this.#now)) {
      this.#timers.delete(next);
      next.work();
    }
  }

  /** The lid is closed: no timer runs, and the clock that nobody sets back stands still. */
  sleep(ms: number): void {
    this.#date += ms;
  }

  /** Until no request is under way, nor what follows upon one. */
  async quiet(): Promise<void> {
    do await sleep(3);
    while (!this.isQuiet());
    await sleep(3);
  }

  #nextBefore(end: number): Timer | undefined {
    const [next] = [...this.#timers].sort((one, other) => one.at - other.at);
    return next && next.at <= end ? next : undefined;
  }
}

export interface SentRequest {
  readonly operation: string;
  readonly accessToken: string | undefined;
  readonly at: number;
}

export class Device {
  readonly sent: SentRequest[] = [];
  /** What stands in for the network, where it is set. */
  network: typeof fetch | undefined;
  readonly cookies = new Map<string, string>();
  #underWay = 0;
  readonly clock = new DeviceClock(() => this.#underWay === 0);
  readonly #wakers = new Set<() => void>();

  /** The names of what was sent, in order. */
  get operations(): string[] {
    return this.sent.map(({ operation }) => operation);
  }

  count(operation: string): number {
    return this.operations.filter((name) => name === operation).length;
  }

  /** As `online` and `visibilitychange` do. */
  wake(): void {
    for (const wake of this.#wakers) wake();
  }

  /** A page of this device, or a reload of it. */
  open(options: ClientOptions) {
    return createClient({
      fetch: this.fetch,
      clock: this.clock,
      random: () => 0.5,
      // Node has one, which other devices would hear.
      channel: null,
      events: (wake) => {
        this.#wakers.add(wake);
        return () => this.#wakers.delete(wake);
      },
      ...options,
    });
  }

  /** The network as the page has it. */
  readonly fetch: typeof fetch = (input, init) => this.#fetch(input, init);

  async #fetch(...[input, init = {}]: Parameters<typeof fetch>): Promise<Response> {
    const request = new Request(input instanceof Request ? input.clone() : input, init);
    const [, operation = 'fetch'] = /(?:query|mutation) (\w+)/.exec(bodyOf(init)) ?? [];
    const accessToken = request.headers.get('authorization')?.slice('Bearer '.length);
    this.sent.push({ operation, accessToken, at: this.clock.now() });
    this.#underWay++;
    try {
      const response = await (this.network ?? fetch)(input, this.#withCookies(request, init));
      for (const line of response.headers.getSetCookie()) this.#keep(line);
      if (!isStream(response)) await wholeBody(response);
      return response;
    } finally {
      this.#underWay--;
    }
  }

  #withCookies({ headers }: Request, init: RequestInit): RequestInit {
    if (init.credentials !== 'include' || this.cookies.size === 0) return init;
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return { ...init, headers: { ...Object.fromEntries(headers), cookie } };
  }

  #keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === '') this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

/** As the client sends it. */
export function bodyOf(init: RequestInit | undefined): string {
  return typeof init?.body === 'string' ? init.body : '';
}

export function createStorage(): TextStorage & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: async (key) => kept.get(key) ?? null,
    setItem: async (key, value) => kept.set(key, value),
    removeItem: async (key) => kept.delete(key),
  };
}

/** What comes in parts is under way for as long as somebody listens. */
function isStream({ headers }: Response): boolean {
  return headers.get('content-type')?.startsWith('multipart/') ?? false;
}

/** It may come long after its head; where it is cut, the client hears so by itself. */
async function wholeBody(response: Response): Promise<void> {
  await response
    .clone()
    .arrayBuffer()
    .catch(() => undefined);
}
