import type { Connection, mongo } from 'mongoose';

import { claimRestore, endRestore, renewRestore } from '../database/restore-mark.js';
import { CommandError } from '../terminal/exit-code.js';
import { replaced } from './fill-database.js';
import { listCollectionNames } from './own-collections.js';

/** The mark of one restore. */
export interface HeldMark {
  /** Sets it on an empty database, or empties what another restore left. @throws CommandError where there is anything else. */
  take(): Promise<void>;
  /** All of it is there. @throws CommandError where another restore has taken its place. */
  lift(): Promise<void>;
  /** Removes what was restored, then the mark; does nothing where it is not held. */
  undo(): Promise<void>;
}

const RENEWAL_MS = 10_000;

/** @param owner random. */
export function holdMark(connection: Connection, owner: string): HeldMark {
  let renewal: NodeJS.Timeout | undefined;
  const renew = () => {
    // Whoever writes next finds out.
    renewRestore(connection, owner).catch(() => undefined);
  };
  const letGo = () => {
    clearInterval(renewal);
    renewal = undefined;
  };
  return {
    async take() {
      const claim = await claimRestore(connection, owner);
      if (claim === undefined) throw new CommandError(busyMessage);
      renewal = setInterval(renew, RENEWAL_MS);
      if (claim === 'taken-over') {
        await dropAll(connection);
        return;
      }
      const full = await firstWithDocuments(connection);
      if (full === undefined) return;
      letGo();
      await endRestore(connection, owner);
      throw new CommandError(
        `The database is not empty: there are documents in ${full}. A restore goes into an empty one alone.`,
      );
    },
    async lift() {
      if (!(await endRestore(connection, owner))) throw replaced();
      letGo();
    },
    async undo() {
      if (renewal === undefined) return;
      letGo();
      if (!(await renewRestore(connection, owner))) return;
      await dropAll(connection);
      await endRestore(connection, owner);
    },
  };
}

const busyMessage =
  'Another restore is at work on this database, or was broken off within the last minute. Try again in a minute.';

function dbOf({ db }: Connection): mongo.Db {
  if (db === undefined) throw new Error('The database is not connected.');
  return db;
}

async function dropAll(connection: Connection): Promise<void> {
  const db = dbOf(connection);
  for (const name of await listCollectionNames(db)) await db.dropCollection(name);
}

async function firstWithDocuments(connection: Connection): Promise<string | undefined> {
  const db = dbOf(connection);
  for (const name of await listCollectionNames(db))
    if ((await db.collection(name).findOne({}, { projection: { _id: 1 } })) !== null) return name;
  return undefined;
}
