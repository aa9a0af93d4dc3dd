import { dirname, join, resolve } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { parseConfig } from '../../../src/config/config.js';
import { writeFiles } from '../../harness/upstream.js';

const least = 'name: orders, url: http://127.0.0.1:1/graphql, sdl: orders.graphql';

function read(text: string, name = 'upstreams.yaml') {
  const [file = ''] = writeFiles({ [name]: text });
  return { folder: dirname(file), upstreams: parseConfig({ UPSTREAMS: file }).upstreams };
}

function problemOf(text: string, more: Readonly<Record<string, string>> = {}): string {
  const [file = ''] = writeFiles({ 'upstreams.yaml': text });
  try {
    parseConfig({ UPSTREAMS: file, ...more });
    return 'none';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('UPSTREAMS as a list', () => {
  it('is read as that of a file is, with paths from the working directory', () => {
    const list = '[{name: orders, url: "http://localhost:4001/graphql", sdl: schema/orders.graphql}]';
    const [one] = parseConfig({ UPSTREAMS: ` ${list}` }).upstreams ?? [];
    expect(one).toMatchObject({ name: 'orders', path: '/graphql/orders', timeoutMs: 15_000 });
    expect(one?.sdl).toEqual({ kind: 'file', file: resolve('schema/orders.graphql') });
  });

  it('is refused without being repeated: there may be a token in it', () => {
    const list =
      '[{"name":"orders","url":"http://localhost/","sdl":{"url":"http://x/","token":"hunter2","no":1}}]';
    const told = () => parseConfig({ UPSTREAMS: list });
    expect(told).toThrow(/UPSTREAMS is wrong: line \d+:\d+, upstreams\[0\]\.sdl/);
    expect(told).not.toThrow(/hunter2/);
  });
});

describe('UPSTREAMS', () => {
  it('has defaults, and paths from where it lies', () => {
    const { folder, upstreams } = read(`upstreams: [{ ${least} }]`);
    expect(upstreams).toMatchObject([
      {
        name: 'orders',
        path: '/graphql/orders',
        sdl: { kind: 'file', file: join(folder, 'orders.graphql') },
        ...{ refreshMs: 60_000, timeoutMs: 15_000, onDenied: 'prune', conceal: false },
        ...{ identity: 'jwt', identityHeader: 'authorization', forwardHeaders: [] },
      },
    ]);
  });

  it('keeps a URL as it is written, and takes limits by their names', () => {
    const url = 'http://127.0.0.1:1/graphql/';
    const { upstreams } = read(
      `upstreams: [{ name: a, url: "${url}", sdl: a.graphql, limits: { depth: 5 } }]`,
    );
    expect(upstreams).toMatchObject([{ url, subscriptionsUrl: url, limits: { depth: 5 } }]);
    expect(upstreams?.[0]?.limits).toEqual({ depth: 5 });
    const problem = problemOf(`upstreams: [{ ${least}, limits: { depht: 5, fields: 0 } }]`);
    expect(problem).toContain('upstreams[0].limits.depht is no setting');
    expect(problem).toContain('upstreams[0].limits.fields must be a whole number from 1');
  });

  it('may be JSON', () => {
    const one = { name: 'a', url: 'http://127.0.0.1:1/x', sdl: 'https://example.com/a.graphql', refresh: 0 };
    const { upstreams } = read(JSON.stringify({ upstreams: [one] }), 'upstreams.json');
    expect(upstreams).toMatchObject([{ sdl: { kind: 'url' }, refreshMs: 0 }]);
  });

  it('tells every mistake with its line, and no value', () => {
    const problem = problemOf(
      [
        'upstreams:',
        '  - name: orders',
        '    sdl: { from: nowhere, token: hunter2 }',
        '    timeout: 5',
        '    forwardHeaders: [Accept-Language, Cookie]',
        '    tiemout: 5s',
        '  - { name: orders, url: "ftp://x", sdl: a.graphql, path: /elsewhere }',
      ].join('\n'),
    );
    for (const told of [
      'line 2:5, upstreams[0].url is missing',
      'line 3:5, upstreams[0].sdl must be a path',
      'line 4:5, upstreams[0].timeout must be a duration',
      'line 5:39, upstreams[0].forwardHeaders[1] names a header that is never handed on',
      'line 6:5, upstreams[0].tiemout is no setting',
      'line 7:21, upstreams[1].url must be an http or https URL',
      'upstreams[1].path must be a path below /graphql',
    ])
      expect(problem).toContain(told);
    expect(problem).not.toContain('hunter2');
  });

  it.each<[string, string, string]>([
    [
      'a name that stands twice',
      `upstreams: [{ ${least} }, { ${least}, path: /graphql/b }]`,
      '.name stands twice',
    ],
    [
      'a path that stands twice',
      `upstreams: [{ ${least} }, { ${least}, name: b, path: /graphql/orders }]`,
      'line 1',
    ],
    [
      'an identity in a header of ours',
      `upstreams: [{ ${least}, identityHeader: Cookie }]`,
      'a header of your own',
    ],
    [
      'a path that clients would write in another way',
      `upstreams: [{ ${least}, path: /graphql/../b }]`,
      '.path must be a path',
    ],
    ['no list', 'upstreams: {}', 'upstreams must be a list'],
    ['an empty list', 'upstreams: []', 'names no upstream'],
    ['nothing', '', 'must be an object'],
    ['no YAML', 'upstreams: [', 'is no YAML at line'],
    ['what grows without end', 'a: &a [x, x]\nb: &b [*a, *a]\nupstreams: *b', 'line 1:1'],
  ])('refuses %s', (_name, text, told) => {
    expect(problemOf(text)).toContain(told);
  });

  it('calls none as AUDIENCE does, whose tokens would open the gateway', () => {
    expect(problemOf(`upstreams: [{ ${least} }]`, { AUDIENCE: 'portcullis,orders' })).toContain(
      'UPSTREAMS calls one orders, as AUDIENCE does',
    );
  });

  it('names a file that is not there', () => {
    expect(() => parseConfig({ UPSTREAMS: 'no-such.yaml' })).toThrow('cannot be read: ENOENT');
  });
});
