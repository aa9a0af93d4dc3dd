import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  LinkProviderDocument,
  MeDocument,
  ReauthenticateDocument,
  RefreshDocument,
  SignInDocument,
  SignInWithGoogleDocument,
  UndoChangeDocument,
  UnlinkProviderDocument,
} from '../generated/operations.js';
import {
  type FederatedGateway,
  newIdentity,
  signUpWith,
  startFederatedGateway,
} from '../harness/federated-gateway.js';
import { mailedToken, newestMail } from '../harness/mailbox.js';
import { opened, type SignedUp, signUp } from '../harness/people.js';

let at: FederatedGateway;
beforeAll(async () => {
  at = await startFederatedGateway();
});
afterAll(() => at.stop());

type Who = Pick<SignedUp, 'accessToken'>;
const added = /^Another way to sign in was added/;
const removed = /^A way to sign in was removed/;

const link = (who: Who, token: string, provider = 'google', nonce: string | null = null) =>
  at.gateway.api.send(LinkProviderDocument, { provider, token, nonce }, who);
const unlink = (who: Who, provider = 'google') =>
  at.gateway.api.send(UnlinkProviderDocument, { provider }, who);
const codeOf = async (answer: ReturnType<typeof link> | ReturnType<typeof unlink>) =>
  (await answer).errors[0]?.extensions.code;

async function elsewhere({ email, password }: SignedUp) {
  const { signIn } = await at.gateway.api.call(SignInDocument, { input: { email, password } });
  return opened(signIn);
}

async function expectEnded({ accessToken, refreshToken = null }: Awaited<ReturnType<typeof elsewhere>>) {
  const { api } = at.gateway;
  expect((await api.refusal(MeDocument, undefined, { accessToken })).code).toBe('TOKEN_INVALID');
  expect((await api.refusal(RefreshDocument, { refreshToken })).code).toBe('TOKEN_INVALID');
}

describe('linkProvider: ok', () => {
  it('lets the identity in from now on, tells the owner and ends the other sessions', async () => {
    const person = await signUp(at.gateway);
    const other = await elsewhere(person);
    const token = await at.google.signIdToken(newIdentity());
    const { data } = await link(person, token);
    expect(data?.linkProvider).toMatchObject({
      id: person.userId,
      email: person.email,
      // What the provider says is not taken over.
      firstName: 'Ada',
      emailVerifiedAt: null,
      googleAuthEnabled: true,
    });
    await newestMail(at.gateway, person.email, added);
    await expectEnded(other);
    await at.gateway.api.call(MeDocument, undefined, person);
    await at.gateway.api.call(RefreshDocument, { refreshToken: person.refreshToken });
    const { signInWithGoogle } = await at.gateway.api.call(SignInWithGoogleDocument, { input: { token } });
    expect(opened(signInWithGoogle).userId).toBe(person.userId);
  });

  it('is taken back by the link of its notice, alone and only once', async () => {
    const person = await signUp(at.gateway);
    await link(person, await at.apple.signIdToken(newIdentity()), 'apple');
    const planted = await at.google.signIdToken(newIdentity());
    await link(person, planted);
    const token = await mailedToken(at.gateway, person.email, added);
    await at.gateway.api.call(UndoChangeDocument, { token });
    const { code } = await at.gateway.api.refusal(SignInWithGoogleDocument, { input: { token: planted } });
    expect(code).toBe('NOT_REGISTERED');
    const { accessToken } = await elsewhere(person);
    const { me } = await at.gateway.api.call(MeDocument, undefined, { accessToken });
    expect(me).toMatchObject({ googleAuthEnabled: false, appleAuthEnabled: true });
    // Linked once more, it is another change.
    await link({ accessToken }, planted);
    const again = await at.gateway.api.refusal(UndoChangeDocument, { token });
    expect(again.code).toBe('LINK_INVALID');
  });

  it.each([[{ email_verified: false }], [{ email: undefined, email_verified: undefined }]])(
    'asks for no address of the provider: %p',
    async (more) => {
      const token = await at.google.signIdToken({ ...newIdentity(), ...more });
      expect(await codeOf(link(await signUp(at.gateway), token))).toBeUndefined();
    },
  );

  it('takes several providers, and a nonce once', async () => {
    const person = await signUp(at.gateway);
    const token = await at.apple.signIdToken({ ...newIdentity(), nonce: 'link-1' });
    expect(await codeOf(link(person, token, 'apple'))).toBe('INVALID_CREDENTIALS');
    expect(await codeOf(link(person, token, 'apple', 'link-1'))).toBeUndefined();
    expect(await codeOf(link(await signUp(at.gateway), token, 'apple', 'link-1'))).toBe(
      'INVALID_CREDENTIALS',
    );
    const { data } = await link(person, await at.google.signIdToken(newIdentity()));
    expect(data?.linkProvider).toMatchObject({ googleAuthEnabled: true, appleAuthEnabled: true });
    expect(await codeOf(link(person, await at.work.signIdToken(newIdentity()), 'work'))).toBeUndefined();
  });
});

