/** What admins keep about people, and the claims that tokens make of it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { ExportMyDataDocument, RefreshDocument } from '../generated/operations.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { newFolder } from '../harness/new-folder.js';
import { makeAdmin, type SignedUp, signUp } from '../harness/people.js';
import { claimsOf } from '../harness/token.js';

const folder = newFolder();
function inFile(name: string, contents: object): string {
  writeFileSync(join(folder, name), JSON.stringify(contents));
  return join(folder, name);
}

let gateway: TestGateway;
let admin: SignedUp;
beforeAll(async () => {
  gateway = await startTestGateway({
    ROLES: 'USER,EDITOR,ADMIN',
    ROLE_PERMISSIONS: 'EDITOR=posts:write',
    CUSTOM_CLAIMS: `hasura,${inFile('claims.json', {
      plan: '$publicMetadata.plan',
      tier: 'gold',
      price: '$$9',
      nested: { seats: ['$publicMetadata.seats', '$privateMetadata.nothing'], session: '$sessionId' },
      inherited: '$publicMetadata.constructor',
      note: '$publicMetadata.note',
    })}`,
    METADATA_SCHEMA: inFile('schema.json', {
      publicMetadata: {
        type: 'object',
        properties: {
          plan: { enum: ['free', 'pro'] },
          seats: { type: 'integer', minimum: 1 },
          note: { type: 'string' },
        },
        additionalProperties: false,
      },
    }),
  });
  admin = await signUp(gateway);
  await makeAdmin(gateway, admin);
});
afterAll(() => gateway.stop());

interface Answer {
  readonly data?: {
    readonly setUserMetadata?: unknown;
    readonly me?: unknown;
    readonly user?: unknown;
  } | null;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

async function ask(accessToken: string, query: string, variables: object = {}): Promise<Answer> {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${accessToken}` },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer;
}
const MUTATION = `mutation ($userId: ID!, $publicMetadata: JSONObject, $privateMetadata: JSONObject) {
  setUserMetadata(userId: $userId, publicMetadata: $publicMetadata, privateMetadata: $privateMetadata) { publicMetadata privateMetadata }
}`;
const set = (userId: string, change: object, by = admin) =>
  ask(by.accessToken, MUTATION, { userId, ...change });
const fieldsOf = ({ errors }: Answer) =>
  (errors ?? []).map(({ extensions }) => extensions as { fields?: { path: string; rule: string }[] });

async function claimsAfterRefresh({ refreshToken }: SignedUp): Promise<Record<string, unknown>> {
  return claimsOf((await gateway.api.call(RefreshDocument, { refreshToken })).refresh.accessToken);
}

describe('setUserMetadata', () => {
  it('sets each half whole; absent stays, null takes it away', async () => {
    const { userId } = await signUp(gateway);
    const publicMetadata = { plan: 'pro', seats: 5 };
    expect(
      (await set(userId, { publicMetadata, privateMetadata: { debt: 3 } })).data?.setUserMetadata,
    ).toEqual({
      publicMetadata,
      privateMetadata: { debt: 3 },
    });
    expect((await set(userId, { publicMetadata: { plan: 'free' } })).data?.setUserMetadata).toEqual({
      publicMetadata: { plan: 'free' },
      privateMetadata: { debt: 3 },
    });
    expect((await set(userId, { privateMetadata: null })).data?.setUserMetadata).toEqual({
      publicMetadata: { plan: 'free' },
      privateMetadata: {},
    });
  });

  it('shows its owner the one and not the other', async () => {
    const person = await signUp(gateway);
    await set(person.userId, { publicMetadata: { plan: 'pro' }, privateMetadata: { debt: 3 } });
    expect((await ask(person.accessToken, '{ me { publicMetadata } }')).data?.me).toEqual({
      publicMetadata: { plan: 'pro' },
    });
    const hidden = await ask(person.accessToken, '{ me { privateMetadata } }');
    expect([hidden.data?.me ?? null, hidden.errors?.[0]?.extensions.code]).toEqual([null, 'FORBIDDEN']);
    const { exportMyData } = await gateway.api.call(ExportMyDataDocument, undefined, person);
    expect(exportMyData).toMatchObject({ profile: { publicMetadata: { plan: 'pro' } } });
    expect(JSON.stringify(exportMyData)).not.toContain('debt');
  });

  it('is told as an event, without what is in it', async () => {
    const { userId } = await signUp(gateway);
    await set(userId, { privateMetadata: { secretWord: 'heron' } });
    const told = gateway.logLines.filter(
      (line) => line.includes('user.metadata-changed') && line.includes(userId),
    );
    expect(told).toHaveLength(1);
    expect(JSON.parse(told[0] ?? '')).toMatchObject({ changed: ['privateMetadata'], actorId: admin.userId });
    expect(gateway.logLines.join()).not.toContain('heron');
  });

  it.each<[string, object, string[]]>([
    ['what the schema refuses', { plan: 'gold', seats: 0 }, ['publicMetadata.plan', 'publicMetadata.seats']],
    ['what it does not know', { other: 1 }, ['publicMetadata']],
    ['more than 4 KB', { note: 'x'.repeat(4_100) }, ['publicMetadata']],
    ['names that are operators', { $set: 1 }, ['publicMetadata']],
    ['names with a dot', { 'a.b': 1 }, ['publicMetadata']],
  ])('refuses %s', async (_name, publicMetadata, paths) => {
    const { userId } = await signUp(gateway);
    const answer = await set(userId, { publicMetadata });
    expect(fieldsOf(answer).flatMap(({ fields = [] }) => fields.map(({ path }) => path))).toEqual(paths);
  });

  it('refuses a prototype and what is nested without end, also where no schema says so', async () => {
    const { userId } = await signUp(gateway);
    const deep = JSON.parse(`${'{"a":'.repeat(30)}1${'}'.repeat(30)}`) as object;
    for (const privateMetadata of [JSON.parse('{"a":{"__proto__":{"isAdmin":true}}}') as object, deep])
      expect((await set(userId, { privateMetadata })).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('is for admins', async () => {
    const person = await signUp(gateway);
    const answer = await set(person.userId, { publicMetadata: { plan: 'pro' } }, person);
    expect(answer.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('refuses what would make tokens too long, and changes nothing', async () => {
    const person = await signUp(gateway);
    const answer = await set(person.userId, { publicMetadata: { note: 'x'.repeat(2_100) } });
    expect(fieldsOf(answer)).toMatchObject([{ fields: [{ path: 'publicMetadata', rule: 'too-long' }] }]);
    expect(await claimsAfterRefresh(person)).not.toHaveProperty('note');
  });
});

describe('CUSTOM_CLAIMS', () => {
  it('are filled with the account as it is, and leave out what is not there', async () => {
    const person = await signUp(gateway);
    await set(person.userId, { publicMetadata: { plan: 'pro', seats: 5 } });
    const claims = await claimsAfterRefresh(person);
    expect(claims).toMatchObject({
      plan: 'pro',
      tier: 'gold',
      price: '$9',
      nested: { seats: [5], session: claims['sid'] },
      'https://hasura.io/jwt/claims': {
        'x-hasura-default-role': 'USER',
        'x-hasura-allowed-roles': ['USER'],
        'x-hasura-user-id': person.userId,
      },
    });
    expect(claims).not.toHaveProperty('inherited');
    expect(claims).not.toHaveProperty('note');
  });

  it('are left out, and told, where they have become too long by a setting', async () => {
    const person = await signUp(gateway);
    await gateway.database
      .collection('users')
      .updateOne(
        { emailCanonical: person.email },
        { $set: { publicMetadata: { note: 'x'.repeat(3_000) } }, $inc: { version: 1 } },
      );
    await gateway.database
      .collection('sessions')
      .updateMany(
        { $expr: { $eq: [{ $toString: '$userId' }, person.userId] } },
        { $inc: { userVersion: 1 } },
      );
    const claims = await claimsAfterRefresh(person);
    expect(claims).not.toHaveProperty('tier');
    expect(claims).toMatchObject({ sub: person.userId, email: person.email });
    expect(gateway.logLines.filter((line) => line.includes('too long for an access token'))).toHaveLength(1);
  });
});
