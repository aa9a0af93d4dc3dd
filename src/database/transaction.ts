import type { Connection, mongo } from 'mongoose';

/** One transaction of the database, given to every operation that belongs to it. */
export type Transaction = mongo.ClientSession;

/**
 * Runs the work in one transaction: all of it stands, or nothing. It may run more than once, where another
 * transaction wrote the same documents first, so it must not do anything but write to the database.
 */
export type InTransaction = <Result>(work: (transaction: Transaction) => Promise<Result>) => Promise<Result>;

/** All attempts together have the time that any one operation of the connection may take. */
export function createInTransaction(connection: Connection): InTransaction {
  return async (work) => {
    const transaction = await connection.startSession();
    try {
      return await transaction.withTransaction(() => work(transaction));
    } finally {
      await transaction.endSession();
    }
  };
}
