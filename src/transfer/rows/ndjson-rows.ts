import { isRecord } from '../../foundation/is-record.js';
import { LONGEST_ROW, type Row, type Rows } from './row.js';

interface Line {
  readonly number: number;
  /** Absent: too long to be kept. */
  readonly text?: string;
}

/** One JSON object a line; empty lines count and say nothing. */
export async function* readNdjson(chunks: AsyncIterable<Buffer>): Rows {
  for await (const { number, text } of splitLines(chunks)) {
    const place = `line ${number}`;
    if (text === undefined) yield { place, problem: `is longer than ${LONGEST_ROW} bytes` };
    else if (text.trim() !== '') yield readLine(place, text);
  }
}

function readLine(place: string, text: string): Row {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? { place, value } : { place, problem: 'is no JSON object' };
  } catch {
    // What V8 says of it quotes the line.
    return { place, problem: 'is no JSON' };
  }
}

/** What is over the limit is dropped as it comes, so that a line of any length takes no memory. */
async function* splitLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Line> {
  let parts: Buffer[] = [];
  let [size, number] = [0, 1];
  const keep = (part: Buffer) => {
    size += part.length;
    if (size <= LONGEST_ROW) parts.push(part);
  };
  const take = (): Line => {
    const line = size > LONGEST_ROW ? { number } : { number, text: Buffer.concat(parts).toString() };
    [parts, size] = [[], 0];
    number++;
    return line;
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, from)) {
      keep(chunk.subarray(from, end));
      yield take();
      from = end + 1;
    }
    keep(chunk.subarray(from));
  }
  if (size > 0) yield take();
}
