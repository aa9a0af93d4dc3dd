import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import type { BinarySearch } from '../../src/database/embedded/mongod-binary.js';

/** A directory that `dispose` removes again. */
export async function makeTempDir(): Promise<{ path: string; dispose: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'portcullis-embedded-'));
  return { path, dispose: () => rm(path, { recursive: true, force: true }) };
}

/** A program at `path` that runs `script`. */
export async function writeProgram(path: string, script: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

/** What `mongod --version` prints, and no more of a mongod than that. */
export const versionScript = (version: string): string => `echo 'db version v${version}'`;

/** A search that finds nothing, until a test puts something in its way. */
export function searchIn(
  directory: string,
  changes: Partial<BinarySearch> = {},
): BinarySearch & { lines: string[] } {
  const lines: string[] = [];
  return {
    mongodBinary: undefined,
    searchPath: join(directory, 'bin'),
    homeDir: directory,
    cacheDirs: [join(directory, 'cache')],
    series: undefined,
    dataDir: join(directory, 'data'),
    // A port that nothing listens on: refused at once.
    downloadBaseUrl: 'http://127.0.0.1:2',
    stallTimeoutMs: 60_000,
    fetch: globalThis.fetch,
    progress: undefined,
    report: (line) => lines.push(line),
    lines,
    ...changes,
  };
}

/** A .tgz like MongoDB's, with one file at `name`. */
export async function makeArchive(name: string, content: string): Promise<Buffer> {
  const tar = pack();
  tar.entry({ name: 'mongodb-x/README' }, 'read me');
  tar.entry({ name, mode: 0o755 }, content);
  tar.finalize();
  return gzipSync(await buffer(tar));
}

export interface Mirror {
  readonly url: string;
  readonly requested: string[];
  close(): Promise<void>;
}

/** A real HTTP server that stands for the download host. */
export async function startMirror(answer: RequestListener): Promise<Mirror> {
  const requested: string[] = [];
  const server = createServer((request, response) => {
    requested.push(request.url ?? '');
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('the mirror has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    requested,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Serves the archive and its checksum, as MongoDB does. */
export function serveArchive(archive: Buffer, checksum?: string): RequestListener {
  const digest = checksum ?? createHash('sha256').update(archive).digest('hex');
  return (request, response) => {
    response.end(request.url?.endsWith('.sha256') === true ? `${digest}  mongodb.tgz\n` : archive);
  };
}

/** Whether a process is there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
