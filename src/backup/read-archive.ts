import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

import type { Secrets } from '../foundation/secrets.js';
import { CommandError } from '../terminal/exit-code.js';
import { ArchiveError } from './archive-error.js';
import { type ArchiveReader, readLines } from './archive.js';
import { openStream } from './sealed-stream.js';

export interface ReadOptions {
  readonly file: string;
  /** For one that is encrypted. */
  readonly secrets: Secrets;
  readonly signal: AbortSignal;
  /** How far it has been read. */
  readonly onBytes: (done: number) => void;
}

const GZIP = Buffer.from([0x1f, 0x8b]);
const BRACE = 0x7b;

/** Reads it to its end, in constant memory. @throws ArchiveError where it is none, or not whole; whatever the reader does. */
export async function readArchive(options: ReadOptions, reader: ArchiveReader): Promise<void> {
  const { file, secrets, signal, onBytes } = options;
  const unseal = (source: AsyncIterable<Buffer>) => unsealed(counted(source, onBytes), secrets);
  let consuming: Promise<void> = Promise.resolve();
  const consume = (text: AsyncIterable<Buffer>) => (consuming = readLines(text, reader));
  try {
    await pipeline(createReadStream(file), unseal, createGunzip(), consume, { signal });
  } catch (error) {
    // The pipeline does not wait for what the reader is at, and whoever undoes it comes after that.
    await consuming.catch(() => undefined);
    // What comes behind the end of gzip ends the reading from that side.
    const isCutOff = error instanceof Error && error.name === 'AbortError' && !signal.aborted;
    throw isCutOff ? new ArchiveError('damaged') : explained(error, file);
  }
}

async function* counted(
  source: AsyncIterable<Buffer>,
  onBytes: (done: number) => void,
): AsyncGenerator<Buffer, void> {
  let done = 0;
  for await (const piece of source) {
    done += piece.length;
    onBytes(done);
    yield piece;
  }
}

/** By its first bytes, since a name says nothing. */
async function* unsealed(source: AsyncGenerator<Buffer, void>, secrets: Secrets): AsyncGenerator<Buffer> {
  const opening = await source.next();
  if (opening.done === true) throw new ArchiveError('cut');
  const first = opening.value;
  const all = async function* (): AsyncGenerator<Buffer> {
    yield first;
    yield* source;
  };
  if (first.subarray(0, 2).equals(GZIP)) yield* all();
  else if (first[0] === BRACE) yield* openStream(all(), secrets);
  else throw new ArchiveError('not-an-archive');
}

function explained(error: unknown, file: string): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code === 'Z_BUF_ERROR') return new ArchiveError('cut');
  if (code.startsWith('Z_')) return new ArchiveError('damaged');
  if (code === 'ENOENT') return new CommandError(`There is no file ${file}.`);
  if (code === 'EISDIR') return new ArchiveError('not-an-archive');
  return error;
}
