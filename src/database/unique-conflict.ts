import mongoose from 'mongoose';

/**
 * The field whose unique index refused a write; undefined for any other error.
 * Unique values rest on the index and never on a look first, so that of twenty at once one wins.
 */
export function conflictingField(error: unknown): string | undefined {
  if (!(error instanceof mongoose.mongo.MongoServerError) || error.code !== 11000) return undefined;
  const pattern: unknown = error['keyPattern'];
  return typeof pattern === 'object' && pattern !== null ? Object.keys(pattern)[0] : undefined;
}
