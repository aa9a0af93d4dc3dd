/** The client's union of codes is the gateway's catalogue. */
import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { type ErrorCode, PortcullisError, type Requirement } from '@portcullis/client';

import {
  errorCatalogue,
  type ErrorCode as GatewayCode,
  requirements,
} from '../../../src/foundation/errors.js';

type Same<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : never) : never;
const sameCodes: Same<ErrorCode, GatewayCode> = true;
const sameRequirements: Same<Requirement, keyof typeof requirements> = true;

it('names every code and every requirement of the gateway, and no other', () => {
  expect([sameCodes, sameRequirements]).toEqual([true, true]);
  // The types above are judged by tsc alone.
  const source = readFileSync('packages/client/src/error-code.ts', 'utf8');
  const [unions = ''] = source.split('/** One failing');
  const named = [...unions.matchAll(/'(\w+)'/g)].map(([, name]) => name);
  expect(named).toEqual([...Object.keys(errorCatalogue), ...Object.keys(requirements)]);
});

it('is narrowed by its code', () => {
  const fields = [{ path: 'password', message: 'Too short.', rule: 'too-short' }];
  const error: unknown = new PortcullisError('BAD_USER_INPUT', 'No.', { fields, requestId: 'r', cause: 1 });
  if (!(error instanceof PortcullisError)) throw new TypeError('not of its class');
  expect(error).toMatchObject({ name: 'PortcullisError', message: 'No.', requestId: 'r', cause: 1 });
  expect(error).toBeInstanceOf(Error);
  if (error.code === 'RATE_LIMITED') throw new TypeError(error.retryAfter.toFixed());
  if (error.code !== 'BAD_USER_INPUT') throw new TypeError(error.code);
  // It is there, without a question mark.
  expect(error.fields.map(({ path }) => path)).toEqual(['password']);
});
