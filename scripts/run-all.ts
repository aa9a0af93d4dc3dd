/**
 * `tsx scripts/run-all.ts check:` runs every script of package.json whose name begins so, and fails at the end if one
 * failed: all that is wrong is told in one go. One after another in the order they are written; with `--together`, those
 * that only read run side by side, and what each says is printed when it is done.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

/** They write files that the others read. */
const writers = ['check:generated'];
/** They take minutes: whoever changes what they are about runs them by name (CONTRIBUTING.md). */
const byNameOnly = ['check:removable'];

interface Outcome {
  readonly name: string;
  readonly passed: boolean;
  readonly seconds: string;
}

function scriptNames(prefix: string): string[] {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    scripts: Record<string, string>;
  };
  return Object.keys(manifest.scripts).filter(
    (name) => name.startsWith(prefix) && !byNameOnly.includes(name),
  );
}

function run(name: string): Promise<Outcome> {
  const start = performance.now();
  const said: Buffer[] = [];
  return new Promise((resolve) => {
    const script = spawn('npm', ['run', '--silent', name], { stdio: ['ignore', 'pipe', 'pipe'] });
    script.stdout.on('data', (chunk: Buffer) => said.push(chunk));
    script.stderr.on('data', (chunk: Buffer) => said.push(chunk));
    script.on('error', (error) => said.push(Buffer.from(`${error.message}\n`)));
    script.on('close', (status) => {
      console.log(`\n== ${name}`);
      process.stdout.write(Buffer.concat(said));
      resolve({ name, passed: status === 0, seconds: ((performance.now() - start) / 1000).toFixed(1) });
    });
  });
}

async function runAll(names: readonly string[], lanes: number): Promise<Outcome[]> {
  const waiting = [...names];
  const outcomes: Outcome[] = [];
  const lane = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift())
      outcomes.push(await run(name));
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return outcomes;
}

const { values, positionals } = parseArgs({
  options: { together: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const [prefix = ''] = positionals;
if (!prefix.endsWith(':')) {
  throw new TypeError('Usage: tsx scripts/run-all.ts <prefix ending in a colon> [--together]');
}
const names = scriptNames(prefix);
const alone = values.together ? names.filter((name) => writers.includes(name)) : names;
const readers = names.filter((name) => !alone.includes(name));
const outcomes = [...(await runAll(alone, 1)), ...(await runAll(readers, availableParallelism()))];
console.log('');
for (const { name, passed, seconds } of outcomes) {
  console.log(`${passed ? 'ok    ' : 'FAILED'}  ${name} (${seconds} s)`);
}
process.exitCode = outcomes.every(({ passed }) => passed) ? 0 : 1;
