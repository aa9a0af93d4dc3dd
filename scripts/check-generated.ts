/**
 * `npm run check:generated`: generates everything anew and names each file that came out differently. It compares
 * contents, not git's view of them, so that it also tells the truth in a working tree with other changes.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What `npm run gen` writes: files, and folders that hold nothing else. */
const generatedPaths = [
  'schema/schema.graphql',
  'test/generated',
  'packages/client/src/generated',
  '.env.example',
  'docs/configuration.md',
  'docs/events.md',
  'docs/security.md',
  'docs/errors',
  'docs/architecture.md',
  'README.md',
];

const root = fileURLToPath(new URL('..', import.meta.url));

function filesAt(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).flatMap((name) => filesAt(join(path, name)));
}

/** Contents by path. */
function snapshot(): Map<string, string> {
  const files = generatedPaths.flatMap((path) => filesAt(join(root, path)));
  return new Map(
    files.map((file) => [relative(root, file).split(sep).join('/'), readFileSync(file, 'utf8')]),
  );
}

function describeDrift(before: Map<string, string>, after: Map<string, string>): string[] {
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  return paths.flatMap((path) => {
    if (before.get(path) === after.get(path)) return [];
    if (!before.has(path)) return [`${path}  was missing`];
    return [after.has(path) ? `${path}  was out of date` : `${path}  is not generated any more`];
  });
}

function generate(): boolean {
  const { status, error } = spawnSync('npm', ['run', '--silent', 'gen'], { cwd: root, stdio: 'inherit' });
  if (error) console.error(error.message);
  return status === 0;
}

const before = snapshot();
const generated = generate();
const drift = describeDrift(before, snapshot());
for (const line of drift) console.error(line);
if (drift.length > 0)
  console.error('The fresh files are in the working tree: look at them, and commit them.');
if (generated && drift.length === 0) console.log(`generated: ${String(before.size)} files, all up to date`);
process.exitCode = generated && drift.length === 0 ? 0 : 1;
