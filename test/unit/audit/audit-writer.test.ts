import { randomBytes } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';

import type { AuditEntryDocument } from '../../../src/audit/audit-entry.model.js';
import { type AuditWriter, createAuditWriter } from '../../../src/audit/audit-writer.js';
import type { Pseudonyms } from '../../../src/audit/pseudonyms.js';
import { Events } from '../../../src/foundation/events.js';
import { createLogger } from '../../../src/foundation/logger.js';

const nobody: Pseudonyms = {
  of: () => Promise.resolve(new Map()),
  find: () => Promise.resolve(undefined),
  behind: () => Promise.resolve(new Map()),
};

/** A writer over a store that a test holds. `add` gives how many are refused, or throws. */
function open(add: (entries: readonly AuditEntryDocument[]) => Promise<number>, capacity = 10) {
  const lines: string[] = [];
  const log = createLogger({
    level: 'info',
    readable: false,
    destination: { write: (line) => lines.push(line) },
  });
  const store = { add, read: () => Promise.resolve([]), count: () => Promise.resolve(0) };
  const writer: AuditWriter = createAuditWriter({
    ...{ store, pseudonyms: nobody, randomness: randomBytes, log, capacity },
  });
  const events = new Events({ now: () => new Date() });
  events.subscribe(writer.listen);
  const raise = (count: number) => {
    for (let turn = 0; turn < count; turn++) events.raise('key.created', { kid: String(turn) });
  };
  return { writer, events, raise, lines };
}

describe('the writer', () => {
  it('writes what is raised together at once, in order, and nothing that is not audited', async () => {
    const batches: unknown[][] = [];
    const { writer, raise, events } = open(async (entries) => {
      batches.push(entries.map(({ details }) => details?.['kid']));
      return 0;
    });
    raise(3);
    events.raise('mail.sent', { mailId: 'm', kind: 'k', attempts: 1 });
    expect(writer.backlog()).toEqual({ waiting: 3, dropped: 0 });
    await writer.flush();
    expect(batches).toEqual([['0', '1', '2']]);
    expect(writer.backlog().waiting).toBe(0);
    raise(1);
    await writer.flush();
    expect(batches).toHaveLength(2);
  });

  it('keeps what arrives while it writes for the next turn', async () => {
    const sizes: number[] = [];
    const { writer, raise } = open(async (entries) => {
      sizes.push(entries.length);
      if (sizes.length === 1) raise(2);
      return 0;
    });
    raise(1);
    await writer.flush();
    expect(sizes).toEqual([1, 2]);
  });

  it('tries again with the same ids, and drops past its bound, counted and logged once', async () => {
    const ids: string[][] = [];
    const { writer, raise, lines } = open(async (entries) => {
      ids.push(entries.map(({ _id }) => _id.toHexString()));
      if (ids.length === 1) throw new Error('The database is away.');
      return 0;
    });
    raise(13);
    expect(writer.backlog()).toEqual({ waiting: 10, dropped: 3 });
    await writer.flush();
    expect(ids).toHaveLength(2);
    expect(ids[1]).toEqual(ids[0]);
    expect(writer.backlog()).toEqual({ waiting: 0, dropped: 3 });
    expect(lines.filter((line) => line.includes('the audit trail is full'))).toHaveLength(1);
    expect(lines.filter((line) => line.includes('the audit trail is written again'))).toHaveLength(1);
  });

  it('counts what the database refuses for what it is, and goes on', async () => {
    const { writer, raise } = open(async () => 1);
    raise(2);
    await writer.flush();
    expect(writer.backlog()).toEqual({ waiting: 0, dropped: 1 });
  });

  it('stops in bounded time while the database is away, and says what is lost', async () => {
    const { writer, raise, lines } = open(() => Promise.reject(new Error('The database is away.')));
    raise(4);
    await writer.stop();
    expect(writer.backlog().dropped).toBe(4);
    expect(lines.some((line) => line.includes('lost at the stop') && line.includes('"count":4'))).toBe(true);
  });
});
