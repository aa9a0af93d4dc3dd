import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { downloadVersion } from '../../src/database/embedded/download-mongod.js';
import { findMongod } from '../../src/database/embedded/mongod-binary.js';
import { StartupError } from '../../src/foundation/startup-error.js';
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

const onPath = (script: string): Promise<string> => writeProgram(join(directory, 'bin', 'mongod'), script);
const inCache = (version: string, script = versionScript(version)): Promise<string> =>
  writeProgram(join(directory, 'cache', 'mongod', version, 'mongod'), script);
const goodArchive = (): Promise<Buffer> =>
  makeArchive('mongodb-x/bin/mongod', `#!/bin/sh\n${versionScript(downloadVersion)}\n`);

describe('MONGOD_BINARY', () => {
  it('is used, and nothing else is looked at', async () => {
    const mongodBinary = await writeProgram(join(directory, 'my-mongod'), versionScript('7.0.5'));
    const search = searchIn(directory, { mongodBinary });
    expect(await findMongod(search)).toEqual({
      path: mongodBinary,
      version: '7.0.5',
      series: '7.0',
      origin: '~/my-mongod',
    });
    expect(search.lines).toEqual([]);
  });

  it('that is not there is refused by name', async () => {
    const search = searchIn(directory, { mongodBinary: '/no/such/mongod' });
    await expect(findMongod(search)).rejects.toThrow(StartupError);
    await expect(findMongod(search)).rejects.toThrow(
      /MONGOD_BINARY is \/no\/such\/mongod, .* it is not there/,
    );
  });

  it('that is damaged is refused', async () => {
    const mongodBinary = join(directory, 'damaged');
    await writeFile(mongodBinary, Buffer.concat([Buffer.from('\u007fELF'), Buffer.alloc(500, 7)]));
    await chmod(mongodBinary, 0o755);
    await expect(findMongod(searchIn(directory, { mongodBinary }))).rejects.toThrow(
      /damaged.* cannot be used/,
    );
  });

  it('of another series than the data is refused', async () => {
    const mongodBinary = await writeProgram(join(directory, 'my-mongod'), versionScript('7.0.5'));
    const search = searchIn(directory, { mongodBinary, series: '6.0' });
    await expect(findMongod(search)).rejects.toThrow(
      /mongod 7\.0\.5, which cannot open data made by MongoDB 6\.0/,
    );
  });

  it('that lacks a shared library is told with the package that has it', async () => {
    const message =
      'mongod: error while loading shared libraries: libcurl.so.4: cannot open shared object file';
    const mongodBinary = await writeProgram(join(directory, 'bare'), `echo '${message}' >&2; exit 127`);
    await expect(findMongod(searchIn(directory, { mongodBinary }))).rejects.toThrow(
      /libcurl\.so\.4.*apt install libcurl4/,
    );
  });
});

describe('mongod on the PATH', () => {
  it('is used', async () => {
    const path = await onPath(versionScript('8.0.1'));
    expect(await findMongod(searchIn(directory))).toEqual({
      path,
      version: '8.0.1',
      series: '8.0',
      origin: 'the PATH',
    });
  });

  it('that is older than 6.0 is passed over with a line', async () => {
    await onPath(versionScript('4.4.29'));
    await inCache('6.0.5');
    const search = searchIn(directory);
    expect((await findMongod(search)).version).toBe('6.0.5');
    expect(search.lines).toEqual(['Looking for mongod: mongod 4.4.29 on the PATH is older than 6.0']);
  });

  it('of another series than the data is passed over for the cached one that made them', async () => {
    await onPath(versionScript('7.0.5'));
    await inCache('6.0.5');
    await inCache('7.0.1');
    expect((await findMongod(searchIn(directory, { series: '6.0' }))).version).toBe('6.0.5');
  });
});

describe('the cache', () => {
  it('gives its newest that runs', async () => {
    await inCache('6.0.5');
    await inCache('10.0.1', 'exit 1');
    await inCache('9.0.1');
    const search = searchIn(directory);
    expect((await findMongod(search)).version).toBe('9.0.1');
    expect(search.lines).toEqual(['Looking for mongod: the PATH has no mongod']);
  });

  it('that holds a damaged file is repaired by a download', async () => {
    await inCache(downloadVersion, 'exit 1');
    const { url } = await mirror(serveArchive(await goodArchive()));
    const found = await findMongod(searchIn(directory, { downloadBaseUrl: url }));
    expect(found.path).toBe(join(directory, 'cache', 'mongod', downloadVersion, 'mongod'));
  });

  it('that cannot be written gives way to the next', async () => {
    await writeFile(join(directory, 'file'), '');
    const { url } = await mirror(serveArchive(await goodArchive()));
    const cacheDirs = [join(directory, 'file', 'cache'), join(directory, 'data', 'cache')];
    const found = await findMongod(searchIn(directory, { downloadBaseUrl: url, cacheDirs }));
    expect(found).toMatchObject({ version: downloadVersion, origin: '~/data/cache' });
  });
});

describe('when nothing works', () => {
  it('every try, its reason and the ways out are told', async () => {
    await mkdir(join(directory, 'bin'));
    const search = searchIn(directory);
    const failure: unknown = await findMongod(search).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StartupError);
    const text = String(failure);
    for (const part of ['the PATH: has no mongod', 'the cache ~/cache: has no mongod yet', 'ECONNREFUSED']) {
      expect(text).toContain(part);
    }
    expect(search.lines).toContain('Looking for mongod: the PATH has no mongod');
    for (const remedy of ['MONGOD_BINARY', 'MONGODB_URI', 'python3-pip']) expect(text).toContain(remedy);
  });

  it('the series that the data need is named', async () => {
    await onPath(versionScript('7.0.5'));
    const search = searchIn(directory, { series: '5.3' });
    await expect(findMongod(search)).rejects.toThrow(
      /were made by MongoDB 5\.3, and only MongoDB 5\.3 may open them/,
    );
  });
});
