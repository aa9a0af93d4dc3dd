/** What an authenticator app proves by itself, and how an owner gets rid of one that is not theirs. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  ChangeEmailDocument,
  ChangePasswordDocument,
  ConfirmTotpDocument,
  DeleteAccountDocument,
  DisableTotpDocument,
  Enable2FaDocument,
  MeDocument,
  ReauthenticateDocument,
  RegenerateRecoveryCodesDocument,
  ResetPasswordDocument,
  SendPasswordResetEmailDocument,
  SetupTotpDocument,
  SignInDocument,
  SignInWithTotpDocument,
  UndoChangeDocument,
  UpdateProfileDocument,
  VerifyEmailDocument,
} from '../generated/operations.js';
import {
  challengeFor,
  connectAuthenticator,
  freshCode,
  personWith2fa,
  personWithTotp,
  verifyAddress,
} from '../harness/authenticator.js';
import { cookiesOf } from '../harness/cookies.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { mailedToken, subjects } from '../harness/mailbox.js';
import { newPerson, opened, type SignedUp, signUp } from '../harness/people.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ ACCESS_TOKEN_TTL: '1h', RATE_LIMIT: 'false', TOTP_ALONE: 'true' });
});
afterAll(() => gateway.stop());

interface Signed {
  readonly accessToken: string;
}
interface Secret {
  readonly secret: string;
}
const next = 'another good passphrase';
const proveAnew = { code: 'FORBIDDEN', requires: 'reauthentication' };
const growStale = () => gateway.clock.advance(6 * 60_000);
const users = () => gateway.database.collection('users');
const me = async ({ accessToken }: Signed) =>
  (await gateway.api.call(MeDocument, undefined, { accessToken })).me;
const reauthenticate = ({ accessToken }: Signed, proof: object) =>
  gateway.api.send(ReauthenticateDocument, proof, { accessToken });
const refusalOf = async ({ accessToken }: Signed, proof: object) =>
  (await reauthenticate({ accessToken }, proof)).errors[0]?.extensions;
const signIn = async (email: string, password: string) =>
  opened((await gateway.api.call(SignInDocument, { input: { email, password } })).signIn);
/** Whether the code alone opens a session. */
const standsAlone = async ({ email }: SignedUp, app: Secret) => {
  const input = { email, code: freshCode(gateway, app) };
  const { data, errors } = await gateway.api.send(SignInWithTotpDocument, { input });
  if (!data) expect(errors[0]?.extensions.code).toBe('INVALID_CREDENTIALS');
  return data?.signInWithTotp !== undefined;
};
async function resetToken({ email }: SignedUp): Promise<string> {
  await gateway.api.call(SendPasswordResetEmailDocument, { email });
  return mailedToken(gateway, email, subjects.reset);
}
const choose = (token: string, password = next) =>
  gateway.api.call(ResetPasswordDocument, { input: { token, password, passwordConfirm: password } });

