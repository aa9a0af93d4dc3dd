/** Numbers with more digits than those of JavaScript: they reach the upstream, and the caller, as they were written. */
import { buffer } from 'node:stream/consumers';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { TestGateway } from '../harness/gateway.js';
import { answerJson, type Stage, startStage } from '../harness/upstream.js';

const sdl = `
  scalar Long
  scalar Upload
  type Query {
    account(id: Long, of: Filter): Account
    secret(id: Long): String @auth(roles: ["ADMIN"])
    _entities(representations: [_Any!]!): [_Entity]!
  }
  scalar _Any
  union _Entity = Account | Vault
  type Vault @auth(roles: ["ADMIN"]) { id: Long }
  input Filter { ids: [Long!] limit: Float }
  type Account { id: Long amounts: [Float] owner: Account cost: Int @auth(roles: ["ADMIN"]) }
  type Mutation { store(file: Upload, id: Long): Account }
`;
const LONG = '9007199254740993';
const DECIMAL = '-1234567890.12345678901';

let stage: Stage;
let gateway: TestGateway;
let sent = '';
let answered = '';
beforeAll(async () => {
  stage = await startStage(sdl, { bank: {} });
  ({ gateway } = stage);
  stage.behave = (request, response) => {
    void buffer(request).then((body) => {
      sent = body.toString();
      answerJson(response, answered);
    });
  };
});
afterAll(() => stage.stop());

const query =
  'query($id: Long, $of: Filter, $s: Long) { account(id: $id, of: $of) { id cost } secret(id: $s) }';
const written = `{"id":${LONG},"of":{"ids":[1,${LONG}0],"limit":1e21},"s":${LONG}}`;
const kept = `"variables":{"id":${LONG},"of":{"ids":[1,${LONG}0],"limit":1e21}}`;

/** As text: JSON.stringify could not write it. */
async function ask(body: string, init: RequestInit = {}) {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${gateway.url}/graphql/bank`, { method: 'POST', headers, body, ...init });
  return response.text();
}
const askWith = (variables: string) => ask(`{"query":${JSON.stringify(query)},"variables":${variables}}`);

describe('variables', () => {
  beforeAll(() => {
    answered = '{"data":{"account":null}}';
  });

  it('of a body, without those that only what was cut out would have taken', async () => {
    await askWith(written);
    expect(sent).toContain(kept);
    expect(sent).not.toContain('"s":');
  });

  it('of the last of two members of one name, as everywhere', async () => {
    await askWith(`{"id":${LONG},"id":${LONG}1,"__proto__":{"id":${LONG}}}`);
    expect(sent).toContain(`"variables":{"id":${LONG}1}`);
  });

  it('of a query by GET', async () => {
    const parameters = new URLSearchParams({ query, variables: written });
    await fetch(`${gateway.url}/graphql/bank?${parameters.toString()}`);
    expect(sent).toContain(kept);
  });

  it('beside a file', async () => {
    const form = new FormData();
    const mutation = 'mutation($file: Upload, $id: Long) { store(file: $file, id: $id) { id } }';
    form.append('operations', `{"query":${JSON.stringify(mutation)},"variables":{"file":null,"id":${LONG}}}`);
    form.append('map', '{"0":["variables.file"]}');
    form.append('0', new File(['text'], 'a.txt'));
    const headers = { 'apollo-require-preflight': 'true' };
    await fetch(`${gateway.url}/graphql/bank`, { method: 'POST', headers, body: form });
    expect(sent).toContain(`"variables":{"file":null,"id":${LONG}}`);
  });

  it('but none beside a file that a reference would take, of which the gateway makes another', async () => {
    const form = new FormData();
    const asked = 'query($all: [_Any!]!) { _entities(representations: $all) { ... on Account { id } } }';
    form.append(
      'operations',
      JSON.stringify({ query: asked, variables: { all: [{ __typename: 'Account', of: null }] } }),
    );
    form.append('map', '{"0":["variables.all.0.of"]}');
    form.append('0', new File(['text'], 'a.txt'));
    const headers = { 'apollo-require-preflight': 'true' };
    sent = '';
    const told = await fetch(`${gateway.url}/graphql/bank`, { method: 'POST', headers, body: form });
    expect(told.status).toBe(400);
    expect(sent).toBe('');
  });

  it('with an exponent past those of JavaScript', async () => {
    await askWith('{"id":1e400,"of":{"limit":1234567e300}}');
    expect(sent).toContain('"variables":{"id":1e400,"of":{"limit":1234567e300}}');
  });

  it.each([
    [
      '',
      'representations: [{__typename: "Account", id: LONG, at: {to: [1.5, LONG]}}, {__typename: "Vault"}]',
    ],
    [
      '($all: [_Any!]! = [{__typename: "Vault"}, {__typename: "Account", id: LONG, at: {to: [1.5, LONG]}}])',
      'representations: $all',
    ],
  ])('that stood in the document: names of objects, of which one is refused %s', async (defined, given) => {
    const asked = `query${defined} { _entities(${given}) { ... on Account { id } } }`.replaceAll(
      'LONG',
      LONG,
    );
    await ask(JSON.stringify({ query: asked }));
    expect(sent).toContain(`:[{"__typename":"Account","id":${LONG},"at":{"to":[1.5,${LONG}]}}]}`);
    expect(sent).not.toContain('Vault');
  });

  it('are judged as any others: what fits no type is refused', async () => {
    const text = await ask(
      `{"query":"query($n: Boolean!) { account { id @skip(if: $n) } }","variables":{"n":${LONG}}}`,
    );
    expect(text).toContain('BAD_USER_INPUT');
  });
});

describe('answers', () => {
  const account = `{"id":${LONG},"amounts":[1,${DECIMAL},1.5],"owner":{"id":${LONG}9}}`;
  const error = `{"message":"Late.","path":["account"],"extensions":{"after":${LONG}}}`;

  it.each([
    ['of which something was cut', '{ account { id amounts owner { id } } secret }', ''],
    ['that name nothing near', '{ account { id amounts owner { id } } }', ' Did you mean \\"hidden\\"?'],
  ])('%s', async (_name, asked, suggestion) => {
    answered = `{"data":{"account":${account}},"errors":[${error},{"message":"Odd.${suggestion}","extensions":{"near":[${LONG}]}}],"extensions":{"at":${LONG}}}`;
    const text = await ask(JSON.stringify({ query: asked }));
    expect(text).toContain(`"account":${account}`);
    expect(text).toContain(`"extensions":{"at":${LONG}}`);
    expect(text).toContain(`"extensions":{"after":${LONG}}`);
    expect(text).toContain(`"extensions":{"near":[${LONG}]}`);
    expect(text).not.toContain('hidden');
  });

  it('of more than a million characters are rounded, so that others are answered meanwhile', async () => {
    answered = `{"data":{"account":{"id":${LONG},"amounts":[${'1,'.repeat(500_000)}1]}}}`;
    const text = await ask(JSON.stringify({ query: '{ account { id amounts } secret }' }));
    expect(text).toContain(`"id":${Number(LONG)}`);
  });

  it('with a number where an object should be are no answer, as with a short one', async () => {
    for (const number of ['1', LONG]) {
      answered = `{"data":${number}}`;
      expect(await ask(JSON.stringify({ query: '{ isLosslessNumber: account { id } secret }' }))).toContain(
        'BAD_GATEWAY',
      );
      answered = `{"data":{"account":${number}}}`;
      expect(await ask(JSON.stringify({ query: '{ account { id cost } secret }' }))).toContain('BAD_GATEWAY');
    }
  });
});
