/** Makes the file of breach-filter.ts of a list that is in the order of its hashes, in the memory of one bucket. */
import { type FileHandle, open, rm } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

import { type Bucket, BUCKETS, ENTRIES_AT, ENTRY_BYTES, writeHead } from './breach-filter.js';

/** What is wrong with the list, or with where the file is to be; a sentence without its full stop. */
export class FilterRefused extends Error {
  override readonly name = 'FilterRefused';
}

const LONGEST_LINE = 100;
/** Hashes to one write. */
const WRITTEN = 65_536;

/**
 * The file is marked as whole last: one that was broken off is none.
 * @param list `SHA1:count` a line, as the downloader of Have I Been Pwned writes it.
 * @param onProgress told now and then how many hashes were taken.
 * @returns how many it holds.
 * @throws FilterRefused
 */
export async function buildFilter(
  list: AsyncIterable<Uint8Array>,
  path: string,
  onProgress: (count: number) => void,
): Promise<number> {
  const file = await open(path, 'wx', 0o644).catch((error: unknown) => {
    throw new FilterRefused(`${path} cannot be written, or is there already: ${(error as Error).message}`);
  });
  try {
    const filling = new Filling(file, onProgress);
    for await (const lines of linesOf(list))
      for (const line of lines) {
        filling.take(line);
        if (filling.isFull()) await filling.flush();
      }
    const count = await filling.end();
    await file.close();
    return count;
  } catch (error) {
    await file.close();
    await rm(path);
    throw error;
  }
}

/** The lines of each part of the list. */
async function* linesOf(list: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  let rest = '';
  for await (const chunk of list) {
    const text = rest + Buffer.from(chunk).toString('latin1');
    const lines = text.split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST_LINE) throw new FilterRefused('has lines that are no hashes');
    yield lines;
  }
  if (rest !== '') yield [rest];
}

class Filling {
  readonly #buckets: { count: number; crc: number }[] = Array.from({ length: BUCKETS }, () => ({
    count: 0,
    crc: 0,
  }));
  readonly #pending = Buffer.alloc(WRITTEN * ENTRY_BYTES);
  #used = 0;
  /** Where in what is pending the hashes of this bucket begin that its CRC has not seen. */
  #unseen = 0;
  #bucket = 0;
  #last = -1;
  #line = 0;
  #count = 0;
  #position = ENTRIES_AT;

  constructor(
    private readonly file: FileHandle,
    private readonly onProgress: (count: number) => void,
  ) {}

  /** @throws FilterRefused for what is no hash, or out of order. */
  take(written: string): void {
    this.#line++;
    const [, hash, count = '1'] = /^([0-9A-F]{40})(?::(\d+))?\s*$/i.exec(written) ?? [];
    if (hash === undefined) {
      if (written.trim() === '') return;
      throw new FilterRefused(`line ${this.#line} is no SHA-1 in hexadecimal with its count behind a colon`);
    }
    if (Number(count) > 0)
      this.#add(Number.parseInt(hash.slice(0, 4), 16), Number.parseInt(hash.slice(4, 16), 16));
  }

  #add(bucket: number, entry: number): void {
    const isSame = bucket === this.#bucket && entry === this.#last;
    if (isSame) return;
    if (bucket < this.#bucket || (bucket === this.#bucket && entry < this.#last))
      throw new FilterRefused(`line ${this.#line} is out of order: sort the list by its hashes first`);
    if (bucket !== this.#bucket) this.#see();
    this.#bucket = bucket;
    this.#last = entry;
    this.#pending.writeUIntBE(entry, this.#used, ENTRY_BYTES);
    this.#used += ENTRY_BYTES;
    this.#count++;
    this.#current.count++;
  }

  get #current() {
    const current = this.#buckets[this.#bucket];
    if (current === undefined) throw new TypeError('Two bytes name a bucket.');
    return current;
  }

  #see(): void {
    this.#current.crc = crc32(this.#pending.subarray(this.#unseen, this.#used), this.#current.crc);
    this.#unseen = this.#used;
  }

  isFull(): boolean {
    return this.#used === this.#pending.length;
  }

  async flush(): Promise<void> {
    this.#see();
    await this.file.write(this.#pending, 0, this.#used, this.#position);
    this.#position += this.#used;
    this.#used = 0;
    this.#unseen = 0;
    this.onProgress(this.#count);
  }

  /** @throws FilterRefused for a list of nothing. */
  async end(): Promise<number> {
    if (this.#count === 0) throw new FilterRefused('holds no hash');
    await this.flush();
    await this.file.sync();
    const head = writeHead(this.#buckets satisfies readonly Bucket[]);
    await this.file.write(head, 0, head.length, 0);
    await this.file.sync();
    return this.#count;
  }
}
