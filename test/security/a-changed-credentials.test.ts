/** Whoever changes how one signs in proves who they are once more; the owner is told, and everybody else is out. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  ChangeEmailDocument,
  ChangePasswordDocument,
  DeleteAccountDocument,
  Disable2FaDocument,
  DisableTotpDocument,
  MeDocument,
  ReauthenticateDocument,
  RefreshDocument,
  RegenerateRecoveryCodesDocument,
  SetupTotpDocument,
  SignInDocument,
  SignUpDocument,
  VerifyEmailDocument,
} from '../generated/operations.js';
import { freshCode, personWith2fa, personWithTotp } from '../harness/authenticator.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import type { GraphQLFailure } from '../harness/graphql-client.js';
import { mailedToken, mailsTo, newestMail, subjects } from '../harness/mailbox.js';
import { newPerson, opened, signUp } from '../harness/people.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({
    REAUTHENTICATION_MAX_AGE: '5m',
    ACCESS_TOKEN_TTL: '1h',
    RATE_LIMIT: 'false',
    TOTP_ALONE: 'true',
  });
});
afterAll(() => gateway.stop());

const next = 'a different good passphrase';
const change = (currentPassword: string, password = next) => ({
  input: { currentPassword, password, passwordConfirm: password },
});
const signIn = ({ email, password }: { email: string; password: string }) =>
  gateway.api.send(SignInDocument, { input: { email, password } });
/** Past what a fresh sign-in is good for. */
const growStale = () => gateway.clock.advance(5 * 60_000 + 1_000);

describe('A7 changePassword wants the password of now, and ends all other sessions', () => {
  it('refuses none, an empty, a wrong and the new one in its place, and a stranger', async () => {
    const person = await signUp(gateway);
    for (const wrong of [
      '',
      'not the password',
      next,
      `${person.password} `,
      person.password.toUpperCase(),
    ]) {
      const refusal = await gateway.api.refusal(ChangePasswordDocument, change(wrong), person);
      expect(refusal.code).toBe('INVALID_CREDENTIALS');
    }
    const missing = { input: { password: next, passwordConfirm: next } } as unknown as ReturnType<
      typeof change
    >;
    const refusal = await gateway.api.refusal(ChangePasswordDocument, missing, person);
    expect(refusal).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'currentPassword' }] });
    const stranger = await gateway.api.refusal(ChangePasswordDocument, change(person.password));
    expect(stranger.code).toBe('UNAUTHENTICATED');
    expect((await signIn(person)).data).toBeTruthy();
  });

  it('keeps the session that asks, and ends the access and refresh tokens of the others', async () => {
    const person = await signUp(gateway);
    const elsewhere = opened((await signIn(person)).data?.signIn);
    const { changePassword } = await gateway.api.call(
      ChangePasswordDocument,
      change(person.password),
      person,
    );
    await gateway.api.call(MeDocument, undefined, { accessToken: changePassword.accessToken });
    await gateway.api.call(RefreshDocument, { refreshToken: person.refreshToken });
    const { accessToken, refreshToken = null } = elsewhere;
    expect((await gateway.api.refusal(MeDocument, undefined, { accessToken })).code).toBe('TOKEN_INVALID');
    expect((await gateway.api.refusal(RefreshDocument, { refreshToken })).code).toBe('TOKEN_INVALID');
    expect((await signIn(person)).errors[0]?.extensions.code).toBe('INVALID_CREDENTIALS');
    expect((await signIn({ ...person, password: next })).data).toBeTruthy();
  });
});

