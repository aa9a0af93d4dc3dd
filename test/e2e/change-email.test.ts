import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  ChangeEmailDocument,
  ChangePasswordDocument,
  MeDocument,
  RefreshDocument,
  SignInDocument,
  SignUpDocument,
  VerifyEmailDocument,
} from '../generated/operations.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { mailedToken, subjects } from '../harness/mailbox.js';
import { newPerson, opened, type SignedUp, signUp } from '../harness/people.js';
import { claimsOf } from '../harness/token.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

const request = (person: SignedUp, email: string, password?: string) =>
  gateway.api.send(ChangeEmailDocument, { email, ...(password !== undefined && { password }) }, person);
const codeOf = async (...args: Parameters<typeof request>) =>
  (await request(...args)).errors[0]?.extensions.code;

describe('changeEmail: ok', () => {
  it('moves the account to the new address by the link that goes there', async () => {
    const person = await signUp(gateway);
    const { email } = newPerson();
    const elsewhere = await gateway.api.call(SignInDocument, {
      input: { email: person.email, password: person.password },
    });
    await request(person, email);
    expect((await gateway.api.call(MeDocument, undefined, person)).me?.email).toBe(person.email);
    const { verifyEmail } = await gateway.api.call(VerifyEmailDocument, {
      token: await mailedToken(gateway, email, subjects.change),
    });
    expect(verifyEmail.email).toBe(email);
    const { me } = await gateway.api.call(MeDocument, undefined, person);
    expect(me).toMatchObject({ email, emailVerifiedAt: verifyEmail.emailVerifiedAt });
    // The session that asked goes on; the other one ends.
    const { refresh } = await gateway.api.call(RefreshDocument, { refreshToken: person.refreshToken });
    expect(claimsOf(refresh.accessToken)).toMatchObject({ email, email_verified: true });
    const { refreshToken = null } = opened(elsewhere.signIn);
    expect((await gateway.api.refusal(RefreshDocument, { refreshToken })).code).toBe('TOKEN_INVALID');
    await gateway.api.call(SignInDocument, { input: { email, password: person.password } });
    // The old address is free again.
    await gateway.api.call(SignUpDocument, { input: { ...newPerson(), email: person.email } });
  });
});

describe('changeEmail: to one’s own address in other letters', () => {
  it('moves it by the link, and is nobody else’s', async () => {
    const person = await signUp(gateway);
    const email = person.email.toUpperCase();
    await request(person, email);
    const token = await mailedToken(gateway, email, subjects.change);
    await gateway.api.call(VerifyEmailDocument, { token });
    const { me } = await gateway.api.call(MeDocument, undefined, person);
    expect(me?.email).toBe(email);
  });
});

describe('changeEmail: refusals', () => {
  it('is EMAIL_TAKEN for an address that somebody has', async () => {
    const [person, other] = [await signUp(gateway), await signUp(gateway)];
    expect(await codeOf(person, other.email.toUpperCase())).toBe('EMAIL_TAKEN');
  });

  it('is EMAIL_TAKEN at the link where somebody was faster, and the link stays', async () => {
    const person = await signUp(gateway);
    const { email } = newPerson();
    await request(person, email);
    const token = await mailedToken(gateway, email, subjects.change);
    await gateway.api.call(SignUpDocument, { input: { ...newPerson(), email } });
    expect((await gateway.api.refusal(VerifyEmailDocument, { token })).code).toBe('EMAIL_TAKEN');
    expect((await gateway.api.call(MeDocument, undefined, person)).me?.email).toBe(person.email);
  });

  it('is BAD_USER_INPUT for one’s own address and for what is none', async () => {
    const person = await signUp(gateway);
    for (const [email, rule] of [
      [person.email, 'unchanged'],
      ['ada@', 'email'],
    ] as const) {
      const refusal = await gateway.api.refusal(ChangeEmailDocument, { email }, person);
      expect(refusal).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'email', rule }] });
    }
  });

  it('is void when the password was changed since', async () => {
    const person = await signUp(gateway);
    const { email } = newPerson();
    await request(person, email);
    const token = await mailedToken(gateway, email, subjects.change);
    const password = 'a different good passphrase';
    const input = { currentPassword: person.password, password, passwordConfirm: password };
    await gateway.api.call(ChangePasswordDocument, { input }, person);
    expect((await gateway.api.refusal(VerifyEmailDocument, { token })).code).toBe('LINK_INVALID');
  });

  it('is UNAUTHENTICATED without a token', async () => {
    const refusal = await gateway.api.refusal(ChangeEmailDocument, { email: 'ada@example.com' });
    expect(refusal.code).toBe('UNAUTHENTICATED');
  });
});
