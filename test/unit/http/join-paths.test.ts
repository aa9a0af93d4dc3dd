import { describe, expect, it } from '@jest/globals';

import { joinPaths } from '../../../src/http/join-paths.js';
import type { RestOperation } from '../../../src/http/rest-paths.js';

const operation = (operationId: string): RestOperation => ({ operationId, summary: '', responses: {} });
const [read, write, other] = [operation('read'), operation('write'), operation('other')];

describe('what several routes tell of their paths', () => {
  it('stands in their order, and a route that tells nothing is left out', () => {
    const joined = joinPaths([
      { openapi: { '/b': { get: read } } },
      {},
      { openapi: { '/a': { get: other } } },
    ]);
    expect(Object.keys(joined)).toEqual(['/b', '/a']);
  });

  it('is one of a path that two of them answer, and GET comes first', () => {
    const joined = joinPaths([{ openapi: { '/a': { post: write } } }, { openapi: { '/a': { get: read } } }]);
    expect(Object.entries(joined['/a'] ?? {})).toEqual([
      ['get', read],
      ['post', write],
    ]);
  });
});
