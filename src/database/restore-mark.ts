/**
 * The mark of a database into which something is being restored. While it stands, no gateway and no command works on what lies
 * there, since it may be half of a deployment. Knows nothing of archives.
 */
import type { Connection, mongo } from 'mongoose';

import { StartupError } from '../foundation/startup-error.js';

/** The collection of the mark; no part of a deployment, and in no backup. */
export const RESTORE_MARKS = 'restoreMarks';

/** How long whoever restores may be silent before another takes over. */
const SILENCE_MS = 60_000;

/** One at most. Its times are those of the database. */
interface RestoreMark {
  readonly _id: 'restore';
  readonly schemaVersion: 1;
  /** Random, of one run of the command. */
  readonly owner: string;
  readonly startedAt: Date;
  readonly aliveAt: Date;
}

const marksOf = ({ db }: Connection): mongo.Collection<RestoreMark> => {
  if (db === undefined) throw new Error('The database is not connected.');
  return db.collection<RestoreMark>(RESTORE_MARKS);
};

/** @throws StartupError where a restore goes on or was broken off. */
export async function refuseHalfRestored(connection: Connection): Promise<void> {
  const mark = await marksOf(connection).findOne({ _id: 'restore' });
  if (mark === null) return;
  throw new StartupError(
    [
      `A restore into this database began at ${mark.startedAt.toISOString()} and has not ended, so that half of it may be missing.`,
      'Wait for it; where it was broken off, run it again: portcullis restore FILE',
      'It begins by removing what lies there.',
    ].join('\n'),
  );
}

/** What came of asking for the mark: `begun` where none stood, `taken-over` where one was left; undefined: another one is at it. */
type Claim = 'begun' | 'taken-over' | undefined;

/** Sets the mark in one update, or takes over one whose owner has been silent for a minute. */
export async function claimRestore(connection: Connection, owner: string): Promise<Claim> {
  const marks = marksOf(connection);
  const alive = { schemaVersion: 1, startedAt: '$$NOW', aliveAt: '$$NOW' };
  try {
    // Another owner's is not matched, and its id refuses a second.
    await marks.updateOne({ _id: 'restore', owner }, [{ $set: alive }], { upsert: true });
    return 'begun';
  } catch (error) {
    if ((error as { code?: unknown }).code !== 11_000) throw error;
  }
  const isSilent = { $lt: ['$aliveAt', { $subtract: ['$$NOW', SILENCE_MS] }] };
  const { matchedCount } = await marks.updateOne({ _id: 'restore', $expr: isSilent }, [
    { $set: { ...alive, owner } },
  ]);
  return matchedCount === 1 ? 'taken-over' : undefined;
}

/**
 * Says that its owner lives.
 * @param transaction in which it also holds off another owner until the end of it.
 * @returns whether it is still the owner's.
 */
export async function renewRestore(
  connection: Connection,
  owner: string,
  transaction?: mongo.ClientSession,
): Promise<boolean> {
  const { matchedCount } = await marksOf(connection).updateOne(
    { _id: 'restore', owner },
    [{ $set: { aliveAt: '$$NOW' } }],
    transaction && { session: transaction },
  );
  return matchedCount === 1;
}

/** @returns whether it was still the owner's. */
export async function endRestore(connection: Connection, owner: string): Promise<boolean> {
  return (await marksOf(connection).deleteOne({ _id: 'restore', owner })).deletedCount === 1;
}
