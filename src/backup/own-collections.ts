import type { mongo } from 'mongoose';

import { RESTORE_MARKS } from '../database/restore-mark.js';

/** All there are but the server's own, views and the mark of a restore, by name; also those of rooms that are left out. */
export async function listCollectionNames(db: mongo.Db): Promise<string[]> {
  const all = await db.listCollections({ type: 'collection' }, { nameOnly: true }).toArray();
  const names = all.map(({ name }) => name);
  return names.filter((name) => !name.startsWith('system.') && name !== RESTORE_MARKS).sort();
}