describe('B13 a token alone brings no proof along: what it enrols, and who enrols it, needs step-up', () => {
  it('a stale sign-in neither sets up nor confirms nor switches on, and changes a username as ever', async () => {
    const person = await signUp(gateway);
    await verifyAddress(gateway, person);
    const { setupTotp } = await gateway.api.call(SetupTotpDocument, {}, person);
    growStale();
    const code = freshCode(gateway, setupTotp);
    const { api } = gateway;
    expect(await api.refusal(SetupTotpDocument, {}, person)).toMatchObject(proveAnew);
    expect(await api.refusal(ConfirmTotpDocument, { code }, person)).toMatchObject(proveAnew);
    expect(await api.refusal(Enable2FaDocument, {}, person)).toMatchObject(proveAnew);
    expect(await me(person)).toMatchObject({ otpAuthEnabled: false, enable2FA: false });
    const [{ message } = { message: '' }] = (await api.send(Enable2FaDocument, {}, person)).errors;
    expect(message).toContain('Prove once more who you are');
    await api.call(UpdateProfileDocument, { input: { username: `u${Date.now()}` } }, person);
  });

  it('an app from before this was kept counts only where it was there when the sign-in was made', async () => {
    const person = await personWithTotp(gateway);
    const { email, password } = person;
    await users().updateOne({ emailCanonical: email }, { $unset: { 'factors.0.standsAlone': '' } });
    growStale();
    const proof = () => ({ code: freshCode(gateway, person) });
    const { api } = gateway;
    expect(await refusalOf(person, proof())).toMatchObject(proveAnew);
    const change = { email: newPerson().email, ...proof() };
    expect(await api.refusal(ChangeEmailDocument, change, person)).toMatchObject(proveAnew);
    for (const refused of [
      await api.refusal(SetupTotpDocument, proof(), person),
      await api.refusal(DisableTotpDocument, proof(), person),
      await api.refusal(RegenerateRecoveryCodesDocument, proof(), person),
      await api.refusal(DeleteAccountDocument, proof(), person),
    ])
      expect(refused).toMatchObject(proveAnew);
    const later = await signIn(email, password);
    growStale();
    expect(await refusalOf(later, proof())).toBeUndefined();
  });

  it('beside the password it counts at once, and from then on by itself', async () => {
    const person = await personWithTotp(gateway);
    const { email, password } = person;
    await users().updateOne({ emailCanonical: email }, { $unset: { 'factors.0.standsAlone': '' } });
    growStale();
    expect(await refusalOf(person, { password, code: freshCode(gateway, person) })).toBeUndefined();
    growStale();
    expect(await refusalOf(person, { code: freshCode(gateway, person) })).toBeUndefined();
  });
});

describe('B14 after a reset, and before its address is proved, an app proves nothing alone', () => {
  it('it neither signs in nor steps up until it was used once beside the new password', async () => {
    const person = await personWithTotp(gateway);
    expect(await standsAlone(person, person)).toBe(true);
    await choose(await resetToken(person));
    expect(await standsAlone(person, person)).toBe(false);
    const session = await signIn(person.email, next);
    // Not even a fresh sign-in lends it anything, nor does it make it fresher.
    expect(await refusalOf(session, { code: freshCode(gateway, person) })).toMatchObject(proveAnew);
    growStale();
    expect(await refusalOf(session, { code: freshCode(gateway, person) })).toMatchObject(proveAnew);
    expect(await standsAlone(person, person)).toBe(false);
    const both = { password: next, code: freshCode(gateway, person) };
    expect(await refusalOf(session, both)).toBeUndefined();
    expect(await standsAlone(person, person)).toBe(true);
    growStale();
    expect(await refusalOf(session, { code: freshCode(gateway, person) })).toBeUndefined();
  });

  it('of twenty uses beside the old password at the instant of the reset none makes it stand alone', async () => {
    const person = await personWithTotp(gateway);
    const token = await resetToken(person);
    const both = { password: person.password, code: freshCode(gateway, person) };
    await Promise.all([...Array.from({ length: 20 }, () => reauthenticate(person, both)), choose(token)]);
    expect(await standsAlone(person, person)).toBe(false);
  });

  it('as the second factor it is asked for as before, which is that use', async () => {
    const person = await personWith2fa(gateway);
    await choose(await resetToken(person));
    const challengeToken = await challengeFor(gateway, { ...person, password: next });
    const input = { challengeToken, code: freshCode(gateway, person) };
    const { signInWithTotp } = await gateway.api.call(SignInWithTotpDocument, { input });
    growStale();
    expect(await refusalOf(signInWithTotp, { code: freshCode(gateway, person) })).toBeUndefined();
  });

  it('connected before the first proof of the address, it waits for that use after the proof', async () => {
    const person = await connectAuthenticator(gateway, await signUp(gateway));
    const { email, password } = person;
    const both = () => ({ password, code: freshCode(gateway, person) });
    expect(await refusalOf(person, both())).toBeUndefined();
    expect(await standsAlone(person, person)).toBe(false);
    await users().updateOne({ emailCanonical: email }, { $set: { emailVerifiedAt: gateway.clock.now() } });
    expect(await standsAlone(person, person)).toBe(false);
    const session = await signIn(email, password);
    expect(await refusalOf(session, { code: freshCode(gateway, person) })).toMatchObject(proveAnew);
    expect(await refusalOf(session, both())).toBeUndefined();
    expect(await standsAlone(person, person)).toBe(true);
  });
});

