import { stripVTControlCharacters } from 'node:util';

import { expect, it } from '@jest/globals';

import { createReadableLog } from '../../../src/foundation/readable-log.js';

function written(entry: object): string {
  let text = '';
  createReadableLog((part) => (text += part)).write(`${JSON.stringify(entry)}\n`);
  return stripVTControlCharacters(text);
}

const request = {
  ...{ level: 'info', time: '2026-11-24T10:15:00.000Z', requestId: 'b7c0', method: 'POST', path: '/graphql' },
  ...{ operation: 'signIn', status: 200, ip: '127.0.0.1', ms: 12.3, msg: 'request' },
};

it('a request is one short line', () => {
  expect(written(request)).toMatch(/^\[\d\d:15:00\] 200 POST \/graphql signIn 12\.3 ms\n$/);
});

it('a request that was refused says why, and by which id more is found', () => {
  const line = written({ ...request, status: 401, code: 'INVALID_CREDENTIALS' });
  expect(line).toMatch(/\] 401 POST \/graphql signIn INVALID_CREDENTIALS 12\.3 ms b7c0\n$/);
});

it('everything else keeps its fields, on one line', () => {
  const line = written({ level: 'error', time: request.time, requestId: 'b7c0', msg: 'a resolver failed' });
  expect(line).toMatch(/^[^\n]*ERROR[^\n]*a resolver failed[^\n]*b7c0[^\n]*\n$/);
});

it('an event is told once, with its name and time, and keeps whom it is about', () => {
  const event = { event: 'user.signed-up', at: request.time, outcome: 'success', userId: 'b7c1' };
  const line = written({ level: 'info', time: request.time, ...event, msg: 'user.signed-up' });
  expect(line).toMatch(/^\[\d\d:15:00\] INFO: user\.signed-up {"userId":"b7c1"}\n$/);
});
