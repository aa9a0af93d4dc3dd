/**
 * An operation that was taken before is answered without Apollo's pipeline, and to the byte as with it. A request with
 * `extensions`, even empty ones, is always the pipeline's.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type DocumentNode, print } from 'graphql';

import * as generated from '../generated/operations.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { newPerson, password, type SignedUp, signUp } from '../harness/people.js';

let gateway: TestGateway;
let person: SignedUp;
beforeAll(async () => {
  gateway = await startTestGateway({ RATE_LIMIT: 'false' });
  person = await signUp(gateway);
});
afterAll(() => gateway.stop());

const documents = Object.entries(generated).filter((entry): entry is [string, never] =>
  entry[0].endsWith('Document'),
);

async function send(body: object, headers: Readonly<Record<string, string>>) {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const head = [...response.headers].filter(([name]) => name !== 'x-request-id' && name !== 'date');
  // A challenge is another each time, and so is until when.
  const text = (await response.text()).replace(/"(challenge|expiresAt)":"[^"]+"/g, '"$1":""');
  return { status: response.status, head, text };
}

/** By the pipeline, which keeps it where it can, and then as it comes. */
async function both(body: object, headers: Readonly<Record<string, string>> = {}) {
  const piped = await send({ ...body, extensions: {} }, headers);
  return [piped, await send(body, headers)] as const;
}

const signedIn = () => ({ authorization: `Bearer ${person.accessToken}` });
/** Something for every variable that there is, so that many an operation is executed and refused by its resolver. */
const variables = () => {
  const id = '65f0c0ffee65f0c0ffee0001';
  const input = { email: newPerson().email, password, newPassword: password, token: 'x'.repeat(43) };
  const words = {
    code: '000000',
    challengeToken: 'x',
    codeVerifier: 'x'.repeat(43),
    provider: 'nobody',
    username: 'ada',
  };
  return {
    id,
    userId: id,
    sessionId: id,
    input,
    ...words,
    email: input.email,
    password,
    token: input.token,
    first: 5,
    roles: [],
  };
};

describe.each(documents)('%s', (_, document: DocumentNode) => {
  const query = print(document);

  it.each<[string, object, () => Record<string, string>]>([
    ['by nobody', {}, () => ({})],
    ['with something in every variable', variables(), () => ({})],
    ['with an ended token', variables(), () => ({ authorization: 'Bearer x' })],
  ])('is answered the same %s', async (_name, given, headers) => {
    const [piped, known] = await both({ query, variables: given }, headers());
    expect(known).toEqual(piped);
  });
});

describe('me', () => {
  const query = '{ me { id email roles sessions(first: 1) { edges { node { id device isCurrent } } } } }';

  it('is answered the same to whom it belongs, and executed for each caller anew', async () => {
    const [piped, known] = await both({ query }, signedIn());
    expect(known).toEqual(piped);
    expect(known.text).toContain(person.email);
    expect((await send({ query }, {})).text).not.toContain(person.email);
  });

  it.each([
    'application/json',
    '*/*',
    'application/graphql-response+json, application/json;q=0.9',
    'application/graphql-response+json;q=0.4, application/json;q=0.9',
    'text/html',
    'text/html, */*;q=0.1',
    'application/json;q=0',
    'multipart/mixed',
    '',
  ])('is answered the same where Accept is `%s`', async (accept) => {
    const [piped, known] = await both({ query }, { ...signedIn(), accept });
    expect(known).toEqual(piped);
  });

  it.each<[string, object]>([
    ['variables that are null', { variables: null }],
    ['variables that are a list', { variables: [] }],
    ['variables that are text', { variables: '{}' }],
    ['variables that nobody asked for', { variables: { x: 1 } }],
    ['a name that it has not', { operationName: 'Other' }],
    ['a name that is null', { operationName: null }],
    ['a name that is empty', { operationName: '' }],
    ['a name that is a number', { operationName: 1 }],
    ['extensions that are text', { extensions: 'x' }],
    ['a persisted query', { extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } }],
  ])('is answered the same with %s', async (_, more) => {
    const expected = await send({ query, ...more, extensions: {}, ...more }, signedIn());
    await send({ query }, signedIn());
    expect(await send({ query, ...more }, signedIn())).toEqual(expected);
  });
});

it('one of several operations is chosen by its name, whichever came first', async () => {
  const query = 'query One { me { id } } query Two { me { email } }';
  for (const operationName of ['One', 'Two', 'One']) {
    const [piped, known] = await both({ query, operationName }, signedIn());
    expect(known).toEqual(piped);
    expect(known.text).toContain(operationName === 'One' ? '"id"' : '"email"');
  }
  const [piped, known] = await both({ query }, signedIn());
  expect(known).toEqual(piped);
  expect(known.status).toBe(400);
});

it('variables are judged each time', async () => {
  const query = 'query($id: ID!) { user(id: $id) { id } }';
  const { userId } = person;
  const good = await both({ query, variables: { id: userId } }, signedIn());
  expect(good[1]).toEqual(good[0]);
  for (const variable of [{}, { id: null }, { id: {} }, { id: [userId, userId] }]) {
    const [piped, known] = await both({ query, variables: variable }, signedIn());
    expect(known).toEqual(piped);
    expect(known.text).toContain('BAD_USER_INPUT');
  }
});

it('more operations than are kept are answered all the same', async () => {
  const names = Array.from({ length: 40 }, (_, index) => `Operation${'x'.repeat(4_000)}${index}`);
  for (const name of [...names, ...names]) {
    const { text } = await send({ query: `query ${name} { __typename }` }, {});
    expect(text).toBe('{"data":{"__typename":"Query"}}\n');
  }
});

it('the log names the operation as ever', async () => {
  const query = '{ me { id } __typename }';
  const before = gateway.logLines.length;
  await both({ query }, signedIn());
  const lines = () => gateway.logLines.slice(before).filter((line) => line.includes('"msg":"request"'));
  await until('both are logged', () => lines().length === 2);
  for (const line of lines()) expect(line).toContain('"operation":"me,__typename"');
});
