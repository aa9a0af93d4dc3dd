/**
 * Backup and restore of a deployment: what an archive is, and how it comes out of a database and into one. Knows no document's
 * meaning; what the rooms keep under SECRET they encrypt anew themselves.
 */
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

import type { Config } from '../config/config.js';
import { keepSecret } from '../config/kept-secret.js';
import { hasEmbeddedData } from '../database/embedded/data-dir.js';
import { refuseHalfRestored } from '../database/restore-mark.js';
import { createSecrets, type Secrets } from '../foundation/secrets.js';
import type { Parts } from '../house/ground.js';
import { openSharedDatabase } from '../house/open-database.js';
import { CommandError, exitCodes } from '../terminal/exit-code.js';
import { drawBar } from '../terminal/progress-bar.js';
import { type ArchiveHead, writeLines } from './archive.js';
import { sealStream } from './sealed-stream.js';
import { openSnapshot, type Snapshot } from './snapshot.js';

export interface BackupOptions {
  /** A file that is not there yet, or where the bytes go. */
  readonly to: string | Writable;
  /** Under the first entry of SECRET. */
  readonly isSealed: boolean;
  /** Of this program. */
  readonly version: string;
  readonly say: (text: string) => void;
}

/** Documents by the name of their collection. */
export type Counts = Readonly<Record<string, number>>;

/** @throws CommandError where it cannot be read or written to its end; then there is no file. */
export async function takeBackup(config: Config, parts: Parts, options: BackupOptions): Promise<Counts> {
  if (config.mongodbUri === undefined && !hasEmbeddedData(config.dataDir))
    throw new CommandError(`Nothing has been started here yet: there is no database in ${config.dataDir}.`);
  const database = await openSharedDatabase(config, parts);
  try {
    await refuseHalfRestored(database.connection);
    const secrets = createSecrets(config.secret ?? [await keepSecret(config.dataDir, parts.randomness)]);
    const head = {
      version: options.version,
      takenAt: parts.clock.now(),
      secretIds: secrets.keysFor('backup').map(({ id }) => id),
    };
    const snapshot = await openSnapshot(database.connection, parts.signal);
    try {
      return await write(snapshot, head, { ...options, secrets, parts });
    } finally {
      await snapshot.close();
    }
  } finally {
    await database.close();
  }
}

interface WriteOptions extends BackupOptions {
  readonly secrets: Secrets;
  readonly parts: Parts;
}

async function write(snapshot: Snapshot, head: ArchiveHead, options: WriteOptions): Promise<Counts> {
  const { to, isSealed, secrets, parts } = options;
  const counts: Record<string, number> = {};
  const onDocument = createProgress(snapshot.about, options.say);
  const documents = countAll(snapshot.documents(), counts);
  const lines = Readable.from(writeLines(head, documents, onDocument), { objectMode: false });
  const isFile = typeof to === 'string';
  // Nobody but its owner may read it: it holds addresses and hashes of passwords.
  const sink = isFile ? createWriteStream(to, { flags: 'wx', mode: 0o600, flush: true }) : to;
  const seal = async function* (plain: AsyncIterable<Buffer>) {
    yield* isSealed ? sealStream(plain, secrets, parts.randomness) : plain;
  };
  try {
    await pipeline(lines, createGzip(), seal, sink, { signal: parts.signal, end: isFile });
  } catch (error) {
    if (isFile && codeOf(error) !== 'EEXIST') await rm(to, { force: true });
    throw explained(error, isFile ? to : 'standard output');
  }
  return counts;
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code;

function explained(error: unknown, place: string): unknown {
  if (error instanceof Error && error.name === 'AbortError')
    return new CommandError('Stopped: there is no backup.', exitCodes.failed);
  const sentences: Readonly<Record<string, string>> = {
    EEXIST: `${place} is there already: a backup takes no other file's place.`,
    ENOENT: `${place} cannot be made: its directory is not there.`,
    EACCES: `${place} cannot be made: this user may not write there.`,
    ENOSPC: `There is no room left for ${place}. There is no backup.`,
    EDQUOT: `There is no room left for ${place}. There is no backup.`,
    EPIPE: 'Whoever read the backup stopped before its end. There is no backup.',
  };
  const sentence = sentences[codeOf(error) ?? ''];
  return sentence === undefined ? error : new CommandError(sentence, exitCodes.failed);
}

async function* countAll<Entry extends { readonly collection: string }>(
  documents: AsyncIterable<Entry>,
  counts: Record<string, number>,
): AsyncGenerator<Entry> {
  for await (const entry of documents) {
    counts[entry.collection] = (counts[entry.collection] ?? 0) + 1;
    yield entry;
  }
}

/** Told of every thousandth. */
function createProgress(about: number, say: (text: string) => void): () => void {
  let done = 0;
  return () => {
    done += 1;
    if (done % 1_000 !== 0) return;
    say(
      `${drawBar(done, about)} ${done.toLocaleString('en')} of about ${about.toLocaleString('en')} documents`,
    );
  };
}
