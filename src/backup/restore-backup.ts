/**
 * An archive into an empty database. A mark stands in it until all of it is there, its indexes are made and its secrets are
 * under this SECRET: while it stands no gateway starts, and the next restore begins by removing what lies there.
 */
import 'reflect-metadata';

import { stat } from 'node:fs/promises';

import type { Connection } from 'mongoose';

import { composeRooms } from '../compose.js';
import type { Config } from '../config/config.js';
import { keepSecret } from '../config/kept-secret.js';
import { createSecrets, type Secrets } from '../foundation/secrets.js';
import type { Parts } from '../house/ground.js';
import { buildHouse } from '../house/house.js';
import { openSharedDatabase } from '../house/open-database.js';
import { allMigrations } from '../migrations/all-migrations.js';
import { MIGRATION_RECORDS } from '../migrations/migration-records.js';
import { CommandError, exitCodes } from '../terminal/exit-code.js';
import { drawBar } from '../terminal/progress-bar.js';
import { ArchiveError } from './archive-error.js';
import type { ArchiveHead } from './archive.js';
import { createFiller } from './fill-database.js';
import { type HeldMark, holdMark } from './hold-mark.js';
import { readArchive } from './read-archive.js';
import type { StoredDocument } from './snapshot.js';
import type { Counts } from './take-backup.js';

export interface RestoreOptions {
  readonly file: string;
  /** The SECRET of the deployment that was backed up, where that is another one. */
  readonly oldSecrets: readonly string[];
  /** Else everybody signs in again. */
  readonly keepsSessions: boolean;
  readonly say: (text: string) => void;
}

export interface Restored {
  readonly takenAt: Date;
  readonly counts: Counts;
  /** How many of each kind were encrypted anew under the first entry of SECRET. */
  readonly resealed: Readonly<Record<string, number>>;
  /** Whether it was backed up under a SECRET of which the first entry is not in SECRET here. */
  readonly isFromOtherSecret: boolean;
}

/** How long one batch may take. */
const BATCH_TIMEOUT_MS = 60_000;

/** @throws CommandError where it cannot be restored whole; then nothing of it is there, or the mark says so. */
export async function restoreBackup(
  config: Config,
  parts: Parts,
  options: RestoreOptions,
): Promise<Restored> {
  const own = config.secret ?? [await keepSecret(config.dataDir, parts.randomness)];
  const site = { ...config, secret: [...own, ...options.oldSecrets] };
  const database = await openSharedDatabase(site, { ...parts, databaseTimeoutMs: BATCH_TIMEOUT_MS });
  const { connection } = database;
  const owner = parts.randomness(16).toString('base64url');
  const mark = holdMark(connection, owner);
  try {
    const secrets = createSecrets(site.secret);
    const { head, counts } = await fill({ ...options, connection, owner, mark, secrets, parts });
    options.say('Making the indexes');
    const resealed = await makeUsable(site, parts, connection);
    await mark.lift();
    const isFromOtherSecret = !idsOf(createSecrets(own)).includes(head.secretIds[0] ?? '');
    return { takenAt: head.takenAt, counts, resealed, isFromOtherSecret };
  } catch (error) {
    await undo(mark, error);
    throw error instanceof Error && error.name === 'AbortError' ? stopped() : error;
  } finally {
    await database.close();
  }
}

interface FillOptions extends RestoreOptions {
  readonly connection: Connection;
  readonly owner: string;
  readonly mark: HeldMark;
  readonly secrets: Secrets;
  readonly parts: Parts;
}

async function fill(options: FillOptions): Promise<{ head: ArchiveHead; counts: Counts }> {
  const { file, secrets, mark, parts, keepsSessions } = options;
  const filler = createFiller(options.connection, options.owner);
  const onBytes = createProgress(await sizeOf(file), options.say);
  const heads: ArchiveHead[] = [];
  await readArchive(
    { file, secrets, signal: parts.signal, onBytes },
    {
      async onHead(head) {
        refuseForeign(head, secrets);
        heads.push(head);
        // Not before it is known for an archive that can be taken.
        await mark.take();
      },
      async onDocument(entry, characters) {
        refuseNewer(entry);
        if (keepsSessions || entry.collection !== 'sessions') await filler.add(entry, characters);
      },
    },
  );
  const [head] = heads;
  if (head === undefined) throw new TypeError('An archive has a head.');
  return { head, counts: await filler.end() };
}

const idsOf = (secrets: Secrets): readonly string[] => secrets.keysFor('backup').map(({ id }) => id);

/** Its keys and seeds are under the first entry, so that without it nobody's tokens could be signed. */
function refuseForeign({ secretIds: [current = ''] }: ArchiveHead, secrets: Secrets): void {
  if (idsOf(secrets).includes(current)) return;
  throw new CommandError(
    [
      'The archive is of a deployment with another SECRET, under which its signing keys and authenticator seeds are encrypted.',
      'Give that one in a file: --old-secret-file FILE (of the embedded database it is DATA_DIR/secret).',
    ].join('\n'),
  );
}

const knownMigrations = new Set(allMigrations.map(({ name }) => name));

/** A database that a newer version has changed. */
function refuseNewer({ collection, document }: StoredDocument): void {
  if (collection === MIGRATION_RECORDS && !knownMigrations.has(String(document['_id'])))
    throw new ArchiveError('newer');
}

/** What a start would ask for: the indexes, and what is encrypted under an entry that may go. */
async function makeUsable(config: Config, parts: Parts, connection: Connection) {
  const publicUrl = config.publicUrl ?? `http://localhost:${config.port}`;
  const house = await buildHouse({ config, publicUrl, connection, causedBy: 'command' }, parts);
  await composeRooms(house);
  await house.createIndexes();
  const resealed: Record<string, number> = {};
  for (const { name, reseal } of house.list('resealers')) resealed[name] = await reseal();
  await house.stop();
  return resealed;
}

/** Where the database went away too, the mark stays, and says it. */
async function undo(mark: HeldMark, error: unknown): Promise<void> {
  try {
    await mark.undo();
  } catch {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(
      `${reason}\nWhat was restored could not be removed. It is marked: no gateway starts on it, and the next restore removes it.`,
      exitCodes.failed,
    );
  }
}

const stopped = () => new CommandError('Stopped: nothing is restored.', exitCodes.failed);

async function sizeOf(file: string): Promise<number> {
  return (await stat(file).catch(() => undefined))?.size ?? 0;
}

const megabytes = (bytes: number) => (bytes / 1_048_576).toFixed(0);

function createProgress(total: number, say: (text: string) => void): (done: number) => void {
  return (done) => {
    say(`${drawBar(done, total)} ${megabytes(done)} of ${megabytes(total)} MB`);
  };
}
