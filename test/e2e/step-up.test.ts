import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  ChangeEmailDocument,
  ChangePasswordDocument,
  Disable2FaDocument,
  DisableTotpDocument,
  MeDocument,
  ReauthenticateDocument,
  RefreshDocument,
  RegenerateRecoveryCodesDocument,
  SetupTotpDocument,
  SignInDocument,
  SignInWithTotpDocument,
} from '../generated/operations.js';
import {
  challengeFor,
  freshCode,
  personWith2fa,
  personWithTotp,
  type WithAuthenticator,
  wrongCode,
} from '../harness/authenticator.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import type { GraphQLFailure } from '../harness/graphql-client.js';
import { newestMail } from '../harness/mailbox.js';
import { newPerson, opened } from '../harness/people.js';

const MINUTE_MS = 60_000;

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ REAUTHENTICATION_MAX_AGE: '5m', ACCESS_TOKEN_TTL: '1h' });
});
afterAll(() => gateway.stop());

interface Proof {
  readonly password?: string;
  readonly code?: string;
}
/** @returns why it was refused; undefined where it was done. */
type Attempt = (accessToken: string, proof: Proof) => Promise<GraphQLFailure['extensions'] | undefined>;

const attempt =
  (send: (accessToken: string, proof: Proof) => Promise<{ errors: readonly GraphQLFailure[] }>): Attempt =>
  async (accessToken, proof) =>
    (await send(accessToken, proof)).errors[0]?.extensions;

/** All that change how one signs in. */
const changes: readonly (readonly [string, Attempt])[] = [
  ['setupTotp', attempt((accessToken, proof) => gateway.api.send(SetupTotpDocument, proof, { accessToken }))],
  [
    'disable2FA',
    attempt((accessToken, proof) => gateway.api.send(Disable2FaDocument, proof, { accessToken })),
  ],
  [
    'disableTotp',
    attempt((accessToken, proof) => gateway.api.send(DisableTotpDocument, proof, { accessToken })),
  ],
  [
    'regenerateRecoveryCodes',
    attempt((accessToken, proof) =>
      gateway.api.send(RegenerateRecoveryCodesDocument, proof, { accessToken }),
    ),
  ],
  [
    'changeEmail',
    attempt((accessToken, proof) =>
      gateway.api.send(ChangeEmailDocument, { email: newPerson().email, ...proof }, { accessToken }),
    ),
  ],
];
const reauthentication = { code: 'FORBIDDEN', requires: 'reauthentication' };

const growStale = () => gateway.clock.advance(5 * MINUTE_MS + 1_000);

/** A session of both factors. */
async function mfaSession(person: WithAuthenticator): Promise<string> {
  const input = { challengeToken: await challengeFor(gateway, person), code: freshCode(gateway, person) };
  return (await gateway.api.call(SignInWithTotpDocument, { input })).signInWithTotp.accessToken;
}

/** Whether anything has changed. */
async function stateOf({ accessToken }: { accessToken: string }) {
  const { me } = await gateway.api.call(MeDocument, undefined, { accessToken });
  const { otpAuthEnabled, enable2FA, recoveryCodesLeft } = me ?? {};
  return { otpAuthEnabled, enable2FA, recoveryCodesLeft };
}
const untouched = { otpAuthEnabled: true, recoveryCodesLeft: 10 };

describe.each(changes)('%s: a stale sign-in', (_name, change) => {
  it('is, with the password or a code, where 2FA is off', async () => {
    const person = await personWithTotp(gateway);
    growStale();
    expect(await change(person.accessToken, { password: person.password })).toBeUndefined();
    const other = await personWithTotp(gateway);
    growStale();
    expect(await change(other.accessToken, { code: freshCode(gateway, other) })).toBeUndefined();
  });
});

describe.each(changes)('%s: with 2FA on', (_name, change) => {
  it('takes no password alone in a session of one factor, fresh or stale, but a code', async () => {
    const person = await personWith2fa(gateway);
    const { accessToken, password } = person;
    for (const isStale of [false, true]) {
      if (isStale) growStale();
      expect(await change(accessToken, {})).toMatchObject(reauthentication);
      expect(await change(accessToken, { password })).toMatchObject(reauthentication);
    }
    expect(await stateOf(person)).toEqual({ ...untouched, enable2FA: true });
    expect(await change(accessToken, { code: freshCode(gateway, person) })).toBeUndefined();
  });

  it('takes the password in a session of both factors, once it is stale', async () => {
    const person = await personWith2fa(gateway);
    const accessToken = await mfaSession(person);
    growStale();
    expect(await change(accessToken, {})).toMatchObject(reauthentication);
    expect(await change(accessToken, { password: person.password })).toBeUndefined();
  });

  it('takes nothing wrong, however fresh the sign-in, and not even beside something right', async () => {
    const person = await personWith2fa(gateway);
    const accessToken = await mfaSession(person);
    const { password } = person;
    const bad = wrongCode(gateway, person);
    const code = freshCode(gateway, person);
    const wrong = [
      { password: `${password}!` },
      { password: '' },
      { code: bad },
      { code: '' },
      { password, code: bad },
      { password: `${password}!`, code },
      { code: person.recoveryCodes[0] ?? '' },
    ];
    for (const proof of wrong)
      expect(await change(accessToken, proof)).toMatchObject({ code: 'INVALID_CREDENTIALS' });
    expect(await stateOf({ accessToken })).toEqual({ ...untouched, enable2FA: true });
    // The password was judged first: its mistakes cost no code.
    expect(await change(accessToken, { code })).toBeUndefined();
  });
});

