/**
 * A file of hashes that `portcullis passwords build-filter` makes: eight bytes of each SHA-1, in order. The first two say the bucket, of
 * which the file keeps the other six. A look reads one bucket, so that the file may be larger than the memory.
 *
 * Big-endian: `PCBREACH`, version (2 bytes), 6 bytes of nought, number of hashes (8), SHA-256 of the table (32), the table (for each
 * of 65,536 buckets its number of hashes and its CRC-32, 4 bytes each), the hashes.
 */
import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

import { StartupError } from '../foundation/startup-error.js';
import { BreachCheckFault, type KnowsBreached } from './breached-passwords.js';

export const BUCKETS = 65_536;
/** Of a hash, beside the two of its bucket. */
export const ENTRY_BYTES = 6;
const TABLE_BYTES = 8 * BUCKETS;
const HEAD_BYTES = 56;
/** Where the hashes begin. */
export const ENTRIES_AT = HEAD_BYTES + TABLE_BYTES;
const MAGIC = 'PCBREACH';
const VERSION = 1;

export interface Bucket {
  readonly count: number;
  readonly crc: number;
}

export interface BreachFilter {
  readonly has: KnowsBreached;
  readonly count: number;
  close(): Promise<void>;
}

/** What stands before the hashes. */
export function writeHead(buckets: readonly Bucket[]): Buffer {
  const table = Buffer.alloc(TABLE_BYTES);
  let total = 0;
  for (const [index, { count, crc }] of buckets.entries()) {
    table.writeUInt32BE(count, 8 * index);
    table.writeUInt32BE(crc, 8 * index + 4);
    total += count;
  }
  const head = Buffer.alloc(HEAD_BYTES);
  head.write(MAGIC, 'latin1');
  head.writeUInt16BE(VERSION, 8);
  head.writeBigUInt64BE(BigInt(total), 16);
  digestOf(table).copy(head, 24);
  return Buffer.concat([head, table]);
}

const digestOf = (table: Uint8Array) => createHash('sha256').update(table).digest();

/**
 * Reads the table, and nothing of the hashes.
 * @throws StartupError where it is no such file, is of another version, or is not whole.
 */
export async function openBreachFilter(path: string): Promise<BreachFilter> {
  const file = await open(path).catch((error: unknown) => {
    throw new StartupError(`BREACHED_PASSWORDS: ${path} cannot be read: ${(error as Error).message}.`);
  });
  try {
    const { table, count } = await readTable(file, path);
    const starts = startsOf(table);
    return {
      count,
      has: (sha1) => look(file, table, starts, Buffer.from(sha1.slice(0, 16), 'hex')),
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function readTable(file: FileHandle, path: string) {
  const refuse = (why: string) =>
    new StartupError(
      `BREACHED_PASSWORDS: ${path} ${why}. Make it anew: portcullis passwords build-filter LIST ${path}`,
    );
  const { buffer, bytesRead } = await file.read(Buffer.alloc(ENTRIES_AT), 0, ENTRIES_AT, 0);
  if (buffer.toString('latin1', 0, 8) !== MAGIC) throw refuse('is no filter of breached passwords');
  const version = buffer.readUInt16BE(8);
  if (version !== VERSION) throw refuse(`is of version ${version}, and ${VERSION} is read here`);
  const table = buffer.subarray(HEAD_BYTES);
  const count = Number(buffer.readBigUInt64BE(16));
  const { size } = await file.stat();
  const isWhole = bytesRead === ENTRIES_AT && size === ENTRIES_AT + count * ENTRY_BYTES;
  if (!isWhole || !digestOf(table).equals(buffer.subarray(24, HEAD_BYTES)))
    throw refuse('is not whole, or damaged');
  return { table, count };
}

/** How many hashes stand before each bucket. */
function startsOf(table: Buffer): Float64Array {
  const starts = new Float64Array(BUCKETS);
  for (let index = 1; index < BUCKETS; index++)
    starts[index] = (starts[index - 1] ?? 0) + table.readUInt32BE(8 * (index - 1));
  return starts;
}

async function look(file: FileHandle, table: Buffer, starts: Float64Array, hash: Buffer): Promise<boolean> {
  const index = hash.readUInt16BE(0);
  const length = table.readUInt32BE(8 * index) * ENTRY_BYTES;
  if (length === 0) return false;
  const at = ENTRIES_AT + (starts[index] ?? 0) * ENTRY_BYTES;
  const bucket = Buffer.alloc(length);
  const { bytesRead } = await file.read(bucket, 0, length, at).catch((error: unknown) => {
    throw new BreachCheckFault('the filter cannot be read', { cause: error });
  });
  if (bytesRead !== length || crc32(bucket) !== table.readUInt32BE(8 * index + 4))
    throw new BreachCheckFault('the filter is damaged');
  return search(bucket, hash.readUIntBE(2, ENTRY_BYTES));
}

function search(bucket: Buffer, sought: number): boolean {
  let [low, high] = [0, bucket.length / ENTRY_BYTES];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const found = bucket.readUIntBE(middle * ENTRY_BYTES, ENTRY_BYTES);
    if (found === sought) return true;
    if (found < sought) low = middle + 1;
    else high = middle;
  }
  return false;
}
