import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gunzipSync, gzipSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mongoose, { type mongo } from 'mongoose';

import { writeLines } from '../../../src/backup/archive.js';
import { readArchive } from '../../../src/backup/read-archive.js';
import { openStream, sealStream } from '../../../src/backup/sealed-stream.js';
import type { StoredDocument } from '../../../src/backup/snapshot.js';
import { createSecrets } from '../../../src/foundation/secrets.js';

const { BSON } = mongoose.mongo;
const secrets = createSecrets([
  'the-secret-of-these-tests-in-32-bytes',
  'an-older-one-that-is-as-long-as-that',
]);
const SEALED_CHUNK = 65_536 + 16;
const head = {
  version: '0.1.0',
  takenAt: new Date('2026-03-01T12:00:00Z'),
  secretIds: secrets.keysFor('backup').map(({ id }) => id),
};

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'portcullis-archive-'));
});
afterAll(() => rm(directory, { recursive: true }));

async function collect(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of source) pieces.push(piece);
  return Buffer.concat(pieces);
}

const people = (count: number): StoredDocument[] =>
  Array.from({ length: count }, (_, number) => ({
    collection: 'people',
    // What does not get shorter, so that there are several chunks.
    document: { _id: number, name: `Ada ${randomBytes(300).toString('base64')}` },
  }));

async function linesOf(documents: readonly StoredDocument[]): Promise<string> {
  return (await collect(writeLines(head, Readable.from(documents), () => undefined))).toString();
}

const seal = (plain: Buffer, under = secrets) =>
  collect(sealStream(Readable.from([plain]), under, randomBytes));

/** What is read of those bytes in a file. */
async function read(bytes: Buffer, under = secrets): Promise<StoredDocument[]> {
  const file = join(directory, randomBytes(6).toString('hex'));
  await writeFile(file, bytes);
  const entries: StoredDocument[] = [];
  const options = { file, secrets: under, signal: new AbortController().signal, onBytes: () => undefined };
  await readArchive(options, {
    onHead: () => Promise.resolve(),
    onDocument: (entry) => {
      entries.push(entry);
      return Promise.resolve();
    },
  });
  return entries;
}

const refusal = (bytes: Buffer, under = secrets) =>
  read(bytes, under).then(
    () => 'taken',
    (error: unknown) => (error as { reason?: string }).reason ?? String(error),
  );

/** What is under the chunks is not looked at: gzip would find some of it too. */
const opening = (sealed: Buffer) =>
  collect(openStream(Readable.from([sealed]), secrets)).then(
    () => 'opened',
    (error: unknown) => (error as { reason?: string }).reason ?? String(error),
  );

