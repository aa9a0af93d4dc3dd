/** Filling collections past the gateway. */
import type { mongo } from 'mongoose';

const batchSize = 5_000;
/** More make no difference: mongod's cores are shared with the one that makes the documents. */
const batchesAtOnce = 2;

export interface Filling {
  readonly insertSeconds: number;
  readonly indexSeconds: number;
}

/**
 * The indexes are taken off and made anew behind the last document, the same ones: that takes a part of the time of
 * keeping all of them at each insert, and leaves what a build on a live collection does.
 */
export async function fillWithoutIndexes(
  collections: readonly Pick<mongo.Collection, 'indexes' | 'dropIndexes' | 'createIndexes'>[],
  fill: () => Promise<void>,
): Promise<Filling> {
  const restores = await Promise.all(collections.map(takeIndexesOff));
  const begin = performance.now();
  await fill();
  const inserted = performance.now();
  for (const restore of restores) await restore();
  return {
    insertSeconds: (inserted - begin) / 1_000,
    indexSeconds: (performance.now() - inserted) / 1_000,
  };
}

async function takeIndexesOff(
  collection: Pick<mongo.Collection, 'indexes' | 'dropIndexes' | 'createIndexes'>,
): Promise<() => Promise<unknown>> {
  const indexes = (await collection.indexes()).filter(({ name }) => name !== '_id_');
  await collection.dropIndexes();
  return () => collection.createIndexes(indexes.map(({ v: _, ...index }) => index as mongo.IndexDescription));
}

/** @param work is given whom to insert, from the first number to before the second. */
export async function inBatches(
  count: number,
  work: (from: number, to: number) => Promise<void>,
  report: (made: number) => void,
): Promise<void> {
  let next = 0;
  const takeTurns = async () => {
    while (next < count) {
      const from = next;
      next = Math.min(count, from + batchSize);
      await work(from, next);
      report(next);
    }
  };
  await Promise.all(Array.from({ length: batchesAtOnce }, takeTurns));
}

/** Bytes, of all collections: the documents, the same as they lie on disk, and their indexes. */
export interface DatabaseSize {
  readonly dataSize: number;
  readonly storageSize: number;
  readonly indexSize: number;
}

export async function measureDatabase(database: mongo.Db): Promise<DatabaseSize> {
  const { dataSize, storageSize, indexSize } = (await database.stats()) as DatabaseSize;
  return { dataSize, storageSize, indexSize };
}
