/**
 * Something of the gateway's that is asked for anew while it is used: at most one request at a time, before it is older
 * than the poll, without a timer of its own. While the gateway is out of reach the last answer stays, for a while.
 */
import { UnavailableError } from './unavailable-error.js';

export interface PolledOptions<T> {
  /** What it is, for warnings: "the key set". */
  readonly name: string;
  /** @param before what it gave last; given back where nothing has changed. */
  readonly load: (before: T | undefined, signal: AbortSignal) => Promise<T>;
  /** No older than this is it trusted while the gateway answers. */
  readonly pollMs: number;
  /** How long a value counts that cannot be confirmed. */
  readonly maxStaleMs: (value: T) => number;
  readonly timeoutMs: number;
  readonly now: () => Date;
  readonly warn: (message: string, error: unknown) => void;
}

/** After a failure the next try comes so much later; where there is no value yet, sooner. */
const RETRY_MS = 5_000;
const COLD_RETRY_MS = 1_000;
/** So long after a failure nobody waits for the next try: in a busy service there is always a later one. */
const UNREACHABLE_MS = 10_000;

export class Polled<T> {
  #value: T | undefined;
  /** When the gateway last said that it is so: the start of that request, since it may have changed during it. */
  #confirmedAtMs = 0;
  #startedAtMs: number | undefined;
  #failedAtMs: number | undefined;
  #flight: Promise<T> | undefined;

  constructor(private readonly options: PolledOptions<T>) {}

  /** At once while it is fresh. @throws UnavailableError where there is none that counts. */
  current(): T | Promise<T> {
    const { pollMs } = this.options;
    const ageMs = this.#sinceMs(this.#confirmedAtMs);
    if (this.#value !== undefined && ageMs < pollMs) {
      // Ahead of time, so that in a busy service nobody ever waits.
      if (ageMs >= pollMs / 2 && this.#mayTry(RETRY_MS)) this.#refreshUnnoticed();
      return this.#value;
    }
    if (this.#sinceMs(this.#failedAtMs) < UNREACHABLE_MS) return this.#whileUnreachable();
    return this.#refreshOrStale();
  }

  /** @returns undefined where the last request began less than `cooldownMs` ago. @throws UnavailableError */
  again(cooldownMs: number): Promise<T> | undefined {
    if (this.#flight === undefined && this.#sinceMs(this.#startedAtMs) < cooldownMs) return undefined;
    return this.#refresh();
  }

  get isUnreachable(): boolean {
    return this.#failedAtMs !== undefined;
  }

  #whileUnreachable(): T | Promise<T> {
    const stale = this.#stale();
    if (stale === undefined && this.#mayTry(COLD_RETRY_MS)) return this.#refresh();
    if (stale === undefined) throw new UnavailableError(`The gateway does not give ${this.options.name}.`);
    if (this.#mayTry(RETRY_MS)) this.#refreshUnnoticed();
    return stale;
  }

  async #refreshOrStale(): Promise<T> {
    try {
      return await this.#refresh();
    } catch (error) {
      const stale = this.#stale();
      if (stale === undefined) throw error;
      return stale;
    }
  }

  #stale(): T | undefined {
    if (this.#value === undefined) return undefined;
    const isUsable = this.#sinceMs(this.#confirmedAtMs) < this.options.maxStaleMs(this.#value);
    return isUsable ? this.#value : undefined;
  }

  #mayTry(retryMs: number): boolean {
    return this.#flight !== undefined || this.#sinceMs(this.#failedAtMs) >= retryMs;
  }

  #refreshUnnoticed(): void {
    this.#refresh().catch(() => undefined);
  }

  #refresh(): Promise<T> {
    return (this.#flight ??= this.#load().finally(() => {
      this.#flight = undefined;
    }));
  }

  async #load(): Promise<T> {
    const { load, timeoutMs, now, name, warn } = this.options;
    const startedAtMs = now().getTime();
    this.#startedAtMs = startedAtMs;
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      this.#value = await Promise.race([load(this.#value, signal), aborted(signal)]);
      this.#confirmedAtMs = startedAtMs;
      this.#failedAtMs = undefined;
      return this.#value;
    } catch (error) {
      this.#failedAtMs = now().getTime();
      warn(`The gateway does not give ${name}.`, error);
      throw new UnavailableError(`The gateway does not give ${name}.`, { cause: error });
    }
  }

  /** A clock that was set back tells nothing: as long ago as can be. */
  #sinceMs(atMs: number | undefined): number {
    const sinceMs = atMs === undefined ? -1 : this.options.now().getTime() - atMs;
    return sinceMs < 0 ? Infinity : sinceMs;
  }
}

/** Also where a `fetch` of the caller's own does not heed the signal. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => {
      reject(signal.reason as Error);
    });
  });
}
