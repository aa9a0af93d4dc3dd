import { isUtf8 } from 'node:buffer';

import { FileFault } from './row.js';

type Chunks = AsyncIterable<Uint8Array>;

/** Hands bytes on as they came, without the mark in front. @throws FileFault at the first byte that is not UTF-8. */
export async function* checkUtf8(chunks: Chunks): AsyncGenerator<Buffer, void> {
  let begun: Buffer = Buffer.alloc(0);
  let [offset, line] = [0, 1];
  for await (const chunk of chunks) {
    const bytes = Buffer.concat([begun, chunk]);
    const whole = bytes.length - unfinishedBytes(bytes);
    const text = bytes.subarray(0, whole);
    if (!isUtf8(text)) throw notUtf8(text, offset, line);
    refuseUnmarked(text.subarray(0, Math.max(0, 2 - offset)), offset);
    yield offset === 0 ? withoutMark(text) : text;
    offset += whole;
    line += countLines(text);
    begun = Buffer.from(bytes.subarray(whole));
  }
  if (begun.length > 0) throw notUtf8(begun, offset, line);
}

/** UTF-16 without its mark: each character of ASCII has a byte of nought in it, which is UTF-8 as well, and in no text. */
function refuseUnmarked(begin: Buffer, offset: number): void {
  const found = begin.indexOf(0);
  if (found === -1) return;
  const at = offset + found;
  const charset = at === 0 ? 'UTF-16BE' : 'UTF-16LE';
  const advice = `it looks like UTF-16 without its mark: iconv -f ${charset} -t UTF-8`;
  throw new FileFault(`line 1, byte ${at} of the file (0x0) is not UTF-8; ${advice}`);
}

/** Of a character at the end whose other bytes are still to come. */
function unfinishedBytes(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc0) return lengthOf(byte) > back ? back : 0;
    if (byte < 0x80) return 0;
  }
  return 0;
}

/** Of the character that begins so. */
function lengthOf(byte: number): number {
  if (byte >= 0xf0) return 4;
  if (byte >= 0xe0) return 3;
  return byte >= 0xc0 ? 2 : 1;
}

function withoutMark(bytes: Buffer): Buffer {
  return bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])) ? bytes.subarray(3) : bytes;
}

function countLines(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) lines++;
  return lines;
}

function notUtf8(bytes: Buffer, offset: number, line: number): FileFault {
  let at = 0;
  while (isUtf8(bytes.subarray(at, at + lengthOf(bytes[at] ?? 0)))) at += lengthOf(bytes[at] ?? 0);
  const byte = bytes[at] ?? 0;
  const isUtf16 = offset + at === 0 && byte >= 0xfe;
  const advice = isUtf16
    ? 'it looks like UTF-16: iconv -f UTF-16 -t UTF-8'
    : 'the file is in another charset, such as Windows-1252: iconv -f WINDOWS-1252 -t UTF-8';
  const where = `line ${line + countLines(bytes.subarray(0, at))}, byte ${offset + at} of the file`;
  return new FileFault(`${where} (0x${byte.toString(16)}) is not UTF-8; ${advice}`);
}
