import { JSONParser } from '@streamparser/json';

import { isRecord } from '../../foundation/is-record.js';
import { FileFault, LONGEST_ROW, type Row, type Rows } from './row.js';

/** What stands before the first account, such as the settings of a realm, may be longer than an account. */
const LONGEST_BETWEEN = 64 * LONGEST_ROW;

/**
 * The members of one array in a JSON document that is too large to be read at once.
 * @param path of them, such as `$.users.*`.
 * @throws FileFault
 */
export async function* readJsonArray(chunks: AsyncIterable<Buffer>, path: string): Rows {
  const found: Row[] = [];
  const parser = new JSONParser({ paths: [path], keepStack: false });
  let [count, bytes] = [0, 0];
  parser.onValue = ({ value }) => {
    const place = `entry ${++count}`;
    found.push(isRecord(value) ? { place, value } : { place, problem: 'is no JSON object' });
  };
  for await (const chunk of chunks) {
    write(parser, chunk, count);
    bytes = found.length > 0 ? 0 : bytes + chunk.length;
    if (bytes > LONGEST_BETWEEN)
      throw new FileFault(`entry ${count + 1} does not end within ${LONGEST_BETWEEN} bytes`);
    yield* found.splice(0);
  }
  if (!parser.isEnded) throw new FileFault(`the file ends within entry ${count + 1}: it is cut`);
}

/** @throws FileFault in words that hold nothing of the file. */
function write(parser: JSONParser, chunk: Buffer, count: number): void {
  try {
    parser.write(chunk);
  } catch {
    throw new FileFault(`what follows entry ${count} is no JSON`);
  }
}
