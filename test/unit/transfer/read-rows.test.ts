/** Files of accounts, good and bad; what is too large is made as it is read, and never held. */
import { describe, expect, it } from '@jest/globals';

import { readRows } from '../../../src/transfer/rows/read-rows.js';
import { FileFault, type Row } from '../../../src/transfer/rows/row.js';

/** In pieces of a few bytes, so that characters and lines lie across them. */
async function* inPieces(bytes: Uint8Array, size = 7) {
  await Promise.resolve();
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(written: string | Uint8Array, usersIn?: string): Promise<readonly Row[]> {
  const bytes = typeof written === 'string' ? Buffer.from(written) : written;
  const rows: Row[] = [];
  for await (const row of readRows(inPieces(bytes), usersIn)) rows.push(row);
  return rows;
}

async function faultOf(source: string | Uint8Array | AsyncIterable<Uint8Array>, usersIn?: string) {
  const bytes = typeof source === 'string' ? Buffer.from(source) : source;
  const pieces = bytes instanceof Uint8Array ? inPieces(bytes) : bytes;
  let count = 0;
  try {
    for await (const row of readRows(pieces, usersIn)) count += 'value' in row ? 1 : 0;
  } catch (error) {
    if (error instanceof FileFault) return { message: error.message, count };
    throw error;
  }
  return { message: 'none', count };
}

describe('a file of accounts', () => {
  const ada = { email: 'ada@example.com', firstName: 'Äda' };
  const bob = { email: 'bob@example.com' };

  it.each([
    ['NDJSON', `${JSON.stringify(ada)}\n\n${JSON.stringify(bob)}\n`, undefined],
    [
      'NDJSON of Windows, without an end of line',
      `\ufeff${JSON.stringify(ada)}\r\n${JSON.stringify(bob)}`,
      undefined,
    ],
    ['a JSON array', JSON.stringify([ada, bob], undefined, 2), undefined],
    ['a JSON document', JSON.stringify({ realm: 'x', roles: [1], users: [ada, bob], more: {} }), '$.users.*'],
    ['CSV', 'email,firstName\r\nada@example.com,"Äda"\r\n\r\nbob@example.com,\r\n', undefined],
    ['CSV of a spreadsheet', '\ufeff"email";"firstName"\nada@example.com;Äda\nbob@example.com;\n', undefined],
  ])('is read as %s', async (_, text, usersIn) => {
    const rows = await read(text, usersIn);
    expect(rows.map((row) => ('value' in row ? row.value : row))).toEqual([ada, bob]);
  });

  it('may be empty', async () => {
    for (const text of ['', '\n', '[]']) expect(await read(text)).toEqual([]);
    expect(await read('{"users":[]}', '$.users.*')).toEqual([]);
  });

  it('tells lines that are none, and goes on', async () => {
    expect(await read('{"email":1}\n{"email":\n[1]\n"x"\n{}\n')).toEqual([
      { place: 'line 1', value: { email: 1 } },
      { place: 'line 2', problem: 'is no JSON' },
      { place: 'line 3', problem: 'is no JSON object' },
      { place: 'line 4', problem: 'is no JSON object' },
      { place: 'line 5', value: {} },
    ]);
    expect(await read('email,username\na@example.com\nb@example.com,bob,x\nc@example.com,"c\nc"\n')).toEqual([
      { place: 'line 2', problem: 'has 1 fields, and line 1 has 2' },
      { place: 'line 3', problem: 'has 3 fields, and line 1 has 2' },
      { place: 'line 5', value: { email: 'c@example.com', username: 'c\nc' } },
    ]);
  });

  it('keeps a field that is called like a member of all objects', async () => {
    const [row] = await read('{"__proto__":{"email":"x"},"constructor":1}\n');
    expect(row && 'value' in row && Object.keys(row.value)).toEqual(['__proto__', 'constructor']);
    expect(Object.prototype).not.toHaveProperty('email');
  });
});

describe('a file in another charset', () => {
  it('ends at the byte that shows it, with those before it', async () => {
    const latin = Buffer.concat([
      Buffer.from('email,firstName\na@example.com,Ada\nb@example.com,Ren'),
      Buffer.from([0xe9, 0x0a]),
    ]);
    expect((await faultOf(latin)).message).toBe(
      'line 3, byte 51 of the file (0xe9) is not UTF-8; the file is in another charset, such as Windows-1252: iconv -f WINDOWS-1252 -t UTF-8',
    );
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('email\n', 'utf16le')]);
    expect((await faultOf(utf16)).message).toMatch(/^line 1, byte 0 .*UTF-16/);
    const unmarked = Buffer.from('{"email":"a@example.com"}\n', 'utf16le');
    expect((await faultOf(unmarked)).message).toMatch(/^line 1, byte 1 .*UTF-16LE/);
    expect((await faultOf(Buffer.from(unmarked).swap16())).message).toMatch(/^line 1, byte 0 .*UTF-16BE/);
  });

  it('is told where the last character is cut, where one is too long and where a half pair stands', async () => {
    for (const bytes of [
      [0xc3],
      [0xe2, 0x82],
      [0xc0, 0xaf],
      [0xed, 0xa0, 0x80],
      [0x80],
      [0xf5, 0x80, 0x80, 0x80],
    ])
      expect([bytes, (await faultOf(Buffer.from([0x7b, ...bytes]))).message]).toEqual([
        bytes,
        expect.stringMatching(/^line 1, byte 1 of the file/),
      ]);
  });
});

describe('a file that is too large for memory', () => {
  const MB = 2 ** 20;
  /** Of one line that does not end, for that many megabytes, and then another. */
  async function* endless(begin: string, megabytes: number, end: string) {
    await Promise.resolve();
    yield Buffer.from(begin);
    const filling = Buffer.alloc(MB, 'x');
    for (let count = 0; count < megabytes; count++) yield filling;
    yield Buffer.from(end);
  }
  /** What it takes beside what is collected: the heap is not the place of buffers. */
  const held = () => process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed;

  it('passes over a line of 400 MB in NDJSON, and reads the next', async () => {
    const before = held();
    const rows: Row[] = [];
    for await (const row of readRows(
      endless('{"email":"', 400, '"}\n{"email":"b@example.com"}\n'),
      undefined,
    ))
      rows.push(row);
    expect(rows).toEqual([
      { place: 'line 1', problem: 'is longer than 1048576 bytes' },
      { place: 'line 2', value: { email: 'b@example.com' } },
    ]);
    expect(held() - before).toBeLessThan(200 * MB);
  });

  it('ends at a CSV whose quote is not closed, and at an entry that does not end', async () => {
    const csv = await faultOf(endless('email\na@example.com\n"', 400, ''));
    expect(csv.message).toMatch(/^line 3 is longer than 1048576 bytes, or a quote is not closed/);
    const json = await faultOf(
      endless('{"users":[{"email":"a@example.com"},{"email":"', 400, ''),
      '$.users.*',
    );
    expect(json).toEqual({ count: 1, message: 'entry 2 does not end within 67108864 bytes' });
  });

  it('tells a document that is cut, and one that is none', async () => {
    expect((await faultOf('{"users":[{"email":"a@example.com"},{"em', '$.users.*')).message).toBe(
      'the file ends within entry 2: it is cut',
    );
    expect((await faultOf('[{"email":"a@example.com"}}', undefined)).message).toMatch(/is no JSON/);
    expect((await faultOf('email,email\n')).message).toBe('line 1 names the column email twice');
  });
});
