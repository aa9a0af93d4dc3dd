/** What is done once a transaction stands, and not where it does not. */
import type { mongo } from 'mongoose';

type Work = () => void;

/** By the transaction and for as long as there is one: no process-wide state beside that. */
const waiting = new WeakMap<mongo.ClientSession, Work[]>();

/**
 * @param work must not throw, nor take long.
 * @throws TypeError in a transaction that is none of `Ground.inTransaction`.
 */
export function afterCommit(transaction: mongo.ClientSession, work: Work): void {
  const works = waiting.get(transaction);
  if (works === undefined) throw new TypeError('Nobody would do what is to be done after this transaction.');
  works.push(work);
}

/**
 * For whoever runs transactions, at the beginning of each attempt: forgets what an attempt before has asked for.
 * @returns does what was asked for, to be called once it stands.
 */
export function beginAttempt(transaction: mongo.ClientSession): Work {
  const works: Work[] = [];
  waiting.set(transaction, works);
  return () => {
    for (const work of works) work();
  };
}
