/**
 * What stands in an archive: gzip of lines of JSON. First what it is, then each document with its collection, in canonical
 * Extended JSON (so that no type is lost), last how many there were. Knows neither files nor the database.
 */
import { StringDecoder } from 'node:string_decoder';

import mongoose, { type mongo } from 'mongoose';
import { z } from 'zod';

import { ArchiveError } from './archive-error.js';
import type { StoredDocument } from './snapshot.js';

const { EJSON } = mongoose.mongo.BSON;

const FORMAT = 1;
/** Of text that is written at once. */
const PIECE_CHARACTERS = 65_536;
/** No document of MongoDB has more as Extended JSON; of a line that goes on for ever not all is kept. */
const LONGEST_LINE = 100_000_000;

/** The first line. */
export interface ArchiveHead {
  /** Of the gateway that wrote it. */
  readonly version: string;
  readonly takenAt: Date;
  /** The entries of SECRET by their ids, the current one first. */
  readonly secretIds: readonly string[];
}

const headForm = z.object({
  portcullisBackup: z.int().min(1),
  version: z.string(),
  takenAt: z.iso.datetime().transform((text) => new Date(text)),
  secretIds: z.array(z.string()).min(1),
});

const endForm = z.object({ end: z.record(z.string(), z.int().min(0)) });

/** @param onDocument after each. */
export async function* writeLines(
  head: ArchiveHead,
  documents: AsyncIterable<StoredDocument>,
  onDocument: () => void,
): AsyncGenerator<Buffer> {
  const counts: Record<string, number> = {};
  let text = `${JSON.stringify({ portcullisBackup: FORMAT, ...head })}\n`;
  for await (const { collection, document } of documents) {
    counts[collection] = (counts[collection] ?? 0) + 1;
    text += `{"in":${JSON.stringify(collection)},"document":${EJSON.stringify(document, { relaxed: false })}}\n`;
    onDocument();
    if (text.length < PIECE_CHARACTERS) continue;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(`${text}${JSON.stringify({ end: counts })}\n`);
}

/** What a reader is told of, in this order: the head once, then the documents. */
export interface ArchiveReader {
  readonly onHead: (head: ArchiveHead) => Promise<void>;
  readonly onDocument: (entry: StoredDocument, characters: number) => Promise<void>;
}

/** Resolves when the last line was right. @throws ArchiveError where any is not. */
export async function readLines(text: AsyncIterable<Buffer>, reader: ArchiveReader): Promise<void> {
  const counts: Record<string, number> = {};
  let position: 'head' | 'documents' | 'ended' = 'head';
  for await (const line of splitLines(text)) {
    if (position === 'ended') throw new ArchiveError('damaged');
    if (position === 'head') {
      await reader.onHead(parseHead(line));
      position = 'documents';
      continue;
    }
    const entry = parseEntry(line);
    if (entry === undefined) {
      refuseMiscounted(line, counts);
      position = 'ended';
      continue;
    }
    counts[entry.collection] = (counts[entry.collection] ?? 0) + 1;
    await reader.onDocument(entry, line.length);
  }
  if (position !== 'ended') throw new ArchiveError(position === 'head' ? 'not-an-archive' : 'cut');
}

async function* splitLines(text: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let pending = '';
  for await (const piece of text) {
    const lines = (pending + decoder.write(piece)).split('\n');
    pending = lines.pop() ?? '';
    if (pending.length > LONGEST_LINE) throw new ArchiveError('damaged');
    yield* lines;
  }
  if (pending !== '') throw new ArchiveError('cut');
}

function parseHead(line: string): ArchiveHead {
  const written = parseJson(line, 'not-an-archive');
  const format = z.object({ portcullisBackup: z.int().min(1) }).safeParse(written);
  if (!format.success) throw new ArchiveError('not-an-archive');
  if (format.data.portcullisBackup > FORMAT) throw new ArchiveError('newer');
  const parsed = headForm.safeParse(written);
  if (!parsed.success) throw new ArchiveError('damaged');
  return parsed.data;
}

/** Of the server's own collections none is written. */
const collectionName = /^(?!system\.)[A-Za-z][\w.-]{0,119}$/;

/** @returns undefined for what is no document. */
function parseEntry(line: string): StoredDocument | undefined {
  if (!line.startsWith('{"in":')) return undefined;
  const entry = parseExtendedJson(line);
  const { in: collection, document } = entry;
  const isWhole = typeof collection === 'string' && collectionName.test(collection) && isStored(document);
  if (!isWhole) throw new ArchiveError('damaged');
  return { collection, document };
}

/** A bare number is an object too, as Extended JSON is read here. */
const isStored = (value: unknown): value is mongo.Document =>
  typeof value === 'object' && value !== null && '_id' in value;

function parseExtendedJson(line: string): Readonly<Record<string, unknown>> {
  try {
    return EJSON.parse(line, { relaxed: false }) as Readonly<Record<string, unknown>>;
  } catch {
    throw new ArchiveError('damaged');
  }
}

function parseJson(line: string, otherwise: 'not-an-archive' | 'damaged'): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new ArchiveError(otherwise);
  }
}

function refuseMiscounted(line: string, counts: Readonly<Record<string, number>>): void {
  const parsed = endForm.safeParse(parseJson(line, 'damaged'));
  if (!parsed.success) throw new ArchiveError('damaged');
  const names = new Set([...Object.keys(counts), ...Object.keys(parsed.data.end)]);
  for (const name of names)
    if ((counts[name] ?? 0) !== (parsed.data.end[name] ?? 0)) throw new ArchiveError('damaged');
}
