/** A copy of what git knows of the repository, to be edited, built and thrown away. Packages are those of the original. */
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface RepositoryCopy {
  readonly root: string;
  remove(paths: readonly string[]): void;
  write(texts: ReadonlyMap<string, string>): void;
  /** Puts files back as the original has them. */
  restore(paths: readonly string[]): void;
  discard(): void;
}

export function copyRepository(original: string): RepositoryCopy {
  const root = mkdtempSync(join(tmpdir(), 'portcullis-removable-'));
  const restore = (paths: readonly string[]) => {
    for (const path of paths) cpSync(join(original, path), join(root, path));
  };
  restore(listFiles(original).filter((path) => existsSync(join(original, path))));
  linkPackages(join(original, 'node_modules'), join(root, 'node_modules'));
  return {
    root,
    restore,
    remove(paths) {
      for (const path of [...paths, ...paths.flatMap(compiledFrom)])
        rmSync(join(root, path), { force: true });
    },
    write(texts) {
      for (const [path, text] of texts) writeFileSync(join(root, path), text);
    },
    discard() {
      rmSync(root, { recursive: true, force: true });
    },
  };
}

function listFiles(root: string): string[] {
  const listed = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 });
  return listed.split('\0').filter((path) => path !== '');
}

/** One by one, since the repository's own packages are links, which have to lead into the copy. */
function linkPackages(from: string, to: string): void {
  mkdirSync(to);
  for (const name of readdirSync(from)) {
    const [source, target] = [join(from, name), join(to, name)];
    if (lstatSync(source).isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else if (name.startsWith('@')) linkPackages(source, target);
    else symlinkSync(source, target);
  }
}

/** What an earlier build has left of it, which would still be found. */
function compiledFrom(path: string): string[] {
  if (!path.startsWith('src/')) return [];
  const compiled = join('dist', path.slice('src/'.length)).replace(/\.ts$/, '.js');
  return [compiled, `${compiled}.map`];
}
