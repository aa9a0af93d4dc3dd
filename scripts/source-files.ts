/** Reads the project's sources, with paths as a message writes them: `src/users/profile.ts`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

export interface SourceFile {
  /** From the root of the repository, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

const areas = ['src', 'packages', 'test', 'scripts', 'bench', 'examples'];
const skippedFolders = new Set(['node_modules', 'dist', 'generated', '.output', '.venv', 'target']);

export function readSourceFiles(root: string, folders: readonly string[] = areas): SourceFile[] {
  return folders
    .map((folder) => join(root, folder))
    .filter((folder) => existsSync(folder))
    .flatMap(sourcesUnder)
    .map((file) => ({
      path: relative(root, file).split(sep).join('/'),
      text: readFileSync(file, 'utf8'),
    }));
}

function sourcesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return skippedFolders.has(entry.name) ? [] : sourcesUnder(path);
    return /(?<!\.d)\.(ts|js|mjs)$/.test(entry.name) ? [path] : [];
  });
}
