/**
 * `npm run sbom`: what a production installation holds, as CycloneDX, to sbom.cdx.json; `--check` says what is missing there. Made
 * from manifests without development packages, since `npm sbom --omit dev` leaves out what one of those needs as well
 * (findings/npm-sbom-leaves-out-what-a-dev-dependency-needs-too.sh).
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const SBOM = 'sbom.cdx.json';

interface LockedPackage {
  readonly version?: string;
  readonly dev?: boolean;
  /** An optional peer of a workspace that is there for our tests. */
  readonly devOptional?: boolean;
  readonly link?: boolean;
}

const readJson = <Content>(path: string) => JSON.parse(readFileSync(path, 'utf8')) as Content;
const lock = readJson<{ readonly packages: Readonly<Record<string, LockedPackage>> }>('package-lock.json');
/** Not in the image (Dockerfile, `production-manifests`). */
const leftOut = new Set(['packages/client']);
const workspaces = Object.keys(lock.packages).filter(
  (path) => path !== '' && !path.includes('node_modules/') && !leftOut.has(path),
);

function writeSbom(): void {
  const directory = mkdtempSync(join(tmpdir(), 'portcullis-sbom-'));
  const npm = (...args: string[]) =>
    execFileSync('npm', args, { cwd: directory, encoding: 'utf8', maxBuffer: 2 ** 26 });
  try {
    for (const path of [
      'package-lock.json',
      ...['', ...workspaces].map((folder) => join(folder, 'package.json')),
    ]) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      cpSync(path, join(directory, path));
    }
    npm('pkg', 'delete', 'devDependencies');
    for (const folder of workspaces) npm('pkg', 'delete', 'devDependencies', '--workspace', folder);
    npm('install', '--package-lock-only', '--ignore-scripts', '--silent');
    writeFileSync(SBOM, npm('sbom', '--package-lock-only', '--sbom-format', 'cyclonedx'));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** By the lock file, which alone says what is installed. */
function findMissing(): string[] {
  const { components } = readJson<{
    readonly components: readonly { readonly name: string; readonly version: string }[];
  }>(SBOM);
  const told = new Set(components.map(({ name, version }) => `${name}@${version}`));
  return Object.entries(lock.packages)
    .filter(
      ([path, { dev, devOptional, link }]) => path.includes('node_modules/') && !dev && !devOptional && !link,
    )
    .map(([path, { version = '' }]) => `${path.split('node_modules/').at(-1) ?? ''}@${version}`)
    .filter((name) => !told.has(name));
}

if (!process.argv.includes('--check')) writeSbom();
const missing = findMissing();
if (missing.length > 0) {
  console.error(`${SBOM} does not name ${missing.join(', ')}: npm run sbom`);
  process.exitCode = 1;
} else console.log('sbom: every package of a production installation is named');
