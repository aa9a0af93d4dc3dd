import { AppError } from '../foundation/errors.js';

const outOfReach = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongoNotConnectedError',
  'MongoPoolClearedError',
  'MongoOperationTimeoutError',
  'MongoWaitQueueTimeoutError',
  'MongooseServerSelectionError',
]);

/** A database out of reach is UNAVAILABLE to the caller; any other error stays what it is. */
export function databaseFault(error: unknown): unknown {
  if (!(error instanceof Error) || !outOfReach.has(error.name)) return error;
  return new AppError('UNAVAILABLE', { details: { retryAfter: 2 }, cause: error });
}
