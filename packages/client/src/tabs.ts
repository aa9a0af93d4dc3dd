/**
 * What the tabs of a browser have in common: who refreshes, and what came of it. Without locks each tab refreshes by itself,
 * which the gateway's REFRESH_GRACE makes safe; without a channel they tell each other nothing.
 */
import { attempt, type Ports } from './ports.js';

/** Longer than a refresh takes: whose tab was frozen with the lock in hand stops nobody. */
const LOCK_PATIENCE_MS = 15_000;
/** How long a message takes to the other tabs, at most: none of them is to have the lock before it. */
const MESSAGE_MS = 100;

export interface Tabs {
  /** Runs it while no other tab runs its own. */
  exclusively(work: () => Promise<void>): Promise<void>;
  tell(message: unknown): void;
  close(): void;
}

export function joinTabs(
  name: string,
  { locks, channel, clock }: Pick<Ports, 'locks' | 'channel' | 'clock'>,
  hear: (message: unknown) => void,
): Tabs {
  const opened = attempt(() => channel?.(name));
  if (opened) opened.onmessage = ({ data }) => hear(data);
  const delivered = () => new Promise<void>((resolve) => clock.setTimeout(resolve, MESSAGE_MS));
  return {
    exclusively: (work) =>
      new Promise((resolve) => {
        const run = () => {
          const done = work();
          resolve(done);
          return done;
        };
        const hold = () => run().then(delivered, delivered);
        const patience = () => ({ signal: AbortSignal.timeout(LOCK_PATIENCE_MS) });
        // Refused where storage is blocked, and given up where another tab does not let go.
        if (locks) locks.request(name, patience(), hold).catch(() => void run());
        else void run();
      }),
    tell: (message) => opened?.postMessage(message),
    close: () => opened?.close(),
  };
}
