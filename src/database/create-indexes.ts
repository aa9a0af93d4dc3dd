import mongoose, { type Model, type mongo, type Schema } from 'mongoose';

import { rawCollection } from './raw-collection.js';

/** The server's word for an index that stands already, with other options. */
const INDEX_OPTIONS_CONFLICT = 85;

/** Makes the indexes of a model that are not there yet. On a large collection that takes as long as it takes. */
export async function createIndexes<T extends object>(model: Model<T>): Promise<void> {
  const schema = model.schema as Schema;
  const indexes = schema.indexes() as [mongo.IndexSpecification, mongo.CreateIndexesOptions][];
  for (const [fields, options] of indexes) {
    try {
      await rawCollection(model).createIndex(fields, { ...options, timeoutMS: 0 });
    } catch (error) {
      if (!isOtherRetention(error, options)) throw error;
      await changeRetention(model, options);
    }
  }
}

function isOtherRetention(error: unknown, { expireAfterSeconds }: mongo.CreateIndexesOptions): boolean {
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