describe('changePassword: step-up', () => {
  const input = (currentPassword: string, password = 'another good passphrase') => ({
    input: { currentPassword, password, passwordConfirm: password },
  });

  it('takes the password of a stale sign-in where 2FA is off, and refuses a wrong one of a fresh', async () => {
    const person = await personWithTotp(gateway);
    const wrong = await gateway.api.refusal(ChangePasswordDocument, input('wrong'), person);
    expect(wrong.code).toBe('INVALID_CREDENTIALS');
    growStale();
    await gateway.api.call(ChangePasswordDocument, input(person.password), person);
  });

  it('asks for the second factor in a session that never proved it', async () => {
    const person = await personWith2fa(gateway);
    const refusal = await gateway.api.refusal(ChangePasswordDocument, input(person.password), person);
    expect(refusal).toMatchObject(reauthentication);
    const proof = { code: freshCode(gateway, person) };
    const { reauthenticate } = await gateway.api.call(ReauthenticateDocument, proof, person);
    await gateway.api.call(ChangePasswordDocument, input(person.password), reauthenticate);
  });

  it('is done with the password in a session of both factors', async () => {
    const person = await personWith2fa(gateway);
    const accessToken = await mfaSession(person);
    growStale();
    await gateway.api.call(ChangePasswordDocument, input(person.password), { accessToken });
  });
});

describe('a code that stepped up', () => {
  it('can be guessed ten times, and not an eleventh', async () => {
    const { accessToken } = await personWithTotp(gateway);
    for (let turn = 0; turn < 10; turn++) {
      const { code } = await gateway.api.refusal(DisableTotpDocument, { code: 'wrong' }, { accessToken });
      expect(code).toBe('INVALID_CREDENTIALS');
    }
    const { code } = await gateway.api.refusal(DisableTotpDocument, { code: 'wrong' }, { accessToken });
    expect(code).toBe('RATE_LIMITED');
  });
});

describe('disable2FA: ok', () => {
  it('lets the password do again, tells the owner, and keeps the app and this session', async () => {
    const person = await personWith2fa(gateway);
    const { email, password } = person;
    const elsewhere = await mfaSession(person);
    const proof = { code: freshCode(gateway, person) };
    const { disable2FA } = await gateway.api.call(Disable2FaDocument, proof, person);
    expect(disable2FA).toMatchObject({ ...untouched, enable2FA: false });
    await newestMail(gateway, email, /^Two-step sign-in was switched off/);
    await gateway.api.call(RefreshDocument, { refreshToken: person.refreshToken });
    const ended = await gateway.api.refusal(MeDocument, undefined, { accessToken: elsewhere });
    expect(ended.code).toBe('TOKEN_INVALID');
    opened((await gateway.api.call(SignInDocument, { input: { email, password } })).signIn);
  });
});

describe('disableTotp: ok', () => {
  it('takes the app, its codes and 2FA away, tells the owner, and keeps this session', async () => {
    const person = await personWith2fa(gateway);
    const { email, password } = person;
    const challengeToken = await challengeFor(gateway, person);
    const proof = { code: freshCode(gateway, person) };
    const { disableTotp } = await gateway.api.call(DisableTotpDocument, proof, person);
    expect(disableTotp).toMatchObject({ otpAuthEnabled: false, enable2FA: false, recoveryCodesLeft: null });
    await newestMail(gateway, email, /^The authenticator app was removed/);
    await gateway.api.call(RefreshDocument, { refreshToken: person.refreshToken });
    opened((await gateway.api.call(SignInDocument, { input: { email, password } })).signIn);
    for (const input of [
      { challengeToken, code: freshCode(gateway, person) },
      { email, code: freshCode(gateway, person) },
    ])
      expect((await gateway.api.send(SignInWithTotpDocument, { input })).data).toBeFalsy();
  });
});

describe.each(['disable2FA', 'disableTotp'])('%s: refusals', (name) => {
  const operation = `mutation ($password: String, $code: String) {
    ${name}(password: $password, code: $code) { id }
  }`;

  it('is UNAUTHENTICATED without a token, and BAD_USER_INPUT for what is no text', async () => {
    expect((await gateway.api.refusal(operation, {})).code).toBe('UNAUTHENTICATED');
    const { accessToken } = await personWithTotp(gateway);
    for (const value of [{ $ne: null }, ['123456'], 123_456]) {
      for (const proof of [{ code: value }, { password: value }])
        expect((await gateway.api.refusal(operation, proof, { accessToken })).code).toBe('BAD_USER_INPUT');
    }
  });
});
