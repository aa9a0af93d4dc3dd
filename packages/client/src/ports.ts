/**
 * What the client needs of the place where it runs. Each has a default where the place has it, and nothing is touched before
 * `createClient`: what is blocked or missing there is done without.
 */
import type { TokenTransport } from './transport.js';

/** As of localStorage, or of React Native's AsyncStorage. */
export interface TextStorage {
  getItem(key: string): string | null | undefined | Promise<string | null | undefined>;
  setItem(key: string, value: string): unknown;
  removeItem(key: string): unknown;
}

/** What is used of navigator.locks. */
export interface Locks {
  request(name: string, options: { signal: AbortSignal }, work: () => Promise<unknown>): Promise<unknown>;
}

/** What is used of a BroadcastChannel. */
export interface Channel {
  postMessage(message: unknown): void;
  onmessage: ((event: { data: unknown }) => void) | null;
  close(): void;
}

export interface Clock {
  /** Milliseconds that nobody sets back. */
  now(): number;
  /** Milliseconds of the device's clock. Only what passes on it counts, since `now` may stand still while a device sleeps. */
  date(): number;
  setTimeout(work: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
}

export interface Ports {
  readonly fetch: typeof fetch;
  /** Of the refresh token, with BODY. All tabs have to have the same. */
  readonly storage: TextStorage;
  /** Of what a sign-in at a provider needs on its return; sessionStorage is its like. */
  readonly flowStorage: TextStorage;
  /** Null: every tab refreshes by itself. */
  readonly locks: Locks | null;
  /** Null: tabs tell each other nothing. */
  readonly channel: ((name: string) => Channel) | null;
  readonly clock: Clock;
  /** Calls when the device may have slept or come online again. @returns how to stop. */
  readonly events: (wake: () => void) => () => void;
  /** Leaves for that page. */
  readonly navigate: (url: string) => unknown;
  /** From 0 up to 1. */
  readonly random: () => number;
}

/** What there may be, of which a TypeScript without `dom` knows nothing. */
interface Place {
  readonly document?: unknown;
  readonly navigator?: { readonly locks?: Locks };
  readonly location?: { readonly href: string; assign(url: string): void };
  readonly sessionStorage?: TextStorage;
  addEventListener?(event: string, listener: () => void): void;
  removeEventListener?(event: string, listener: () => void): void;
}

const place = globalThis as Place;

export function defaultTransport(): TokenTransport {
  return place.document === undefined ? 'BODY' : 'COOKIE';
}

export function pageUrl(): string {
  return place.location?.href ?? '';
}

export function createPorts(given: Partial<Ports>): Ports {
  return {
    fetch: (...request) => fetch(...request),
    storage: createMemoryStorage(),
    flowStorage: attempt(() => place.sessionStorage) ?? createMemoryStorage(),
    locks: place.navigator?.locks ?? null,
    channel: typeof BroadcastChannel === 'undefined' ? null : openChannel,
    ...{ clock: deviceClock, events: listenToDevice, random: Math.random },
    navigate: (url) => place.location?.assign(url),
    ...given,
  };
}

/** What a browser blocks, it throws at. */
export function attempt<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** For a place that keeps nothing, or lets nothing be kept. */
export function createMemoryStorage(): TextStorage {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key),
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
  };
}

/** Node would not end as long as one is open. */
function openChannel(name: string): Channel {
  const channel = new BroadcastChannel(name) as unknown as Channel & { unref?(): void };
  channel.unref?.();
  return channel;
}

const deviceClock: Clock = {
  now: () => performance.now(),
  date: () => Date.now(),
  setTimeout(work, ms) {
    const timer = setTimeout(work, ms) as { unref?(): void };
    // Node would not end before the next refresh; browsers have numbers here.
    timer.unref?.();
    return timer;
  },
  clearTimeout: (timer) => clearTimeout(timer as number),
};

function listenToDevice(wake: () => void): () => void {
  const events = ['online', 'pageshow', 'visibilitychange'];
  for (const event of events) place.addEventListener?.(event, wake);
  return () => {
    for (const event of events) place.removeEventListener?.(event, wake);
  };
}
