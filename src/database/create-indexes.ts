import type { Model, mongo, Schema } from 'mongoose';

import { rawCollection } from './raw-collection.js';

/** Makes the indexes of a model that are not there yet. On a large collection that takes as long as it takes. */
export async function createIndexes<T extends object>(model: Model<T>): Promise<void> {
  const schema = model.schema as Schema;
  const indexes = schema.indexes() as [mongo.IndexSpecification, mongo.CreateIndexesOptions][];
  for (const [fields, options] of indexes) {
    await rawCollection(model).createIndex(fields, { ...options, timeoutMS: 0 });
  }
}
