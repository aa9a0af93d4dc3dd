/** The primary process of WORKERS: owns the embedded database and the workers, and answers no request itself. */
import type { Config } from '../config/config.js';
import type { Parts } from '../house/ground.js';
import { hostDatabase } from '../house/open-database.js';
import { Crowd } from './crowd.js';
import type { Place } from './messages.js';

/** All of its workers serve. */
export interface Host extends Place {
  readonly isDatabaseEmbedded: boolean;
  /** Every worker stops as a gateway does, within `delayMs` and `timeoutMs`; then the database. */
  stop(delayMs: number, timeoutMs: number): Promise<void>;
}

/** What a worker may take beyond its delays to close what it has open. */
const CLOSING_MS = 1_500;

/** @throws StartupError where the database cannot be had, or the first worker does not get ready; AbortError where the signal came. */
export async function hostWorkers(config: Config, parts: Parts): Promise<Host> {
  const { log, signal } = parts;
  // Before the database stands: it listens already, and says that it is alive.
  const crowd = new Crowd({ count: config.workers, log });
  const closing: (() => Promise<void>)[] = [];
  const unsubscribe =
    config.upstreams &&
    parts.reloads?.subscribe(() => {
      crowd.reload();
    });
  const close = async (timeoutMs: number) => {
    unsubscribe?.();
    await crowd.stop(timeoutMs);
    for (const step of closing) await step();
  };
  try {
    const database = await hostDatabase(config, parts);
    if (database !== undefined) closing.push(() => database.stop());
    crowd.databaseStands();
    const place = await Promise.race([crowd.whole, aborted(signal)]);
    return {
      ...place,
      isDatabaseEmbedded: database !== undefined,
      stop: (delayMs, timeoutMs) => close(delayMs + timeoutMs + CLOSING_MS),
    };
  } catch (error) {
    await close(CLOSING_MS);
    throw error;
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const refuse = () => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) refuse();
    else signal.addEventListener('abort', refuse, { once: true });
  });
}
