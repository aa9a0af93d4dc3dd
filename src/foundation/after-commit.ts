/** What is done once a transaction stands, and not where it does not. */
import type { mongo } from 'mongoose';

type Work = () => void;

interface Waiting {
  readonly stands: Work;
  readonly unknown: Work | undefined;
}

/** By the transaction and for as long as there is one: no process-wide state beside that. */
const waiting = new WeakMap<mongo.ClientSession, Waiting[]>();

/**
 * @param work must not throw, nor take long.
 * @param unknown in its place where the commit was asked for and not answered, so that nobody knows.
 * @throws TypeError in a transaction that is none of `Ground.inTransaction`.
 */
export function afterCommit(transaction: mongo.ClientSession, work: Work, unknown?: Work): void {
  const works = waiting.get(transaction);
  if (works === undefined) throw new TypeError('Nobody would do what is to be done after this transaction.');
  works.push({ stands: work, unknown });
}

/**
 * For whoever runs transactions, at the beginning of each attempt: forgets what an attempt before has asked for.
 * @returns does what was asked for, once it is known that it stands, or that nobody knows.
 */
export function beginAttempt(transaction: mongo.ClientSession): (outcome: keyof Waiting) => void {
  const works: Waiting[] = [];
  waiting.set(transaction, works);
  return (outcome) => {
    for (const work of works) work[outcome]?.();
  };
}