describe('B15 the link of a notice undoes that one change, once, and signs nobody in', () => {
  const connected = /^An authenticator app was connected/;
  const linkFor = ({ email }: SignedUp) => mailedToken(gateway, email, connected);
  const undo = (token: string) => gateway.api.send(UndoChangeDocument, { token });
  const codeOf = async (token: string) => (await undo(token)).errors[0]?.extensions.code;

  it('it takes away app and 2FA that an intruder brought, ends all sessions, and sets no cookie', async () => {
    const person = await personWith2fa(gateway);
    // Whatever the intruder changes beside it.
    const taken = {
      currentPassword: person.password,
      password: 'taken over by me',
      passwordConfirm: 'taken over by me',
    };
    const { data: session } = await reauthenticate(person, { code: freshCode(gateway, person) });
    await gateway.api.call(ChangePasswordDocument, { input: taken }, session?.reauthenticate);
    const { data, headers } = await undo(await linkFor(person));
    expect(Object.keys(cookiesOf(headers))).toEqual([]);
    const refusal = await gateway.api.refusal(MeDocument, undefined, person);
    expect(refusal.code).toBe('TOKEN_INVALID');
    await choose(data?.undoChange.resetToken ?? '');
    const owner = await me(await signIn(person.email, next));
    expect(owner).toMatchObject({ otpAuthEnabled: false, enable2FA: false });
  });

  it('of twenty at once one undoes it, and later ones nothing', async () => {
    const person = await personWithTotp(gateway);
    const token = await linkFor(person);
    const answers = await Promise.all(Array.from({ length: 20 }, () => undo(token)));
    expect(answers.filter(({ data }) => data)).toHaveLength(1);
    expect(await codeOf(token)).toBe('LINK_INVALID');
  });

  it('an older second factor stays: it is put back, and asked for, behind two that an intruder connected', async () => {
    const person = await personWith2fa(gateway);
    // Past the link of that app itself.
    gateway.clock.advance(73 * 3_600_000);
    const input = { challengeToken: await challengeFor(gateway, person), code: freshCode(gateway, person) };
    const { signInWithTotp } = await gateway.api.call(SignInWithTotpDocument, { input });
    const stolen = { ...person, ...signInWithTotp, refreshToken: '', session: signInWithTotp };
    await connectAuthenticator(gateway, stolen);
    const first = await linkFor(person);
    const planted = await connectAuthenticator(gateway, stolen);
    expect(await codeOf(first)).toBe('LINK_INVALID');
    const { data } = await undo(await linkFor(person));
    await choose(data?.undoChange.resetToken ?? '');
    const ofOwner = { ...person, password: next };
    const challengeToken = await challengeFor(gateway, ofOwner);
    const wrong = { challengeToken, code: freshCode(gateway, planted) };
    expect((await gateway.api.refusal(SignInWithTotpDocument, { input: wrong })).code).toBe(
      'INVALID_CREDENTIALS',
    );
    const right = { challengeToken, code: freshCode(gateway, person) };
    await gateway.api.call(SignInWithTotpDocument, { input: right });
  });

  it('it dies after 72 hours, with what it would take away, and with the address', async () => {
    const [late, removed, moved] = [
      await personWithTotp(gateway),
      await personWithTotp(gateway),
      await personWithTotp(gateway),
    ];
    const gone = [await linkFor(removed), await linkFor(moved), '', 'x', await resetToken(late)];
    const inTime = await linkFor(late);
    await gateway.api.call(DisableTotpDocument, { password: removed.password }, removed);
    const { email } = newPerson();
    await gateway.api.call(ChangeEmailDocument, { email, password: moved.password }, moved);
    const token = await mailedToken(gateway, email, subjects.change);
    await gateway.api.call(VerifyEmailDocument, { token });
    for (const dead of gone) expect(await codeOf(dead)).toBe('LINK_INVALID');
    gateway.clock.advance(72 * 3_600_000);
    expect(await codeOf(inTime)).toBe('LINK_INVALID');
    expect(await standsAlone(late, late)).toBe(true);
  });
});
