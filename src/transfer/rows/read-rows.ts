/** Opens a file of accounts, whichever way it is written: told by its first character. */
import { checkUtf8 } from './check-utf8.js';
import { readCsv } from './csv-rows.js';
import { readJsonArray } from './json-rows.js';
import { readNdjson } from './ndjson-rows.js';
import type { Rows } from './row.js';

/** As much as the line of names of a CSV may be. */
const PEEKED_BYTES = 65_536;

/**
 * @param usersIn where the accounts are in one JSON document, such as `$.users.*`; absent: an object begins a line.
 * @throws FileFault
 */
export async function* readRows(bytes: AsyncIterable<Uint8Array>, usersIn: string | undefined): Rows {
  const { head, chunks } = await peek(checkUtf8(bytes));
  const beginning = head.trimStart();
  if (beginning.startsWith('[')) yield* readJsonArray(chunks, '$.*');
  else if (!beginning.startsWith('{')) yield* readCsv(chunks, delimiterOf(beginning));
  else if (usersIn === undefined) yield* readNdjson(chunks);
  else yield* readJsonArray(chunks, usersIn);
}

/** The first bytes, and all of them. */
async function peek(source: AsyncGenerator<Buffer, void>) {
  const first: Buffer[] = [];
  let size = 0;
  while (size < PEEKED_BYTES) {
    const next = await source.next();
    if (next.done === true) break;
    first.push(next.value);
    size += next.value.length;
  }
  async function* chunks() {
    yield* first;
    yield* source;
  }
  return { head: Buffer.concat(first).toString(), chunks: chunks() };
}

/** Whichever of the three the line of names has most of. */
function delimiterOf(head: string): string {
  const [names = ''] = head.split('\n', 1);
  const counted = [',', ';', '\t'].map((sign) => ({ sign, count: names.split(sign).length }));
  return counted.reduce((most, one) => (one.count > most.count ? one : most)).sign;
}