describe('linkProvider: refusals', () => {
  it('is UNAUTHENTICATED without a token', async () => {
    const { api } = at.gateway;
    const variables = { provider: 'google', token: 'x' };
    expect((await api.refusal(LinkProviderDocument, variables)).code).toBe('UNAUTHENTICATED');
    expect((await api.refusal(UnlinkProviderDocument, { provider: 'google' })).code).toBe('UNAUTHENTICATED');
  });

  it('is ALREADY_REGISTERED for the identity of somebody else, and for a second one of a provider', async () => {
    const owner = await signUpWith(at, 'google');
    const person = await signUp(at.gateway);
    expect(await codeOf(link(person, owner.token))).toBe('ALREADY_REGISTERED');
    const { me } = await at.gateway.api.call(MeDocument, undefined, person);
    expect(me?.googleAuthEnabled).toBe(false);
    expect(await codeOf(link(owner, await at.google.signIdToken(newIdentity())))).toBe('ALREADY_REGISTERED');
    expect(await codeOf(link(owner, owner.token))).toBe('ALREADY_REGISTERED');
  });

  it('is INVALID_CREDENTIALS for a bad token, and for one of another provider', async () => {
    const person = await signUp(at.gateway);
    expect(await codeOf(link(person, 'x'))).toBe('INVALID_CREDENTIALS');
    const token = await at.apple.signIdToken(newIdentity());
    expect(await codeOf(link(person, token))).toBe('INVALID_CREDENTIALS');
  });

  it('is NOT_FOUND for a provider that is not configured', async () => {
    const person = await signUp(at.gateway);
    const token = await at.google.signIdToken(newIdentity());
    expect(await codeOf(link(person, token, 'github'))).toBe('NOT_FOUND');
    expect(await codeOf(unlink(person, 'github'))).toBe('NOT_FOUND');
  });
});

describe('linkProvider: race', () => {
  it('gives an identity that ten want at once to one of them', async () => {
    const people = [];
    for (let turn = 0; turn < 10; turn++) people.push(await signUp(at.gateway));
    const token = await at.google.signIdToken(newIdentity());
    const codes = await Promise.all(people.map((person) => codeOf(link(person, token))));
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(codes.filter((code) => code === 'ALREADY_REGISTERED')).toHaveLength(9);
  });
});

describe('unlinkProvider', () => {
  it('lets the identity in no longer, tells the owner and ends the other sessions', async () => {
    const person = await signUp(at.gateway);
    const token = await at.google.signIdToken(newIdentity());
    await link(person, token);
    const other = await elsewhere(person);
    const { data } = await unlink(person);
    expect(data?.unlinkProvider.googleAuthEnabled).toBe(false);
    await newestMail(at.gateway, person.email, removed);
    await expectEnded(other);
    await at.gateway.api.call(MeDocument, undefined, person);
    const refusal = await at.gateway.api.refusal(SignInWithGoogleDocument, { input: { token } });
    expect(refusal.code).toBe('NOT_REGISTERED');
    // It is free again.
    expect(await codeOf(link(await signUp(at.gateway), token))).toBeUndefined();
  });

  it('is NOT_FOUND where none is linked', async () => {
    expect(await codeOf(unlink(await signUp(at.gateway)))).toBe('NOT_FOUND');
  });

  it('is FORBIDDEN for the last way in', async () => {
    const person = await signUpWith(at, 'google');
    const { errors } = await unlink(person);
    expect(errors[0]?.extensions.code).toBe('FORBIDDEN');
    expect(errors[0]?.message).toContain('add another one');
    const { me } = await at.gateway.api.call(MeDocument, undefined, person);
    expect(me?.googleAuthEnabled).toBe(true);
  });

  it('leaves one of two, also where both go at once', async () => {
    const person = await signUpWith(at, 'google');
    await link(person, await at.apple.signIdToken(newIdentity()), 'apple');
    await Promise.all([unlink(person, 'google'), unlink(person, 'apple')]);
    const users = at.gateway.database.collection('users');
    const stored = await users.findOne({ emailCanonical: person.email });
    expect(stored?.['identities']).toHaveLength(1);
  });
});

describe('step-up', () => {
  it('asks those for proof who signed in a while ago', async () => {
    const person = await signUp(at.gateway);
    const token = await at.google.signIdToken(newIdentity());
    at.gateway.clock.advance(6 * 60_000);
    const stale = { code: 'FORBIDDEN', requires: 'reauthentication' };
    expect((await link(person, token)).errors[0]?.extensions).toEqual(stale);
    expect((await unlink(person)).errors[0]?.extensions).toEqual(stale);
    const proof = { password: person.password };
    const { reauthenticate } = await at.gateway.api.call(ReauthenticateDocument, proof, person);
    expect(await codeOf(link(reauthenticate, token))).toBeUndefined();
    expect(await codeOf(unlink(reauthenticate))).toBeUndefined();
  });
});