describe('an archive', () => {
  it('keeps every type of BSON, and the order of fields', async () => {
    const { Binary, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp, UUID } = BSON;
    const document = {
      _id: new ObjectId(),
      ...{ z: new Int32(1), a: new Double(1), long: Long.fromString('9007199254740993') },
      ...{ date: new Date(-1), never: null, no: false, list: [new Int32(1), 'two', { three: [] }] },
      ...{
        bytes: new Binary(Buffer.from([0, 255]), 5),
        uuid: new UUID(),
        money: Decimal128.fromString('0.10'),
      },
      ...{ pattern: new BSON.BSONRegExp('^a', 'i'), least: new MinKey(), most: new MaxKey() },
      ...{ at: new Timestamp({ t: 1, i: 2 }), infinite: new Double(Infinity), minus: new Double(-0) },
      ...{ text: 'line\n\u2028"é😀\u0000', $dollar: 'x', 'a.b': 'y' },
    };
    const lines = await linesOf([{ collection: 'things', document }]);
    const [entry] = await read(gzipSync(lines));
    const bytes = (value: mongo.Document | undefined) =>
      Buffer.from(BSON.serialize(value ?? {})).toString('hex');
    expect(bytes(entry?.document)).toBe(bytes(document));
  });

  it('is read by anything that reads gzip and JSON, a document a line', async () => {
    const lines = await linesOf(people(3));
    const parsed = lines.trim().split('\n');
    expect(parsed.map((line) => Object.keys(JSON.parse(line) as object))).toEqual([
      ['portcullisBackup', 'version', 'takenAt', 'secretIds'],
      ...[1, 2, 3].map(() => ['in', 'document']),
      ['end'],
    ]);
  });

  it('is refused where it is cut, altered, longer than it was, or none at all', async () => {
    const lines = await linesOf(people(20));
    const whole = gzipSync(lines);
    expect(await refusal(whole)).toBe('taken');
    const flipped = Buffer.from(whole);
    flipped[flipped.length >> 1] = (flipped[flipped.length >> 1] ?? 0) ^ 1;
    const withoutOne = lines.replace(/\n\{"in":[^\n]*/, '');
    const cases: Readonly<Record<string, [Buffer, string]>> = {
      empty: [Buffer.alloc(0), 'cut'],
      'cut in the middle': [whole.subarray(0, whole.length >> 1), 'cut'],
      'without its last byte': [whole.subarray(0, -1), 'cut'],
      'without its last line': [gzipSync(lines.split('\n').slice(0, -2).join('\n') + '\n'), 'cut'],
      'cut in a line': [gzipSync(lines.slice(0, -5)), 'cut'],
      'a bit is another': [flipped, 'damaged'],
      'a document is missing': [gzipSync(withoutOne), 'damaged'],
      'something behind its end': [gzipSync(`${lines}{"in":"people","document":{}}\n`), 'damaged'],
      'a collection of the server': [
        gzipSync(lines.replace('"in":"people"', '"in":"system.users"')),
        'damaged',
      ],
      'no document': [gzipSync(lines.replace(/"document":\{[^\n]*\}/, '"document":7}')), 'damaged'],
      'bytes behind its end': [Buffer.concat([whole, Buffer.alloc(100_000, 7)]), 'damaged'],
      text: [Buffer.from('Dear all,\n'), 'not-an-archive'],
      'gzip of text': [gzipSync('Dear all,\n'), 'not-an-archive'],
      'gzip of JSON': [gzipSync('{"in":"people","document":{}}\n'), 'not-an-archive'],
      'JSON of others': [Buffer.from('{"users":[]}\n'), 'not-an-archive'],
      'one line without an end': [Buffer.alloc(2_000_000, '{'), 'not-an-archive'],
      newer: [gzipSync(lines.replace('"portcullisBackup":1', '"portcullisBackup":2')), 'newer'],
    };
    const found: Record<string, string> = {};
    for (const [name, [bytes]] of Object.entries(cases)) found[name] = await refusal(bytes);
    expect(found).toEqual(
      Object.fromEntries(Object.entries(cases).map(([name, [, reason]]) => [name, reason])),
    );
  });
});

describe('an encrypted archive', () => {
  it('opens under any entry of SECRET, and holds nothing in clear', async () => {
    const documents = people(1_000);
    const sealed = await seal(gzipSync(await linesOf(documents)));
    expect(await read(sealed)).toHaveLength(1_000);
    const rotated = createSecrets([
      'a-new-one-that-came-first-and-is-long',
      'the-secret-of-these-tests-in-32-bytes',
    ]);
    expect(await read(sealed, rotated)).toHaveLength(1_000);
    expect(await refusal(sealed, createSecrets(['quite-another-one-that-is-long-enough']))).toBe(
      'other-secret',
    );
    expect(() => gunzipSync(sealed)).toThrow();
    // No two are under one key.
    expect(await seal(Buffer.from('same'))).not.toEqual(await seal(Buffer.from('same')));
  });

  it('is whole for whatever length it has', async () => {
    for (const length of [0, 1, 65_535, 65_536, 65_537, 131_072]) {
      const plain = randomBytes(length);
      const sealed = await seal(plain);
      expect(await collect(openStream(Readable.from([sealed]), secrets))).toEqual(plain);
    }
  });

  it('is refused where a chunk is cut, altered, moved, doubled, dropped, or of another archive', async () => {
    const plain = gzipSync(await linesOf(people(1_000)), { level: 0 });
    const sealed = await seal(plain);
    const start = sealed.indexOf(0x0a) + 1;
    const line = sealed.subarray(0, start);
    const chunks: Buffer[] = [];
    for (let at = start; at < sealed.length; at += SEALED_CHUNK)
      chunks.push(sealed.subarray(at, at + SEALED_CHUNK));
    expect(chunks.length).toBeGreaterThan(4);
    const [first, second, ...rest] = chunks as [Buffer, Buffer, ...Buffer[]];
    const alter = (bytes: Buffer, at: number) => {
      const altered = Buffer.from(bytes);
      altered[at] = (altered[at] ?? 0) ^ 1;
      return altered;
    };
    const foreign = await seal(plain);
    const otherFirst = foreign.subarray(start, start + SEALED_CHUNK);
    const cases: Readonly<Record<string, Buffer>> = {
      'its last chunk is missing': Buffer.concat([line, ...chunks.slice(0, -1)]),
      'its last byte is missing': sealed.subarray(0, -1),
      'cut in a chunk': sealed.subarray(0, start + 1_000),
      'a bit of a chunk': alter(sealed, start + 70_000),
      'a bit of a tag': alter(sealed, sealed.length - 1),
      'two are exchanged': Buffer.concat([line, second, first, ...rest]),
      'one is doubled': Buffer.concat([line, first, first, second, ...rest]),
      'one is dropped': Buffer.concat([line, first, ...rest]),
      'one of another': Buffer.concat([line, otherFirst, second, ...rest]),
      'the salt of another': Buffer.concat([foreign.subarray(0, start), first, second, ...rest]),
      'the line is written otherwise': Buffer.concat([Buffer.from(' '), sealed]),
    };
    const found: Record<string, string> = {};
    for (const [name, bytes] of Object.entries(cases)) found[name] = await opening(bytes);
    const expected = Object.fromEntries(Object.keys(cases).map((name) => [name, 'damaged']));
    expect(found).toEqual(expected);
    expect([await opening(sealed), await opening(line)]).toEqual(['opened', 'cut']);
  });
});
