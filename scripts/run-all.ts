/**
 * `tsx scripts/run-all.ts check:` runs every script of package.json whose name begins so, one after another in the
 * order they are written, and fails at the end if one failed: all that is wrong is told in one go.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

interface Outcome {
  readonly name: string;
  readonly passed: boolean;
  readonly seconds: string;
}

function scriptNames(prefix: string): string[] {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    scripts: Record<string, string>;
  };
  return Object.keys(manifest.scripts).filter((name) => name.startsWith(prefix));
}

function run(name: string): Outcome {
  console.log(`\n== ${name}`);
  const start = performance.now();
  const { status, error } = spawnSync('npm', ['run', '--silent', name], { stdio: 'inherit' });
  if (error) console.error(error.message);
  return { name, passed: status === 0, seconds: ((performance.now() - start) / 1000).toFixed(1) };
}

const [prefix = ''] = process.argv.slice(2);
if (!prefix.endsWith(':')) throw new TypeError('Usage: tsx scripts/run-all.ts <prefix ending in a colon>');
const outcomes = scriptNames(prefix).map(run);
console.log('');
for (const { name, passed, seconds } of outcomes) {
  console.log(`${passed ? 'ok    ' : 'FAILED'}  ${name} (${seconds} s)`);
}
process.exitCode = outcomes.every(({ passed }) => passed) ? 0 : 1;
