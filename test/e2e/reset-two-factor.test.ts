import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  MeDocument,
  RefreshDocument,
  ResetTwoFactorDocument,
  SetupTotpDocument,
  SignInDocument,
  SignInWithTotpDocument,
  UserDocument,
} from '../generated/operations.js';
import {
  challengeFor,
  connectAuthenticator,
  freshCode,
  personWith2fa,
  personWithTotp,
} from '../harness/authenticator.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { mailsTo, newestMail } from '../harness/mailbox.js';
import { opened, type SignedUp, signUp } from '../harness/people.js';

let gateway: TestGateway;
let admin: SignedUp;
beforeAll(async () => {
  gateway = await startTestGateway({ ACCESS_TOKEN_TTL: '1h' });
  admin = await newAdmin();
});
afterAll(() => gateway.stop());

async function makeAdmin<Person extends SignedUp>(person: Person): Promise<Person> {
  await gateway.database
    .collection('users')
    .updateOne(
      { emailCanonical: person.email },
      { $set: { roles: ['USER', 'ADMIN'] }, $inc: { version: 1 } },
    );
  await until('the gateway learns of the role', async () => {
    const { me } = await gateway.api.call(MeDocument, undefined, person);
    return me?.roles.includes('ADMIN');
  });
  return person;
}
const newAdmin = async () => makeAdmin(await signUp(gateway));
const reset = (userId: string, by: { accessToken?: string } = admin) =>
  gateway.api.send(ResetTwoFactorDocument, { userId }, { accessToken: by.accessToken });
const refusalOf = async (userId: string, by?: { accessToken?: string }) =>
  (await reset(userId, by)).errors[0]?.extensions;
const told = /^Two-step sign-in was reset/;
const eventsOf = (userId: string) =>
  gateway.logLines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ event, userId: whose }) => event === 'second-factor.reset' && whose === userId);

describe('resetTwoFactor: FORBIDDEN', () => {
  it('asks for a fresh sign-in of the admin, whoever’s it is', async () => {
    const [stale, person] = [await newAdmin(), await personWithTotp(gateway)];
    gateway.clock.advance(6 * 60_000);
    expect(await refusalOf(person.userId, stale)).toMatchObject({ requires: 'reauthentication' });
    admin = await newAdmin();
  });
});

describe('resetTwoFactor: ok', () => {
  it('takes app, codes and 2FA away, ends all sessions, tells the owner and the log', async () => {
    const person = await personWith2fa(gateway);
    const { email, password, userId } = person;
    const challengeToken = await challengeFor(gateway, person);
    const { data } = await reset(userId);
    expect(data?.resetTwoFactor).toMatchObject({
      id: userId,
      otpAuthEnabled: false,
      enable2FA: false,
      recoveryCodesLeft: null,
    });
    const { accessToken, refreshToken } = person;
    expect((await gateway.api.refusal(MeDocument, undefined, { accessToken })).code).toBe('TOKEN_INVALID');
    expect((await gateway.api.refusal(RefreshDocument, { refreshToken })).code).toBe('TOKEN_INVALID');
    const byCode = { challengeToken, code: freshCode(gateway, person) };
    const { code } = await gateway.api.refusal(SignInWithTotpDocument, { input: byCode });
    expect(code).toBe('CHALLENGE_EXPIRED');
    await newestMail(gateway, email, told);
    expect(eventsOf(userId)).toEqual([expect.objectContaining({ actorId: admin.userId })]);
    opened((await gateway.api.call(SignInDocument, { input: { email, password } })).signIn);
    const { user } = await gateway.api.call(UserDocument, { id: userId }, admin);
    expect(user).toMatchObject({ otpAuthEnabled: false, enable2FA: false });
  });

  it('leaves no set-up open, and its owner free to begin anew', async () => {
    const person = await personWithTotp(gateway);
    await gateway.api.call(SetupTotpDocument, { code: freshCode(gateway, person) }, person);
    await reset(person.userId);
    const stored = await gateway.database.collection('users').findOne({ emailCanonical: person.email });
    expect(stored).toMatchObject({ factors: [], enable2FA: false });
    const { email, password } = person;
    const { signIn } = await gateway.api.call(SignInDocument, { input: { email, password } });
    const { accessToken } = opened(signIn);
    const anew = await connectAuthenticator(gateway, { ...person, accessToken });
    expect(anew.secret).not.toBe(person.secret);
  });
});

describe('resetTwoFactor: refusals', () => {
  it('is NOT_FOUND for an id that is nobody, and for what is no id', async () => {
    for (const userId of ['64b000000000000000000001', 'nobody', '', '0'.repeat(50_000), '{"$ne":null}'])
      expect(await refusalOf(userId)).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is FORBIDDEN for who is no admin, whether or not there is somebody', async () => {
    const [person, other] = [await personWith2fa(gateway), await signUp(gateway)];
    for (const userId of [person.userId, other.userId, '64b000000000000000000001', 'nobody'])
      expect(await refusalOf(userId, other)).toMatchObject({
        code: 'FORBIDDEN',
        requires: 'role',
        roles: ['ADMIN'],
      });
    expect(await refusalOf(person.userId, { accessToken: person.accessToken })).toMatchObject({
      code: 'FORBIDDEN',
    });
    const { me } = await gateway.api.call(MeDocument, undefined, person);
    expect(me).toMatchObject({ enable2FA: true, otpAuthEnabled: true });
    expect(
      (await mailsTo(gateway, person.email)).some(({ subject }) =>
        subject.startsWith('Two-step sign-in was reset'),
      ),
    ).toBe(false);
    expect(eventsOf(person.userId)).toEqual([]);
  });

  it('is UNAUTHENTICATED without a token, and BAD_USER_INPUT for what is no id', async () => {
    expect((await gateway.api.refusal(ResetTwoFactorDocument, { userId: admin.userId })).code).toBe(
      'UNAUTHENTICATED',
    );
    for (const value of [{ $ne: null }, [admin.userId, admin.userId], true, null])
      expect(await refusalOf(value as unknown as string)).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('is no way around the step-up for an admin whose own second factor it is', async () => {
    const person = await makeAdmin(await personWith2fa(gateway));
    gateway.clock.advance(6 * 60_000);
    expect(await refusalOf(person.userId, person)).toMatchObject({
      code: 'FORBIDDEN',
      requires: 'reauthentication',
    });
  });
});
