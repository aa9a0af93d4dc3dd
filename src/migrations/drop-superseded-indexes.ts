import mongoose, { type mongo } from 'mongoose';

import type { Migration } from './migration.js';

interface Superseded {
  /** As the server named it. */
  readonly index: string;
  /** What does the same, and is made by every start since. */
  readonly by: string;
}

/** Partial by `$type`, which mongod does not choose for what equals a text. Each costs every write of an account. */
const superseded: readonly Superseded[] = [
  { index: 'usernameCanonical_1', by: 'uniqueUsername' },
  { index: 'phoneNumber_1', by: 'uniquePhoneNumber' },
  { index: 'identities.issuer_1_identities.subject_1', by: 'uniqueIdentity' },
  { index: 'passkeys.credentialId_1', by: 'uniquePasskey' },
  { index: 'factors.credentialId_1', by: 'uniquePasskey' },
];

/** One index a batch. A gateway of the version before makes them again when it starts. */
export const dropSupersededIndexes: Migration = {
  name: '0001-drop-superseded-indexes',
  does: 'drops the indexes of accounts that others have taken the place of',
  async step(db, position) {
    const there = await indexesOf(db);
    const next = findSuperseded(there);
    if (next === undefined) return undefined;
    // Uniqueness must rest on one of the two at every moment.
    if (!there.some(({ name }) => name === next.by))
      throw new Error(`The index ${next.by} of users is not there yet.`);
    await db.collection('users').dropIndex(next.index).catch(noneIf(INDEX_NOT_FOUND));
    return String(Number(position ?? 0) + 1);
  },
  isUndone: async (db) => findSuperseded(await indexesOf(db)) !== undefined,
};

async function indexesOf(db: mongo.Db): Promise<readonly mongo.IndexDescriptionInfo[]> {
  return (await db.collection('users').indexes().catch(noneIf(NAMESPACE_NOT_FOUND))) ?? [];
}

function findSuperseded(there: readonly mongo.IndexDescriptionInfo[]): Superseded | undefined {
  return superseded.find(({ index }) => there.some((one) => one.name === index && isPartialByType(one)));
}

const NAMESPACE_NOT_FOUND = 26;
const INDEX_NOT_FOUND = 27;

/** It never was, or another process has dropped it meanwhile. */
const noneIf = (code: number) => (error: unknown) => {
  if (error instanceof mongoose.mongo.MongoServerError && error.code === code) return undefined;
  throw error;
};

/** One that somebody made for themselves under that name is theirs. */
function isPartialByType({ partialFilterExpression = {} }: mongo.IndexDescriptionInfo): boolean {
  return Object.values(partialFilterExpression).some((condition) =>
    Object.hasOwn(condition as object, '$type'),
  );
}
