/**
 * Places in a list, as text that callers hand back. Owns their form and what a page may ask for; knows no list and
 * no database. A cursor holds version, sort key and id, and a fingerprint of the query it came from, under a MAC: so
 * nobody reads from a place that no answer has named, and none of one list opens another.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

import { type FieldProblem, refuseProblems } from './errors.js';
import type { Secrets } from './secrets.js';

const VERSION = 1;
const TAG_LENGTH = 16;
const FINGERPRINT_LENGTH = 16;
const HEAD_LENGTH = 1 + FINGERPRINT_LENGTH;
/** Far longer than any that is written. */
const MAX_CHARACTERS = 4_096;
const MAX_PAGE_SIZE = 100;
const DEFAULT_PAGE_SIZE = 20;

/** After whom the next page begins. */
export interface CursorPosition {
  readonly id: string;
  /** What the list is sorted by, where that is not the id. */
  readonly key?: string | number;
}

/** base64url for whoever pages; a place names the entry by sort key and id, and stays good when that entry is gone. */
export interface Cursors {
  /** @param query names the list: everything beside the position that decides what is in it. */
  write(query: string, position: CursorPosition): string;
  /** @returns undefined for whatever no entry of SECRET has made for this query. */
  read(query: string, cursor: string): CursorPosition | undefined;
}

/** Cursors of older entries of SECRET are read as well, so that a rotation breaks off nobody's list. */
export function createCursors(secrets: Secrets): Cursors {
  const [current, ...older] = secrets.keysFor('cursor');
  const keys = [current, ...older].map(({ bytes }) => bytes);
  return {
    write(query, { id, key }) {
      const content = Buffer.concat([headOf(query), Buffer.from(JSON.stringify({ id, key }))]);
      return Buffer.concat([tagOf(current.bytes, content), content]).toString('base64url');
    },
    read(query, cursor) {
      const bytes = decode(cursor);
      const tag = bytes.subarray(0, TAG_LENGTH);
      const content = bytes.subarray(TAG_LENGTH);
      const head = content.subarray(0, HEAD_LENGTH);
      if (!keys.some((key) => isSame(tagOf(key, content), tag)) || !isSame(headOf(query), head))
        return undefined;
      return JSON.parse(content.subarray(HEAD_LENGTH).toString()) as CursorPosition;
    },
  };
}

/** The arguments of every list. */
export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

export interface Page {
  readonly size: number;
  /** Absent: from the start. */
  readonly after: CursorPosition | undefined;
}

/** A list says how many there are exactly up to here; beyond, this stands for more. */
export const MAX_COUNT = 1_000;

/** One page of any list, before it is written for the wire. */
export interface ListedPage<Entry> {
  readonly entries: readonly { readonly cursor: string; readonly entry: Entry }[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  /** Up to MAX_COUNT. */
  readonly totalCount: number;
}

export interface FoundEntries<Entry> {
  /** One more than the page holds, where there are so many. */
  readonly found: readonly Entry[];
  readonly totalCount: number;
  readonly positionOf: (entry: Entry) => CursorPosition;
}

/** The page that was asked for, of what was found for it. */
export function cutPage<Entry>(
  cursors: Cursors,
  query: string,
  { size, after }: Page,
  { found, totalCount, positionOf }: FoundEntries<Entry>,
): ListedPage<Entry> {
  const entries = found
    .slice(0, size)
    .map((entry) => ({ cursor: cursors.write(query, positionOf(entry)), entry }));
  return { entries, hasNextPage: found.length > size, hasPreviousPage: after !== undefined, totalCount };
}

/** The same page, of what its reader is shown. */
export function mapPage<Entry, Shown>(
  page: ListedPage<Entry>,
  show: (entry: Entry) => Shown,
): ListedPage<Shown> {
  return { ...page, entries: page.entries.map(({ cursor, entry }) => ({ cursor, entry: show(entry) })) };
}

/** @throws AppError BAD_USER_INPUT for a size out of range, and for a cursor that is forged or of another query. */
export function readPage(cursors: Cursors, query: string, { first, after }: PageArguments): Page {
  const size = first ?? DEFAULT_PAGE_SIZE;
  const cursor = after ?? undefined;
  const position = cursor === undefined ? undefined : cursors.read(query, cursor);
  const problems: FieldProblem[] = [];
  if (!Number.isInteger(size) || size < 1 || size > MAX_PAGE_SIZE)
    problems.push({ path: 'first', rule: 'page-size', message: `must be 1 to ${MAX_PAGE_SIZE}` });
  if (cursor !== undefined && position === undefined)
    problems.push({ path: 'after', rule: 'cursor', message: 'must be a cursor of this very list' });
  refuseProblems(problems);
  return { size, after: position };
}

/** Empty for what is no base64url; base64 leaves bits over, and one cursor has one spelling. */
function decode(cursor: string): Buffer {
  if (cursor.length > MAX_CHARACTERS) return Buffer.alloc(0);
  const bytes = Buffer.from(cursor, 'base64url');
  return bytes.toString('base64url') === cursor ? bytes : Buffer.alloc(0);
}

function headOf(query: string): Buffer {
  const fingerprint = createHash('sha256').update(query).digest().subarray(0, FINGERPRINT_LENGTH);
  return Buffer.concat([Buffer.of(VERSION), fingerprint]);
}

function tagOf(key: Buffer, content: Buffer): Buffer {
  return createHmac('sha256', key).update(content).digest().subarray(0, TAG_LENGTH);
}

function isSame(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
