import mongoose, { type Model, type mongo, type Schema } from 'mongoose';

import { rawCollection } from './raw-collection.js';

/** The server's word for an index that stands already, with other options. */
const INDEX_OPTIONS_CONFLICT = 85;

type Index = readonly [fields: mongo.IndexSpecification, options: mongo.CreateIndexesOptions];

/** Makes the indexes of a model that are not there yet. On a large collection that takes as long as it takes. */
export async function createIndexes<T extends object>(model: Model<T>): Promise<void> {
  const indexes = (model.schema as Schema).indexes() as Index[];
  const together = indexes.map(([key, options]) => ({ ...options, key }) as mongo.IndexDescription);
  if (together.length === 0) return;
  try {
    // One command takes less than half of what one for each takes, and there are some fifty.
    await rawCollection(model).createIndexes(together, { timeoutMS: 0 });
  } catch (error) {
    if (!indexes.some((index) => isOtherRetention(error, index))) throw error;
    for (const index of indexes) await createOrChange(model, index);
  }
}

async function createOrChange<T extends object>(model: Model<T>, index: Index): Promise<void> {
  const [fields, options] = index;
  try {
    await rawCollection(model).createIndex(fields, { ...options, timeoutMS: 0 });
  } catch (error) {
    if (!isOtherRetention(error, index)) throw error;
    await changeRetention(model, options);
  }
}

function isOtherRetention(error: unknown, [, { expireAfterSeconds }]: Index): boolean {
  const isConflict =
    error instanceof mongoose.mongo.MongoServerError && error.code === INDEX_OPTIONS_CONFLICT;
  return isConflict && expireAfterSeconds !== undefined;
}

/** An index of another retention is changed in place: to make it anew would take the time of the whole collection. */
async function changeRetention<T extends object>(
  model: Model<T>,
  { name, expireAfterSeconds }: mongo.CreateIndexesOptions,
): Promise<void> {
  await model.db.db?.command({ collMod: model.collection.name, index: { name, expireAfterSeconds } });
}
