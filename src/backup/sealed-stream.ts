/**
 * Bytes under a key that is made from SECRET: a line of JSON, then chunks of 64 KiB in AES-256-GCM, each with its tag. Every
 * archive has a key of its own by a random salt, so that a chunk's nonce is its number; the last one says so in its nonce.
 * A chunk that is missing, moved, altered or from elsewhere does not verify (the STREAM construction, Hoang et al. 2015).
 */
import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';

import { z } from 'zod';

import type { Randomness } from '../foundation/randomness.js';
import type { Secrets } from '../foundation/secrets.js';
import { ArchiveError } from './archive-error.js';

const CHUNK_BYTES = 65_536;
const TAG_BYTES = 16;
const SALT_BYTES = 32;
/** The line is a hundred bytes or so: more is no archive. */
const HEAD_LIMIT_BYTES = 1_024;
const LINE_FEED = 0x0a;
const CIPHER = 'aes-256-gcm';
const LABEL = 'backup';

const headForm = z.object({
  portcullisSealed: z.int().min(1),
  /** Names the entry of SECRET. */
  secretId: z.string(),
  salt: z.base64url(),
});

interface ChunkKey {
  readonly bytes: Buffer;
  /** Authenticated with every chunk, so that it cannot be altered either. */
  readonly head: Buffer;
}

/** Encrypts under the first entry of SECRET. */
export async function* sealStream(
  plain: AsyncIterable<Buffer>,
  secrets: Secrets,
  randomness: Randomness,
): AsyncGenerator<Buffer> {
  const [{ id, bytes }] = secrets.keysFor(LABEL);
  const salt = randomness(SALT_BYTES);
  const written = { portcullisSealed: 1, secretId: id, salt: salt.toString('base64url') };
  const head = Buffer.from(`${JSON.stringify(written)}\n`);
  const key = { bytes: keyOf(bytes, salt), head };
  yield head;
  for await (const { chunk, number, isLast } of inChunks(plain, CHUNK_BYTES))
    yield sealChunk(key, number, isLast, chunk);
}

/** @throws ArchiveError where the entry of SECRET is not there, or a chunk does not verify. */
export async function* openStream(sealed: AsyncIterable<Buffer>, secrets: Secrets): AsyncGenerator<Buffer> {
  const source = sealed[Symbol.asyncIterator]();
  const { head, rest } = await readHead(source);
  const key = { bytes: findKey(head, secrets), head };
  const chunks = inChunks(goOn(rest, source), CHUNK_BYTES + TAG_BYTES);
  for await (const { chunk, number, isLast } of chunks) yield openChunk(key, number, isLast, chunk);
}

const keyOf = (bytes: Buffer, salt: Buffer): Buffer =>
  Buffer.from(hkdfSync('sha256', bytes, salt, 'portcullis/backup/archive', 32));

function findKey(head: Buffer, secrets: Secrets): Buffer {
  const parsed = headForm.safeParse(parseJson(head.toString('utf8')));
  if (!parsed.success) throw new ArchiveError('not-an-archive');
  const { portcullisSealed, secretId, salt } = parsed.data;
  if (portcullisSealed !== 1) throw new ArchiveError('newer');
  const entry = secrets.keysFor(LABEL).find(({ id }) => id === secretId);
  if (entry === undefined) throw new ArchiveError('other-secret');
  return keyOf(entry.bytes, Buffer.from(salt, 'base64url'));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function readHead(source: AsyncIterator<Buffer>): Promise<{ head: Buffer; rest: Buffer }> {
  let read = Buffer.alloc(0);
  while (read.length < HEAD_LIMIT_BYTES && !read.includes(LINE_FEED)) {
    const next = await source.next();
    if (next.done === true) break;
    read = Buffer.concat([read, next.value]);
  }
  const end = read.indexOf(LINE_FEED) + 1;
  if (end === 0) throw new ArchiveError('not-an-archive');
  return { head: read.subarray(0, end), rest: read.subarray(end) };
}

async function* goOn(first: Buffer, source: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  for (let next = await source.next(); next.done !== true; next = await source.next()) yield next.value;
}

interface Chunk {
  readonly chunk: Buffer;
  readonly number: number;
  readonly isLast: boolean;
}

/** Of one size; the last one of that or less, and the only one of nothing where there is nothing. */
async function* inChunks(source: AsyncIterable<Buffer>, size: number): AsyncGenerator<Chunk> {
  let pending = Buffer.alloc(0);
  let number = 0;
  for await (const piece of source) {
    pending = Buffer.concat([pending, piece]);
    for (; pending.length > size; pending = pending.subarray(size), number += 1)
      yield { chunk: pending.subarray(0, size), number, isLast: false };
  }
  yield { chunk: pending, number, isLast: true };
}

function nonceOf(number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(number, 5, 6);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

function sealChunk({ bytes, head }: ChunkKey, number: number, isLast: boolean, chunk: Buffer): Buffer {
  const cipher = createCipheriv(CIPHER, bytes, nonceOf(number, isLast));
  cipher.setAAD(head);
  return Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]);
}

function openChunk({ bytes, head }: ChunkKey, number: number, isLast: boolean, sealed: Buffer): Buffer {
  const length = sealed.length - TAG_BYTES;
  if (length < 0) throw new ArchiveError('cut');
  const decipher = createDecipheriv(CIPHER, bytes, nonceOf(number, isLast), { authTagLength: TAG_BYTES });
  decipher.setAAD(head);
  decipher.setAuthTag(sealed.subarray(length));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, length)), decipher.final()]);
  } catch {
    throw new ArchiveError('damaged');
  }
}
