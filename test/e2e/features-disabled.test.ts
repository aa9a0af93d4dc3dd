import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mongoose from 'mongoose';

import { featureNames } from '../../src/config/feature-names.js';
import {
  DeleteAccountDocument,
  MeDocument,
  SignInDocument,
  SignUpDocument,
} from '../generated/operations.js';
import { freshDatabaseUri } from '../harness/database-uri.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { newPerson, opened, password, signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';

const all = featureNames.join(',');

interface Root {
  readonly fields: readonly { readonly name: string }[];
}

const fieldsOf = async ({ api }: TestGateway): Promise<readonly string[]> => {
  const query = '{ __schema { queryType { fields { name } } mutationType { fields { name } } } }';
  const { __schema: schema } = await api.call<{ __schema: { queryType: Root; mutationType: Root } }, object>(
    query,
  );
  return [...schema.queryType.fields, ...schema.mutationType.fields].map(({ name }) => name);
};
const statusOf = async ({ url }: TestGateway, path: string) => (await fetch(url + path)).status;
const collectionsOf = async ({ database }: TestGateway) =>
  (await database.listCollections().toArray()).map(({ name }) => name);

describe('FEATURES_DISABLED', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    // Of its own: a lent one has the collections of others.
    const MONGODB_URI = freshDatabaseUri();
    gateway = await startTestGateway({ FEATURES_DISABLED: all, SANDBOX: 'false', MONGODB_URI });
  });
  afterAll(() => gateway.stop('drop'));

  it('leaves accounts and sessions', async () => {
    const input = newPerson();
    const { signUp } = await gateway.api.call(SignUpDocument, { input });
    expect(signUp.user?.email).toBe(input.email);
    const { signIn } = await gateway.api.call(SignInDocument, { input: { email: input.email, password } });
    const { accessToken } = opened(signIn);
    const { me } = await gateway.api.call(MeDocument, {}, { accessToken });
    expect(me?.email).toBe(input.email);
  });

  it('takes the fields of what is left out from the schema', async () => {
    const fields = await fieldsOf(gateway);
    expect(fields).toEqual(expect.arrayContaining(['me', 'signUp', 'signIn', 'refresh', 'changePassword']));
    for (const gone of [
      'setupTotp',
      'beginPasskeySignIn',
      'signInWithTotp',
      'signInWithGoogle',
      'linkProvider',
      'createUser',
      'users',
    ])
      expect(fields).not.toContain(gone);
    expect(fields).not.toContain('auditEvents');
  });

  it.each(['/metrics', '/forward-auth', '/.well-known/revoked-sessions', '/docs', '/graphiql'])(
    'answers 404 at %s',
    async (path) => {
      expect(await statusOf(gateway, path)).toBe(404);
    },
  );

  it('makes no collection, index or job of it', async () => {
    const collections = await collectionsOf(gateway);
    expect(collections).toContain('users');
    for (const gone of [
      'audit',
      'auditPseudonyms',
      'passkeyCeremonies',
      'signInFlows',
      'oneTimeCodes',
      'usedNonces',
    ])
      expect(collections).not.toContain(gone);
  });

  it('names no endpoint of it in the discovery document', async () => {
    const document = await (await fetch(`${gateway.url}/.well-known/openid-configuration`)).json();
    expect(document).toHaveProperty('jwks_uri');
    expect(document).not.toHaveProperty('introspection_endpoint');
    expect(document).not.toHaveProperty('revoked_sessions_uri');
  });
});

describe('without second-factor', () => {
  it('nobody enters an account that asks for one by the password alone', async () => {
    const whole = await startTestGateway();
    const input = newPerson();
    const { signUp } = await whole.api.call(SignUpDocument, { input });
    await whole.database.collection('users').updateOne({ email: input.email }, { $set: { enable2FA: true } });
    expect(signUp.userId).toBeDefined();
    const without = await startTestGateway({
      FEATURES_DISABLED: 'second-factor',
      MONGODB_URI: whole.databaseUri,
    });
    try {
      const { errors } = await without.api.send(SignInDocument, { input: { email: input.email, password } });
      expect(errors[0]?.extensions.code).toBe('FORBIDDEN');
      expect(without.logLines.join('')).toContain('no-second-factor');
    } finally {
      await without.stop();
      await whole.stop();
    }
  });
});

describe('what an earlier start or another replica wrote', () => {
  it('is forgotten with a person all the same', async () => {
    const whole = await startTestGateway();
    const less = { ...replicaOf(whole), FEATURES_DISABLED: 'audit,second-factor', DELETE_GRACE: '0s' };
    const without = await startTestGateway(less);
    try {
      const person = await signUp(whole);
      const userId = new mongoose.Types.ObjectId(person.userId);
      const traces = ['auditPseudonyms', 'challenges'].map((name) => whole.database.collection(name));
      await traces[1]?.insertOne({ userId, tokenHash: 'none', expiresAt: new Date(Date.now() + 60_000) });
      await until('the trail has heard', () => traces[0]?.findOne({ userId }));
      await without.api.call(DeleteAccountDocument, { password: person.password }, person);
      await until('the person is forgotten', async () => {
        const left = await Promise.all(traces.map((trace) => trace.countDocuments({ userId })));
        return left.every((count) => count === 0);
      });
    } finally {
      await without.stop('keep');
      await whole.stop();
    }
  });
});
