/** `npm run test:matrix`: the tests on each long-term release of Node, which npm's package `node` brings. Takes what `npm test` takes. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const releases = ['22', '24'];
const failed: string[] = [];
for (const release of releases) {
  console.log(`\n== Node ${release}`);
  const run = ['node', 'test/harness/run-tests.js', ...process.argv.slice(2)];
  const npm = spawn('npm', ['exec', '--yes', `--package=node@${release}`, '--', ...run], {
    stdio: 'inherit',
  });
  const [code] = (await once(npm, 'close')) as [number | null];
  if (code !== 0) failed.push(release);
}
console.log(
  failed.length === 0 ? `\nNode ${releases.join(' and ')}: passed` : `\nNode ${failed.join(' and ')}: failed`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
