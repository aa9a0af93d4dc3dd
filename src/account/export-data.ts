/** Everything that is held about somebody, for themselves. Rooms hand in what they hold; none hands in a secret. */
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { Caller } from '../users/caller.js';

/** What one room holds about a person, as JSON: dates are ISO 8601. */
export type Collector = (userId: string) => Promise<unknown>;
/** By the member of the export, such as `sessions`. */
export type Collectors = Readonly<Record<string, Collector>>;

export type ExportData = (
  caller: Caller,
  origin: RequestOrigin,
) => Promise<Readonly<Record<string, unknown>>>;

export function createExportData(collectors: () => Collectors, events: Events): ExportData {
  return async ({ user }, origin) => {
    const userId = user._id.toHexString();
    const entries = await Promise.all(
      Object.entries(collectors()).map(async ([name, collect]) => [name, await collect(userId)] as const),
    );
    events.raise('user.exported', { userId }, origin);
    return JSON.parse(JSON.stringify(Object.fromEntries(entries))) as Record<string, unknown>;
  };
}
