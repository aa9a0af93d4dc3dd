/** A log whose place is full, slow or gone: no line is torn or lost while there is room for it, and the process goes on. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, type write } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { afterEach, beforeEach, expect, it } from '@jest/globals';

import { createLogOutput, type LogOutput } from '../../../src/foundation/log-output.js';

type Failure = 'ENOSPC' | 'EAGAIN' | 'EPIPE';

let fd: number;
beforeEach(() => {
  fd = openSync('/dev/null', 'w');
});
afterEach(() => {
  closeSync(fd);
});

/** What `plan` says of each write in turn: how many bytes are taken, or why none; past its end all are. */
function open(plan: (number | Failure)[]) {
  const seen = { text: '', tries: 0 };
  const fake = (
    _fd: number,
    bytes: Buffer,
    from: number,
    length: number,
    _position: null,
    done: (error: Error | null, count: number) => void,
  ) => {
    seen.tries++;
    const next = plan.shift() ?? length;
    setImmediate(() => {
      if (typeof next === 'string') {
        done(Object.assign(new Error(next), { code: next }), 0);
        return;
      }
      const count = Math.min(next, length);
      seen.text += bytes.toString('utf8', from, from + count);
      done(null, count);
    });
  };
  const output = createLogOutput({ fd, pieceBytes: 64, flushBytes: 48, write: fake as typeof write });
  return { seen, output };
}

const line = (number: number) => `${JSON.stringify({ number, of: 'Zoë' })}\n`;
const lines = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => line(from + index)).join('');

function log(output: LogOutput, from: number, to: number) {
  for (let number = from; number <= to; number++) output.write(line(number));
}

const flushed = (output: LogOutput) =>
  new Promise<void>((resolve) => {
    output.flush(resolve);
  });

it('writes all in order, however little is taken at once', async () => {
  const { seen, output } = open([1, 5, 63, 2, 10, 64, 7]);
  log(output, 1, 30);
  output.write(`${'x'.repeat(500)}\n`);
  log(output, 31, 40);
  await flushed(output);
  expect(seen.text).toBe(`${lines(1, 30)}${'x'.repeat(500)}\n${lines(31, 40)}`);
});

it('keeps what a full disk does not take, tries it once a second, and goes on', async () => {
  const { seen, output } = open(['ENOSPC', 3, 'ENOSPC']);
  log(output, 1, 10);
  await flushed(output);
  expect(seen).toEqual({ text: '', tries: 1 });
  // No more tries, however much is logged.
  log(output, 11, 1_000);
  await flushed(output);
  expect(seen.tries).toBe(1);
  while (!seen.text.includes(line(1_000))) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(seen.text).toBe(lines(1, 1_000));
});

it('waits for a full pipe, also where it is to be flushed', async () => {
  const { seen, output } = open(['EAGAIN', 'EAGAIN']);
  log(output, 1, 10);
  await flushed(output);
  expect(seen.text).toBe(lines(1, 10));
});

it('writes no more once nobody reads', async () => {
  const { seen, output } = open(['EPIPE']);
  log(output, 1, 10);
  await flushed(output);
  log(output, 11, 100);
  await flushed(output);
  expect(seen).toEqual({ text: '', tries: 1 });
});

const logger = pathToFileURL(join(process.env['TEST_SOURCES_DIR'] ?? '', 'src/foundation/logger.js')).href;
const run = (program: string, stdout: 'pipe' | number) =>
  spawn(
    process.execPath,
    ['--input-type=module', '--eval', `import { createLogger } from '${logger}'; ${program}`],
    {
      stdio: ['pipe', stdout, 'pipe'],
    },
  );

it('a process whose disk is full answers as ever, and ends when it is told to', async () => {
  const full = openSync('/dev/full', 'w');
  const child = run(
    `const log = createLogger({ level: 'info', readable: false });
     for (let line = 0; line < 2_000; line++) log.info({ line }, 'a line');
     await new Promise((resolve) => setTimeout(resolve, 200));
     log.info('one more');
     process.stderr.write('it lives');
     process.stdin.once('data', () => process.exit(7));`,
    full,
  );
  closeSync(full);
  expect(String(((await once(child.stderr ?? child, 'data')) as [Buffer])[0])).toBe('it lives');
  const toldAt = performance.now();
  child.stdin?.write('end');
  expect(await once(child, 'exit')).toEqual([7, null]);
  expect(performance.now() - toldAt).toBeLessThan(2_000);
});

it('an exit tells what was dropped, and writes nothing twice', async () => {
  const child = run(
    `const log = createLogger({ level: 'info', readable: false });
     for (let line = 0; line < 20_000; line++) log.info({ line, filling: 'x'.repeat(1_000) }, 'a line');
     process.exit();`,
    'pipe',
  );
  let text = '';
  for await (const part of child.stdout ?? []) text += String(part);
  const read = text
    .trimEnd()
    .split('\n')
    .map((each) => JSON.parse(each) as { readonly line?: number; readonly dropped?: number });
  const numbers = read.flatMap(({ line: number }) => number ?? []);
  expect(numbers).toEqual(Array.from(numbers, (_, index) => index));
  expect(read.at(-1)?.dropped).toBe(20_000 - numbers.length);
});

it('an exit writes what waits, for a reader who takes his time', async () => {
  const child = run(
    `const log = createLogger({ level: 'info', readable: false });
     for (let line = 0; line < 2_000; line++) log.info({ line, filling: 'x'.repeat(500) }, 'a line');
     process.exit();`,
    'pipe',
  );
  await new Promise((resolve) => setTimeout(resolve, 300));
  let text = '';
  for await (const part of child.stdout ?? []) text += String(part);
  const read = text
    .trimEnd()
    .split('\n')
    .map((each) => (JSON.parse(each) as { readonly line: number }).line);
  expect(read).toEqual(Array.from({ length: 2_000 }, (_, index) => index));
});
