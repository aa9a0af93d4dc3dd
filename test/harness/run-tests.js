/**
 * What `npm test` runs: Jest, with the flag of Node that it needs for ES modules. `--changed` runs what the changes since the
 * last commit of main can break, `--changed=<ref>` those since another one; all else is Jest's.
 */
import { execFileSync, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];

/** @param {string[]} parameters */
function git(...parameters) {
  return execFileSync('git', parameters, { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean);
}

/**
 * Where the branch left it, so that what others have put on it since is not told as changed.
 * @param {string} since
 */
function changedFiles(since) {
  const [base = since] = git('merge-base', since, 'HEAD');
  return [
    ...git('diff', '--name-only', '--no-renames', base),
    ...git('ls-files', '--others', '--exclude-standard'),
  ];
}

/** @param {string} since */
async function changedTests(since) {
  const { tsImport } = await import('tsx/esm/api');
  /** @type {typeof import('../../scripts/changed-tests.js')} */
  const { findChangedTests } = await tsImport('../../scripts/changed-tests.ts', import.meta.url);
  /** @type {typeof import('../../scripts/source-files.js')} */
  const { readSourceFiles } = await tsImport('../../scripts/source-files.ts', import.meta.url);
  return findChangedTests(readSourceFiles(root), changedFiles(since));
}

const given = process.argv.slice(2);
const wish = given.find((argument) => /^--changed(=|$)/.test(argument));
const rest = given.filter((argument) => argument !== wish);
if (wish !== undefined) {
  const tests = await changedTests(wish.split('=')[1] ?? 'main');
  process.stderr.write(`${tests.length} test files can be broken by what has changed\n`);
  if (tests.length === 0) process.exit();
  rest.unshift('--runTestsByPath', ...tests);
}
const jest = spawn(process.execPath, [...flags, 'node_modules/jest/bin/jest.js', ...rest], {
  cwd: root,
  stdio: 'inherit',
});
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
  process.on(signal, () => jest.kill(signal));
jest.once('exit', (code, signal) => {
  process.exitCode = code ?? (signal ? 1 : 0);
});
