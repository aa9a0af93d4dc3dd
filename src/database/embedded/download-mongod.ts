import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { fetchText, openDownload } from './stalling-fetch.js';
import type { FetchPolicy, Incoming } from './stalling-fetch.js';

/** Told how far a download has come; the total is unknown where the server does not say it. */
export type Progress = (receivedBytes: number, totalBytes: number | undefined) => void;

export interface DownloadRequest extends FetchPolicy {
  /** Another host with the same paths; MongoDB's own where missing. */
  readonly baseUrl: string | undefined;
  readonly stagingDir: string;
  readonly progress: Progress | undefined;
}

/**
 * 7.0, because it is the one series with archives for Debian 12 (from 7.0.3 on; 6.0 has none), Ubuntu 22.04 (the
 * same archive runs on 24.04), RHEL 8 and 9, and macOS on both processors; 8.0 also refuses or warns on kernels
 * that 7.0 takes. This release, because 7.0.28 and later do not give out memory to unauthenticated peers
 * (CVE-2025-14847).
 */
export const downloadVersion = '7.0.37';

/** Where this system's archive is published. */
export async function downloadUrl(baseUrl: string | undefined): Promise<URL> {
  // Loaded late: the module looks for its own settings in package.json files when it is imported.
  const { MongoBinaryDownloadUrl } =
    await import('mongodb-memory-server-core/lib/util/MongoBinaryDownloadUrl.js');
  const { getOS } = await import('mongodb-memory-server-core/lib/util/getos/index.js');
  const { platform, arch } = process;
  const options = { version: downloadVersion, platform, arch, os: await getOS() };
  const published = new URL(await new MongoBinaryDownloadUrl(options).getDownloadUrl());
  return baseUrl === undefined ? published : new URL(baseUrl.replace(/\/+$/, '') + published.pathname);
}

async function publishedSha256(url: URL, policy: FetchPolicy): Promise<string> {
  const digest = /^[0-9a-f]{64}\b/i.exec(await fetchText(new URL(`${url.href}.sha256`), policy))?.[0];
  if (digest === undefined) throw new Error('the published checksum cannot be read');
  return digest.toLowerCase();
}

/** Writes the body to a file and returns its SHA-256. */
async function store(incoming: Incoming, file: string, progress: Progress | undefined): Promise<string> {
  const hash = createHash('sha256');
  let receivedBytes = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of incoming.chunks) {
      hash.update(chunk);
      receivedBytes += chunk.byteLength;
      progress?.(receivedBytes, incoming.totalBytes);
      yield chunk;
    }
  }
  await pipeline(counted(), createWriteStream(file));
  return hash.digest('hex');
}

async function extractMongod(archive: string, target: string): Promise<void> {
  const entries = extract();
  const feeding = pipeline(createReadStream(archive), createGunzip(), entries);
  // Its failure is seen by the loop, since pipeline destroys `entries` with it; and leaving the loop early is one.
  feeding.catch(() => undefined);
  for await (const entry of entries) {
    if (entry.header.type === 'file' && /(^|\/)bin\/mongod$/.test(entry.header.name)) {
      await pipeline(entry, createWriteStream(target));
      return;
    }
    entry.resume();
  }
  throw new Error('the archive holds no bin/mongod');
}

/** Fetches MongoDB's own archive, checks it, and returns the path of the mongod out of it. */
export async function downloadMongod(request: DownloadRequest): Promise<string> {
  const url = await downloadUrl(request.baseUrl);
  const expected = await publishedSha256(url, request);
  const archive = join(request.stagingDir, 'archive.tgz');
  const actual = await store(await openDownload(url, request), archive, request.progress);
  // Before unpacking: a decompressor is no place for bytes that nobody vouches for.
  if (actual !== expected) throw new Error('the archive does not have its published SHA-256 checksum');
  const target = join(request.stagingDir, 'mongod');
  await extractMongod(archive, target);
  return target;
}