describe('A24 what changed is mailed to the owner, and to the old address where it is the address', () => {
  it('a changed password, second factor and address', async () => {
    const person = await personWith2fa(gateway);
    const { email, password, accessToken } = person;
    await gateway.api.call(ReauthenticateDocument, { code: freshCode(gateway, person) }, person);
    const proof = () => ({ code: freshCode(gateway, person) });
    await gateway.api.call(Disable2FaDocument, proof(), { accessToken });
    await newestMail(gateway, email, /^Two-step sign-in was switched off/);
    await gateway.api.call(RegenerateRecoveryCodesDocument, proof(), { accessToken });
    await newestMail(gateway, email, /^New recovery codes were made/);
    await gateway.api.call(DisableTotpDocument, proof(), { accessToken });
    await newestMail(gateway, email, /^The authenticator app was removed/);
    await gateway.api.call(ChangePasswordDocument, change(password), { accessToken });
    const notice = await newestMail(gateway, email, subjects.passwordChanged);
    expect(notice.text).toContain('127.0.0.1');
    expect(notice.text).not.toContain('token=');
    const { email: address } = newPerson();
    await gateway.api.call(ChangeEmailDocument, { email: address }, { accessToken });
    expect((await newestMail(gateway, email, subjects.changeRequested)).text).toContain(address);
    const token = await mailedToken(gateway, address, subjects.change);
    await gateway.api.call(VerifyEmailDocument, { token });
    expect((await newestMail(gateway, email, subjects.changed)).text).toContain(address);
    // Nothing but its link has gone to the new one.
    expect(await mailsTo(gateway, address)).toHaveLength(1);
  });
});

describe('A25 changes of password, address and second factor ask for a password or a code', () => {
  type Send = (accessToken: string, proof: object) => Promise<{ errors: readonly GraphQLFailure[] }>;
  const api = () => gateway.api;
  /** In an order in which each can still be done once those before it are. */
  const changes: readonly (readonly [string, Send])[] = [
    [
      'changeEmail',
      (accessToken, proof) =>
        api().send(ChangeEmailDocument, { email: newPerson().email, ...proof }, { accessToken }),
    ],
    ['setupTotp', (accessToken, proof) => api().send(SetupTotpDocument, proof, { accessToken })],
    [
      'regenerateRecoveryCodes',
      (accessToken, proof) => api().send(RegenerateRecoveryCodesDocument, proof, { accessToken }),
    ],
    ['disable2FA', (accessToken, proof) => api().send(Disable2FaDocument, proof, { accessToken })],
    ['disableTotp', (accessToken, proof) => api().send(DisableTotpDocument, proof, { accessToken })],
    ['deleteAccount', (accessToken, proof) => api().send(DeleteAccountDocument, proof, { accessToken })],
  ];

  it('once the sign-in is not fresh, and a refreshed token is no fresh one', async () => {
    const person = await personWithTotp(gateway);
    growStale();
    const { refresh } = await gateway.api.call(RefreshDocument, { refreshToken: person.refreshToken });
    const { accessToken } = refresh;
    for (const [name, send] of changes) {
      const answers = [
        await send(person.accessToken, {}),
        await send(accessToken, {}),
        await send(accessToken, { password: 'not mine' }),
        await send(accessToken, { password: '' }),
        await send(accessToken, { code: 'wrong' }),
      ];
      const told = answers.map(({ errors }) => errors[0]?.extensions.requires ?? errors[0]?.extensions.code);
      const wrong = 'INVALID_CREDENTIALS';
      expect([name, ...told]).toEqual([name, 'reauthentication', 'reauthentication', wrong, wrong, wrong]);
    }
    const { me } = await gateway.api.call(MeDocument, undefined, { accessToken });
    expect(me).toMatchObject({ email: person.email, otpAuthEnabled: true, recoveryCodesLeft: 10 });
    for (const [name, send] of changes) {
      const { errors } = await send(accessToken, { password: person.password });
      expect([name, errors]).toEqual([name, []]);
    }
  });

  it('a new address counts only once its link was used, and the old one until then', async () => {
    const person = await signUp(gateway);
    const { email } = newPerson();
    await gateway.api.call(ChangeEmailDocument, { email, password: person.password }, person);
    expect((await gateway.api.call(MeDocument, undefined, person)).me?.email).toBe(person.email);
    expect((await signIn({ ...person, email })).errors[0]?.extensions.code).toBe('INVALID_CREDENTIALS');
    expect((await signIn(person)).data).toBeTruthy();
    // Whoever has the old mailbox alone cannot confirm the new one.
    const old = await mailsTo(gateway, person.email);
    expect(old.filter(({ subject }) => subjects.change.test(subject))).toEqual([]);
    const token = await mailedToken(gateway, email, subjects.change);
    await gateway.api.call(VerifyEmailDocument, { token });
    expect((await signIn({ ...person, email })).data).toBeTruthy();
    expect((await signIn(person)).errors[0]?.extensions.code).toBe('INVALID_CREDENTIALS');
    await gateway.api.call(SignUpDocument, { input: { ...newPerson(), email: person.email } });
  });
});
