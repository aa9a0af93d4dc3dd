import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { compileBundle, loadBundle } from '../../src/load-bundle.js';

const code = `exports.serve = () => 'made-up'; exports.place = __filename; exports.sep = require('node:path').sep;`;

describe('loading the bundle', () => {
  let modules: string;
  const load = () => loadBundle(pathToFileURL(`${modules}/`));
  const write = (name: string, contents: string | Buffer) => {
    writeFileSync(join(modules, name), contents);
  };
  const setAge = (name: string, seconds: number) => {
    utimesSync(join(modules, name), seconds, seconds);
  };

  beforeEach(() => {
    modules = mkdtempSync(join(tmpdir(), 'portcullis-bundle-'));
    mkdirSync(join(modules, 'bundle'));
    write('.tsbuildinfo', '{}');
    write('bundle/serve-1.cjs', code);
    write('bundle/serve-1.cache', compileBundle(join(modules, 'bundle/serve-1.cjs')));
    write('bundle/manifest.json', '{"name":"serve-1"}');
    setAge('.tsbuildinfo', 1_000);
    setAge('bundle/manifest.json', 1_001);
  });
  afterEach(() => {
    rmSync(modules, { recursive: true });
  });

  it('runs it as the file that it is', () => {
    const { serve, ...rest } = load() as { serve: () => string };
    expect(serve()).toBe('made-up');
    expect(rest).toEqual({
      place: fileURLToPath(pathToFileURL(join(modules, 'bundle/serve-1.cjs'))),
      sep: '/',
    });
  });

  it('compiles it where the cache is that of another version of V8', () => {
    write('bundle/serve-1.cache', Buffer.alloc(4_096, 7));
    expect(load()).toMatchObject({ sep: '/' });
  });

  it('has none where the modules were compiled after it, or where it never was built', () => {
    setAge('.tsbuildinfo', 1_002);
    expect(load()).toBeUndefined();
    setAge('.tsbuildinfo', 1_000);
    rmSync(join(modules, 'bundle/manifest.json'));
    expect(load()).toBeUndefined();
  });

  it('has none where source maps are asked for', () => {
    process.setSourceMapsEnabled(true);
    try {
      expect(load()).toBeUndefined();
    } finally {
      process.setSourceMapsEnabled(false);
    }
  });
});
