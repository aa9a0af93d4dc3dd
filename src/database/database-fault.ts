/**
 * Which errors say that the database cannot be had right now, rather than that something is wrong with what was asked. Judged by
 * what drivers and servers agree on: error labels, the codes of servers, and those of sockets; by names only where there is no more.
 */
import { AppError } from '../foundation/errors.js';

/** What the driver gives up by itself, without a server's word: it has neither code nor label. */
const names: ReadonlySet<string> = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'MongoNotConnectedError',
  'MongoPoolClearedError',
  'MongoPoolClosedError',
  'MongoOperationTimeoutError',
  'MongoWaitQueueTimeoutError',
  'MongoServerClosedError',
  'MongoTopologyClosedError',
  'MongoClientClosedError',
  'MongoStalePrimaryError',
  'MongoExpiredSessionError',
]);

const labels: readonly string[] = [
  'RetryableWriteError',
  'TransientTransactionError',
  'UnknownTransactionCommitResult',
  'ResumableChangeStreamError',
  'PoolRequestedRetry',
  'ResetPool',
  'SystemOverloadedError',
];

/** Of MongoDB's error_codes.yml: the primary is another one, the server goes or is cut off, or what was asked took too long. */
const serverCodes: ReadonlySet<unknown> = new Set([
  6, // HostUnreachable
  7, // HostNotFound
  43, // CursorNotFound: its server is no longer asked
  50, // MaxTimeMSExpired
  64, // WriteConcernTimeout
  89, // NetworkTimeout
  91, // ShutdownInProgress
  100, // UnsatisfiableWriteConcern
  133, // FailedToSatisfyReadPreference
  134, // ReadConcernMajorityNotAvailableYet
  189, // PrimarySteppedDown
  202, // NetworkInterfaceExceededTimeLimit
  237, // CursorKilled
  262, // ExceededTimeLimit
  9001, // SocketException
  10058, // LegacyNotPrimary
  10107, // NotWritablePrimary
  11600, // InterruptedAtShutdown
  11601, // Interrupted
  11602, // InterruptedDueToReplStateChange
  13435, // NotPrimaryNoSecondaryOk
  13436, // NotPrimaryOrSecondary
]);

/** What Node says of a socket: some reach the driver's callers as they are, and not as its own MongoNetworkError. */
const socketCodes: ReadonlySet<unknown> = new Set([
  ...['EPIPE', 'ECONNRESET', 'ECONNREFUSED', 'ECONNABORTED', 'ETIMEDOUT', 'ERR_STREAM_DESTROYED'],
  ...['EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN', 'ENOTFOUND', 'EAI_AGAIN'],
]);

const RETRY_AFTER_SECONDS = 2;

/** Whether a later attempt may find the database there. */
export function isOutOfReach(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const { code, errorResponse } = error as { readonly code?: unknown; readonly errorResponse?: unknown };
  if (names.has(error.name) || serverCodes.has(code) || socketCodes.has(code) || hasLabel(error)) return true;
  // A bulk write that ran out of time: to the driver (7.2) an answer of the server, with what really happened as its text.
  return errorResponse !== error && isOutOfReach(errorResponse);
}

function hasLabel(error: Error): boolean {
  if (!('errorLabels' in error) || !Array.isArray(error.errorLabels)) return false;
  const told: readonly unknown[] = error.errorLabels;
  return labels.some((label) => told.includes(label));
}

/** A database out of reach is UNAVAILABLE to the caller; any other error stays what it is. */
export function databaseFault(error: unknown): unknown {
  if (!isOutOfReach(error)) return error;
  return new AppError('UNAVAILABLE', { details: { retryAfter: RETRY_AFTER_SECONDS }, cause: error });
}
