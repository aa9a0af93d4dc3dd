/** The gateway's own schema in a federation: what it tells of itself, and who may refer to whom. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema, parse } from 'graphql';

import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import type { CallOptions } from '../harness/graphql-client.js';
import { makeAdmin, signUp, type SignedUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';

const RESOURCE_SERVERS = 'router:its-own-credentials';
const basic = (credentials: string) => ({
  headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
});
const router = basic(RESOURCE_SERVERS);

let gateway: TestGateway;
let person: SignedUp;
let other: SignedUp;
let admin: SignedUp;
beforeAll(async () => {
  gateway = await startTestGateway({ SUBGRAPH: 'true', RESOURCE_SERVERS, INTROSPECTION: 'false' });
  [person, other, admin] = [await signUp(gateway), await signUp(gateway), await signUp(gateway)];
  await makeAdmin(gateway, admin);
});
afterAll(() => gateway.stop());

const reference = (id: unknown) => ({ __typename: 'User', id });
const nobody = '0'.repeat(24);

interface Entities {
  readonly _entities: readonly ({ readonly id?: string; readonly email?: string } | null)[];
}

/** As a router asks. */
const entities = (representations: readonly unknown[], as?: CallOptions, fields = 'id email') =>
  gateway.api.send<Entities, object>(
    `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on User { ${fields} } } }`,
    { representations },
    as,
  );

describe('_entities: ok', () => {
  it('tells a resource server of anyone, in the order of the references, and null of nobody', async () => {
    const { data, errors } = await entities(
      [
        reference(other.userId),
        reference(nobody),
        reference(person.userId),
        reference(other.userId),
        reference('x'),
      ],
      router,
    );
    expect(errors).toEqual([]);
    expect(data?._entities.map((entity) => entity?.email)).toEqual([
      other.email,
      undefined,
      person.email,
      other.email,
      undefined,
    ]);
  });

  it('tells an admin of anyone, and others of themselves', async () => {
    const both = [reference(person.userId), reference(other.userId)];
    expect((await entities(both, admin)).data?._entities).toHaveLength(2);
    const { data, errors } = await entities(both, person);
    expect(data?._entities).toEqual([{ id: person.userId, email: person.email }, null]);
    expect(errors).toMatchObject([
      { path: ['_entities', 1], extensions: { code: 'FORBIDDEN', requires: 'ownership' } },
    ]);
  });

  it('takes a reference as a literal too', async () => {
    const { data } = await gateway.api.send<Entities, object>(
      `query ($id: ID!) { _entities(representations: [{ __typename: "User", id: $id }]) { ... on User { id } } }`,
      { id: person.userId },
      person,
    );
    expect(data?._entities).toEqual([{ id: person.userId }]);
  });
});

describe('_entities: refusals', () => {
  it('knows no difference between somebody and nobody for who may not know', async () => {
    const answers = await Promise.all(
      [other.userId, nobody, 'x'].map(async (id) => entities([reference(id)], person)),
    );
    expect(new Set(answers.map(({ data, errors }) => JSON.stringify({ data, errors }))).size).toBe(1);
  });

  it('asks for what the fields ask, field by field', async () => {
    const fields = 'id suspensionReason';
    for (const guarded of [fields, 'sessions { edges { node { id } } }'])
      expect((await entities([reference(person.userId)], router, guarded)).errors).toMatchObject([
        { extensions: { code: 'UNAUTHENTICATED' } },
      ]);
    const own = await entities([reference(person.userId)], person, fields);
    expect(own.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', requires: 'role' } }]);
    expect((await entities([reference(person.userId)], admin, fields)).errors).toEqual([]);
  });

  it.each([
    ['no token', {}, 'UNAUTHENTICATED'],
    ['credentials of nobody', basic('router:guessed'), 'UNAUTHENTICATED'],
    ['a token that is none', { accessToken: 'x.y.z' }, 'TOKEN_INVALID'],
  ] as const)('takes %s for nobody', async (_, as, code) => {
    const { data, errors } = await entities([reference(person.userId)], as);
    expect(data?._entities ?? null).toBeNull();
    expect(errors[0]?.extensions.code).toBe(code);
  });

  it.each([
    ['another type', { __typename: 'Session', id: '1' }],
    ['no type', { id: '1' }],
    ['a number', 7],
    ['an id that is none', reference({ $gt: '' })],
  ])('says of %s which reference it is', async (_, written) => {
    const { errors } = await entities([reference(person.userId), written], person);
    expect(errors).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT', fields: [{ path: 'representations.1', rule: 'type' }] } },
    ]);
  });

  it('tells nothing of who was erased', async () => {
    const gone = await signUp(gateway);
    await gateway.database
      .collection('users')
      .updateOne({ emailCanonical: gone.email }, { $set: { deletedAt: new Date() } });
    expect((await entities([reference(gone.userId)], router)).data?._entities).toEqual([null]);
  });
});

describe('_service', () => {
  const query = '{ _service { sdl } }';
  interface Service {
    readonly _service: { readonly sdl: string };
  }

  it('ok: is the schema as composition takes it, without what federation brings itself', async () => {
    const { _service } = await gateway.api.call<Service, object>(query, {}, router);
    const names = parse(_service.sdl).definitions.flatMap((node) => ('name' in node ? node.name.value : []));
    expect(names).toEqual(expect.arrayContaining(['User', 'Role', 'auth']));
    expect(names.filter((name) => name.startsWith('_'))).toEqual([]);
    expect(_service.sdl).not.toMatch(/_entities|_service/);
    expect(_service.sdl).toMatch(/type User\s+@key\(fields: "id"\)/);
    const federation = `directive @key(fields: String!) on OBJECT
      directive @shareable on OBJECT
      directive @link(url: String!, import: [String]) repeatable on SCHEMA
      directive @composeDirective(name: String!) repeatable on SCHEMA`;
    expect(() => buildSchema(`${federation} ${_service.sdl}`)).not.toThrow();
  });

  it('is for resource servers and admins where introspection is off', async () => {
    expect((await gateway.api.call<Service, object>(query, {}, admin))._service.sdl).toContain('type User');
    expect((await gateway.api.refusal(query)).code).toBe('UNAUTHENTICATED');
    expect((await gateway.api.refusal(query, {}, person)).code).toBe('FORBIDDEN');
  });

  it('is not there by default', async () => {
    const without = await startTestGateway(replicaOf(gateway));
    try {
      expect((await without.api.refusal(query, {}, router)).code).toBe('GRAPHQL_VALIDATION_FAILED');
    } finally {
      await without.stop();
    }
  });
});
