import { describe, expect, it } from '@jest/globals';

import { createAuditList } from '../../../src/audit/audit-list.js';
import type { AuditCondition } from '../../../src/audit/audit-store.js';
import { createCursors } from '../../../src/foundation/cursors.js';
import { createSecrets } from '../../../src/foundation/secrets.js';

const USER_ID = '65f0c0ffee65f0c0ffee65f0';

/** A list over a store of which only the condition matters. The person's pseudonym is made by what is flushed. */
function openList() {
  const made: { id: string; userId: string; key: Buffer }[] = [];
  const conditions: AuditCondition[] = [];
  const list = createAuditList({
    store: {
      add: async () => 0,
      read: async (condition) => (conditions.push(condition), []),
      count: async () => 0,
    },
    pseudonyms: {
      of: async () => new Map(),
      find: async () => made[0],
      behind: async () => new Map(),
    },
    cursors: createCursors(createSecrets(['a secret of at least thirty-two characters'])),
    flush: async () => void made.push({ id: 'pseudonym', userId: USER_ID, key: Buffer.alloc(32) }),
  });
  return { list, conditions };
}

describe('a list of the audit trail, asked for before the first entry about somebody is written', () => {
  it('shows them what was raised before', async () => {
    const { list, conditions } = openList();
    await list.of(USER_ID, {});
    expect(conditions).toEqual([{ $or: [{ subject: 'pseudonym' }, { actor: 'pseudonym' }] }]);
  });

  it('shows admins what was raised before, by whom and about whom', async () => {
    const { list, conditions } = openList();
    await list.all({ actor: USER_ID, subject: USER_ID }, {});
    expect(conditions).toMatchObject([{ actor: 'pseudonym', subject: 'pseudonym' }]);
  });
});
