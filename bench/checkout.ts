/** Another commit of this repository, built beside it: what a change is compared with. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { build, repository, runProgram } from './build.js';
import type { Cleanup } from './cleanup.js';

export interface Checkout {
  /** As it was asked for, with the commit that it is. */
  readonly name: string;
  readonly directory: string;
}

/** What `--check` and the marks compare with; moved on at each release. */
export function readBaseline(): string {
  return readFileSync(join(repository, 'bench/baseline'), 'utf8').trim();
}

/**
 * Kept beside the packages of this repository, since installing and building takes a minute: the next comparison with the same
 * commit begins at once.
 * @param ref a commit, tag or branch.
 * @throws Error where git knows no such ref, or it cannot be built.
 */
export async function checkOut(ref: string, cleanup: Cleanup): Promise<Checkout> {
  const commit = git('rev-parse', '--verify', '--end-of-options', `${ref}^{commit}`);
  const directory = join(repository, 'node_modules/.cache/portcullis-bench', commit);
  if (!existsSync(directory)) {
    git('worktree', 'prune');
    git('worktree', 'add', '--detach', directory, commit);
  }
  if (!existsSync(join(directory, 'node_modules/.package-lock.json'))) {
    await runProgram('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], directory, cleanup);
  }
  await build(cleanup, directory);
  const short = commit.slice(0, 7);
  return { name: commit.startsWith(ref) ? short : `${ref} (${short})`, directory };
}

function git(...args: readonly string[]): string {
  return execFileSync('git', args, {
    cwd: repository,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  }).trim();
}
