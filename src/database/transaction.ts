import { setImmediate } from 'node:timers/promises';

import mongoose, { type Connection, type mongo } from 'mongoose';

import { beginAttempt } from '../foundation/after-commit.js';
import { isOutOfReach } from './database-fault.js';

/** One transaction of the database, given to every operation that belongs to it. */
export type Transaction = mongo.ClientSession;

type Work<Result> = (transaction: Transaction) => Promise<Result>;

/**
 * Runs the work in one transaction: all of it stands, or nothing. It may run more than once, where another transaction wrote the
 * same documents first or the database was lost meanwhile, so it must not do anything but write to the database; all else waits for
 * `afterCommit`.
 */
export type InTransaction = <Result>(work: Work<Result>) => Promise<Result>;

/** All attempts together have the time that any one operation of the connection may take. */
export function createInTransaction(connection: Connection): InTransaction {
  return async (work) => {
    const startedAt = performance.now();
    const limitMs = connection.getClient().timeoutMS ?? Number.POSITIVE_INFINITY;
    try {
      return await attempt(connection, work);
    } catch (error) {
      const timeoutMS = Math.floor(limitMs - (performance.now() - startedAt));
      if (!(error instanceof Uncommitted)) throw error;
      if (timeoutMS <= 0) throw error.cause;
      return await attempt(connection, work, { timeoutMS }).catch((again: unknown) => {
        throw again instanceof Uncommitted ? again.cause : again;
      });
    }
  };
}

/** The database was lost before the commit was asked for: nothing of the work stands, or ever will. */
class Uncommitted extends Error {}

async function attempt<Result>(
  connection: Connection,
  work: Work<Result>,
  options?: { readonly timeoutMS: number },
): Promise<Result> {
  const transaction = await connection.startSession();
  const commit = insistOnCommit(transaction);
  let finish: ReturnType<typeof beginAttempt> = () => undefined;
  try {
    const result = await transaction.withTransaction(() => {
      finish = beginAttempt(transaction);
      return work(transaction);
    }, options);
    finish('stands');
    return result;
  } catch (error) {
    if (commit.isAsked) finish('unknown');
    else if (isOutOfReach(error)) throw new Uncommitted('The database was lost.', { cause: error });
    throw error;
  } finally {
    await transaction.endSession();
  }
}

/**
 * A commit whose answer was lost may be asked for again, and is the same commit then. The driver (7.2) does so itself for one that it
 * has labelled, which it has not where another connection of the pool was lost first; and where the server has ended the socket, it
 * stumbles over an error that is none of its own.
 */
function insistOnCommit(transaction: Transaction): { readonly isAsked: boolean } {
  const state = { isAsked: false };
  const commit = transaction.commitTransaction.bind(transaction);
  transaction.commitTransaction = async (options) => {
    state.isAsked = true;
    try {
      await commit(options);
    } catch (error) {
      if (error instanceof mongoose.mongo.MongoServerError) throw error;
      await setImmediate();
      await commit(options).catch((again: unknown) => {
        throw asDriverError(again);
      });
    }
  };
  return state;
}

function asDriverError(error: unknown): unknown {
  const { MongoError, MongoNetworkError } = mongoose.mongo;
  if (error instanceof MongoError || !(error instanceof Error)) return error;
  return new MongoNetworkError('The answer to a commit was lost.', { cause: error });
}
