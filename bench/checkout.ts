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

/** What `--check` compares with; moved on at each release. */
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
  const commit = findCommit(ref);
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

function findCommit(ref: string): string {
  try {
    return git('rev-parse', '--quiet', '--verify', '--end-of-options', `${ref}^{commit}`);
  } catch (error) {
    // By --quiet that is all that ends with 1.
    if ((error as { status?: number | null }).status !== 1) throw error;
    throw new Error(`There is no commit ${ref} here.`, { cause: error });
  }
}

function git(...args: readonly string[]): string {
  return execFileSync('git', args, {
    cwd: repository,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  }).trim();
}
