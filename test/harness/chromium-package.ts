/**
 * The Chromium that npm brings (@sparticuz/chromium), unpacked where a bare machine can run it.
 *
 * The package unpacks its libraries and fonts only where it takes itself to be on AWS Lambda, into names in /tmp that
 * anybody may have taken before, and its fonts.conf names folders of Lambda. So only its archives are taken, and are
 * unpacked here: once, into a folder of this user, whichever test file comes first.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { lstat, mkdir, mkdtemp, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout } from 'node:timers/promises';
import { createBrotliDecompress } from 'node:zlib';
import { extract } from 'tar-stream';

export interface ChromiumPackage {
  readonly executablePath: string;
  /** NSS, NSPR and expat, for a system that has none. */
  readonly libraryDir: string;
  /** A folder with a fonts.conf that names the fonts beside it. */
  readonly fontsDir: string;
}

/** @param cacheDir where it is kept between runs, such as the system's folder for temporary files. */
export async function unpackChromium(cacheDir: string): Promise<ChromiumPackage> {
  const { archiveDir, version } = await findPackage();
  const home = join(cacheDir, `portcullis-chromium-${version}-${userInfo().uid}`);
  while (!(await isMine(home))) {
    const lock = await takeLock(`${home}.lock`);
    // Whoever has it is at work: it takes two or three seconds.
    if (lock === undefined) await setTimeout(100);
    else await lock.holding(() => unpackOnce(archiveDir, home));
  }
  return {
    executablePath: join(home, 'chromium'),
    libraryDir: join(home, 'al2023/lib'),
    fontsDir: join(home, 'fonts'),
  };
}

async function findPackage() {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const root = entry.slice(0, entry.lastIndexOf('/build/'));
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  return { archiveDir: join(root, 'bin'), version };
}

/** What lies there is run, so a folder that somebody else has put there is not taken. */
async function isMine(home: string): Promise<boolean> {
  const found = await lstat(home).catch(() => undefined);
  if (found === undefined) return false;
  if (!found.isDirectory() || found.uid !== userInfo().uid)
    throw new Error(`${home} belongs to somebody else: remove it.`);
  return true;
}

async function unpackOnce(archiveDir: string, home: string): Promise<void> {
  if (await isMine(home)) return;
  const staging = await mkdtemp(`${home}.part-`);
  try {
    await Promise.all([
      unpackFile(join(archiveDir, 'chromium.br'), join(staging, 'chromium')),
      ...['al2023', 'fonts'].map((name) =>
        unpackTar(join(archiveDir, `${name}.tar.br`), join(staging, name)),
      ),
    ]);
    await writeFile(join(staging, 'fonts/fonts.conf'), fontsConf(join(home, 'fonts')));
    await rename(staging, home);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function unpackFile(archive: string, target: string): Promise<void> {
  const file = createWriteStream(target, { mode: 0o700 });
  await pipeline(createReadStream(archive), createBrotliDecompress(), file);
}

async function unpackTar(archive: string, target: string): Promise<void> {
  const entries = extract();
  const isRead = pipeline(createReadStream(archive), createBrotliDecompress(), entries);
  for await (const entry of entries) {
    const path = join(target, entry.header.name);
    await mkdir(dirname(path), { recursive: true });
    if (entry.header.type === 'file') await pipeline(entry, createWriteStream(path));
    else entry.resume();
  }
  await isRead;
}

function fontsConf(fontsDir: string): string {
  return [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    `<fontconfig><dir>${fontsDir}</dir><cachedir>${join(fontsDir, 'cache')}</cachedir></fontconfig>`,
    '',
  ].join('\n');
}

interface Lock {
  /** Does the work and lets go. */
  holding(work: () => Promise<void>): Promise<void>;
}

/**
 * It only saves work done twice: that a folder is whole is seen to by the rename. So a lock whose holder is gone may
 * be removed although, in theory, two could do so at once.
 * @returns undefined where another process holds it.
 */
async function takeLock(path: string): Promise<Lock | undefined> {
  const file = await open(path, 'wx').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  });
  if (file === undefined) {
    await removeDeadLock(path);
    return undefined;
  }
  await file.writeFile(String(process.pid));
  await file.close();
  return {
    async holding(work) {
      await work().finally(() => rm(path, { force: true }));
    },
  };
}

async function removeDeadLock(path: string): Promise<void> {
  const [pid, { mtimeMs }] = await Promise.all([
    readFile(path, 'utf8').catch(() => ''),
    lstat(path).catch(() => ({ mtimeMs: Date.now() })),
  ]);
  // Freshly made, its holder may not have written its number yet.
  const isSettled = Date.now() - mtimeMs > 2_000;
  if (isSettled && !isRunning(Number(pid))) await rm(path, { force: true });
}

function isRunning(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
}
