import { deviceName } from '../foundation/device-name.js';
import type { AuditList, AuditRecord } from './audit-list.js';

/** The largest page, and how many of them: somebody may have been here for years. */
const PAGE_SIZE = 100;
const MOST_PAGES = 10;

/** What the trail holds about a person, for the export of all that is held: what `myActivity` shows, newest first. */
export function createCollectActivity(list: AuditList) {
  return async (userId: string) => {
    const entries: unknown[] = [];
    let after: string | undefined;
    for (let page = 0; page < MOST_PAGES; page++) {
      const part = await list.of(userId, { first: PAGE_SIZE, after });
      entries.push(...part.entries.map(({ entry }) => describe(entry)));
      after = part.entries.at(-1)?.cursor;
      if (!part.hasNextPage) return { entries, isComplete: true };
    }
    return { entries, isComplete: false };
  };
}

function describe({ entry, source }: AuditRecord) {
  const { at, event, outcome, requestId } = entry;
  const { ip, userAgent } = source ?? {};
  return { at, event, outcome, requestId, ip, userAgent, device: userAgent && deviceName(userAgent) };
}
