/**
 * `npm run test:matrix`: the suite on the long-term releases of Node, each from npm's package `node`, beside the oldest one that
 * `npm test` runs on. What is given goes to each run: `npm run test:matrix -- test/unit`.
 */
import { spawnSync } from 'node:child_process';

const releases = ['22', '24'];
const failed = releases.filter((release) => {
  process.stderr.write(`\nNode ${release}\n`);
  const suite = ['node', 'test/harness/run-tests.js', ...process.argv.slice(2)];
  const { status } = spawnSync('npx', ['--yes', `--package=node@${release}`, '--', ...suite], {
    stdio: 'inherit',
  });
  return status !== 0;
});
process.stderr.write(failed.length === 0 ? '' : `\nFailed on Node ${failed.join(' and ')}\n`);
process.exitCode = failed.length === 0 ? 0 : 1;
