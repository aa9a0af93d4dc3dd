/** Whoever collects the log stands still for a while: what waits for them is bounded, what was lost is told, and what waits comes. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

import { expect, it } from '@jest/globals';

const LINES = 60_000;
const WAITING = 601;
const logger = pathToFileURL(join(process.env['TEST_SOURCES_DIR'] ?? '', 'src/foundation/logger.js')).href;
/** Sixty megabytes in a moment; says what they took once the loop has turned, and ends when it is told to. */
const program = `
  import { createLogger } from ${JSON.stringify(logger)};
  const log = createLogger({ level: 'info', readable: false });
  const before = process.memoryUsage.rss();
  for (let line = 0; line < ${LINES}; line++) {
    log.info({ line, filling: 'x'.repeat(1_000) }, 'a line');
    if (line % 100 === 0) await new Promise(setImmediate);
  }
  process.stderr.write(\`\${(process.memoryUsage.rss() - before) / 2 ** 20}\\n\`);
  await new Promise((resolve) => process.stdin.once('data', resolve));
  process.stdin.destroy();
`;

it('keeps no more of it than it has room for, and tells how many lines are missing', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: 'pipe' });
  const [grown] = (await once(child.stderr, 'data')) as [Buffer];
  expect(Number(grown.toString())).toBeLessThan(45);

  const read: Record<string, unknown>[] = [];
  for await (const text of createInterface({ input: child.stdout })) {
    const line = JSON.parse(text) as Record<string, unknown>;
    read.push(line);
    if (line['msg'] === 'lines of the log were dropped') child.stdin.end('enough');
  }
  const told = read.filter(({ msg }) => msg === 'lines of the log were dropped');
  const lost = told.reduce((sum, { dropped }) => sum + Number(dropped), 0);
  expect(lost).toBeGreaterThan(0);
  expect(lost + read.length - told.length).toBe(LINES);
});

it.each([
  ['of one process', '{}'],
  ['of one of several', '{ worker: 1 }'],
])('all of it comes, though nothing more is logged: %s', async (_name, options) => {
  // More than there is room for, and the last line in no piece with others: it waits while those before it do.
  const said = `
    import { createLogger } from ${JSON.stringify(logger)};
    const log = createLogger({ level: 'info', readable: false, ...${options} });
    for (let line = 1; line <= ${WAITING}; line++) log.info({ filling: 'x'.repeat(900) }, String(line));
    setTimeout(() => process.stderr.write('it has waited'), 300);
    process.stdin.resume();
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', said], { stdio: 'pipe' });
  await once(child.stderr, 'data');
  const read: string[] = [];
  for await (const text of createInterface({ input: child.stdout })) {
    read.push((JSON.parse(text) as { readonly msg: string }).msg);
    if (read.length === WAITING) child.stdin.end();
  }
  expect(read).toEqual(Array.from({ length: WAITING }, (_, index) => String(index + 1)));
});

it('what is flushed does not wait for others, nor for a process that has something to do', async () => {
  const said = `
    import { createLogger } from ${JSON.stringify(logger)};
    const log = createLogger({ level: 'info', readable: false });
    log.info('ready');
    log.flush();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
    process.stderr.write('busy no more');
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', said], { stdio: 'pipe' });
  const first = await Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data')]);
  expect(String(first[0])).toContain('"msg":"ready"');
  child.kill();
});
