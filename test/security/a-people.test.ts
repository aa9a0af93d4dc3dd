/** What of an account is shown, to whom, and for how long. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  DeleteAccountDocument,
  ExportMyDataDocument,
  MeDocument,
  RefreshDocument,
  SendPasswordResetEmailDocument,
  SignInDocument,
  SignUpDocument,
  SuspendUserDocument,
  UserDocument,
  UserSessionsDocument,
} from '../generated/operations.js';
import { personWith2fa } from '../harness/authenticator.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { mailedToken, newestMail, subjects } from '../harness/mailbox.js';
import { makeAdmin, newPerson, type SignedUp, signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';

let gateway: TestGateway;
let replica: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
  replica = await startTestGateway(replicaOf(gateway));
});
afterAll(async () => {
  await replica.stop();
  await gateway.stop();
});

interface IntrospectedType {
  readonly kind: string;
  readonly name: string;
  readonly fields: readonly { readonly name: string }[] | null;
}

describe('A22 nobody sees a secret of an account, nor anything of somebody else’s', () => {
  it('offers no field that could hold one, but for those that give it once', async () => {
    const { __schema } = await gateway.api.call<{ __schema: { types: IntrospectedType[] } }, object>(
      '{ __schema { types { kind name fields { name } } } }',
    );
    const secret = /hash|seed|secret|password|token|recoveryCodes?$|codes|box|pepper|version/i;
    const found = __schema.types
      .filter(({ kind, name }) => kind === 'OBJECT' && !name.startsWith('__'))
      .filter(({ name }) => !['Query', 'Mutation'].includes(name))
      .flatMap(({ name, fields }) => (fields ?? []).map((field) => `${name}.${field.name}`))
      .filter((path) => secret.test(path.split('.')[1] ?? ''));
    expect(found.sort()).toEqual([
      'AuthConfig.passwordMinLength',
      'AuthPayload.accessToken',
      'AuthPayload.accessTokenExpiresIn',
      'AuthPayload.accessTokenExpiry',
      'AuthPayload.refreshToken',
      'AuthPayload.refreshTokenExpiresIn',
      'AuthPayload.refreshTokenExpiry',
      'EmailSignInChallenge.challengeToken',
      'RecoveryCodes.codes',
      'TotpSetup.secret',
      'TwoFactorChallenge.challengeToken',
      'UndoChangePayload.resetToken',
      // A number.
      'User.recoveryCodesLeft',
    ]);
  });

  it('shows nothing of what is stored as a secret in me, user, sessions and export', async () => {
    const person = await personWith2fa(gateway);
    await gateway.api.call(SendPasswordResetEmailDocument, { email: person.email });
    const reset = await mailedToken(gateway, person.email, subjects.reset);
    const stored = await gateway.database.collection('users').findOne({ emailCanonical: person.email });
    const [factor] = stored?.['factors'] as { secretBox: string; recoveryCodes: string[] }[];
    const secrets = [
      ...[reset, person.secret, person.password, ...person.recoveryCodes],
      ...[
        (stored?.['password'] as { hash: string }).hash,
        factor?.secretBox ?? '',
        ...(factor?.recoveryCodes ?? []),
      ],
      ...[person.refreshToken.split('.')[1] ?? '', person.accessToken],
    ];
    const shown = JSON.stringify([
      await gateway.api.call(MeDocument, undefined, person),
      await gateway.api.call(UserDocument, { id: person.userId }, person),
      await gateway.api.call(UserSessionsDocument, { id: person.userId }, person),
      await gateway.api.call(ExportMyDataDocument, undefined, person),
    ]);
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(8);
      expect(shown).not.toContain(secret);
    }
  });

  it('answers each with their own, however the requests of two are mixed', async () => {
    const people = [await signUp(gateway), await signUp(gateway)];
    const ids = await Promise.all(
      Array.from({ length: 40 }, async (_, turn) => {
        const { me } = await (turn % 3 ? gateway : replica).api.call(MeDocument, undefined, people[turn % 2]);
        return me?.id;
      }),
    );
    expect(ids).toEqual(ids.map((_, turn) => people[turn % 2]?.userId));
  });

  it('refuses anybody’s id but one’s own, known, unknown and malformed alike', async () => {
    const [person, other] = [await signUp(gateway), await signUp(gateway)];
    const ids = [other.userId, '0'.repeat(24), 'nobody', '', '{"$ne":null}', `${person.userId} `];
    const answers = await Promise.all([
      ...ids.map((id) => gateway.api.send(UserDocument, { id }, person)),
      ...ids.map((id) => gateway.api.send(UserSessionsDocument, { id }, person)),
    ]);
    const bodies = answers.map(({ data, errors }) =>
      JSON.stringify({ data, errors: errors.map((e) => e.extensions) }),
    );
    expect(new Set(bodies)).toEqual(
      new Set([
        JSON.stringify({ data: { user: null }, errors: [{ code: 'FORBIDDEN', requires: 'ownership' }] }),
      ]),
    );
  });
});

describe('A23 a deleted or suspended account is out at once, everywhere', () => {
  const refusals = async ({ accessToken, refreshToken }: SignedUp) =>
    Promise.all(
      [gateway, replica].flatMap((at) => [
        at.api.refusal(MeDocument, undefined, { accessToken }).then(({ code }) => code),
        at.api.refusal(RefreshDocument, { refreshToken }).then(({ code }) => code),
      ]),
    );

  it('deleted: both tokens are refused, and the address is free again', async () => {
    const person = await signUp(gateway);
    const { email, password, userId } = person;
    await gateway.api.call(DeleteAccountDocument, { password }, person);
    // The replica that did it knows at once; the other one within the fifth of a second that its feed may take.
    expect((await gateway.api.refusal(MeDocument, undefined, person)).code).toBe('TOKEN_INVALID');
    await newestMail(gateway, email, /^Your account was deleted/);
    expect(new Set(await refusals(person))).toEqual(new Set(['TOKEN_INVALID']));
    const input = { email, password };
    expect((await gateway.api.refusal(SignInDocument, { input })).code).toBe('INVALID_CREDENTIALS');
    const { signUp: anew } = await gateway.api.call(SignUpDocument, { input: { ...newPerson(), email } });
    expect(anew.userId).not.toBe(userId);
    expect(new Set(await refusals(person))).toEqual(new Set(['TOKEN_INVALID']));
  });

  it('suspended: both tokens are refused, and no new ones are given', async () => {
    const [admin, person] = [await signUp(gateway), await signUp(gateway)];
    await makeAdmin(gateway, admin);
    await gateway.api.call(SuspendUserDocument, { userId: person.userId }, admin);
    expect((await gateway.api.refusal(MeDocument, undefined, person)).code).toBe('TOKEN_INVALID');
    await newestMail(gateway, person.email, /suspended/);
    expect(new Set(await refusals(person))).toEqual(new Set(['TOKEN_INVALID']));
    const input = { email: person.email, password: person.password };
    expect((await replica.api.refusal(SignInDocument, { input })).code).toBe('ACCOUNT_SUSPENDED');
    const again = { input: { ...newPerson(), email: person.email } };
    expect((await gateway.api.refusal(SignUpDocument, again)).code).toBe('EMAIL_TAKEN');
  });
});
