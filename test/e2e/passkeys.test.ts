import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  AuthConfigDocument,
  BeginPasskeyRegistrationDocument,
  BeginPasskeySignInDocument,
  ExportMyDataDocument,
  FinishPasskeyRegistrationDocument,
  MeDocument,
  PasskeysDocument,
  RefreshDocument,
  RemovePasskeyDocument,
  RenamePasskeyDocument,
  SignInDocument,
} from '../generated/operations.js';
import {} from '../harness/authenticator.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { mailedToken, newestMail } from '../harness/mailbox.js';
import { createPageRequests } from '../harness/page-requests.js';
import {
  addPasskey,
  beginSignIn,
  codeIn,
  passkeyPage,
  personWithPasskey,
  signUpByPasskey,
  signInByPasskey,
} from '../harness/passkeys.js';
import { opened, type SignedUp, signUp } from '../harness/people.js';
import { createPasskey } from '../harness/software-authenticator.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ ACCESS_TOKEN_TTL: '1h', RATE_LIMIT: 'false' });
});
afterAll(() => gateway.stop());

const { postForm } = createPageRequests(() => gateway);
const growStale = () => gateway.clock.advance(6 * 60_000);
const me = async (person: Pick<SignedUp, 'accessToken'>) =>
  (await gateway.api.call(MeDocument, undefined, person)).me;
const listOf = async (person: Pick<SignedUp, 'accessToken'>) =>
  (await gateway.api.call(PasskeysDocument, undefined, person)).passkeys;
const sessionOf = (answer: Awaited<ReturnType<typeof signInByPasskey>>) =>
  opened(answer.data?.finishPasskeySignIn);

describe('adding a passkey', () => {
  it('tells the browser what it needs, and that of what it has no second is made', async () => {
    const person = await personWithPasskey(gateway, { transports: ['usb', 'nfc'] });
    const { beginPasskeyRegistration } = await gateway.api.call(
      BeginPasskeyRegistrationDocument,
      { password: person.password },
      person,
    );
    const { options } = beginPasskeyRegistration;
    expect(options).toMatchObject({
      rp: { id: 'localhost', name: 'Portcullis' },
      user: { id: person.passkey.userHandle, name: person.email, displayName: 'Ada Lovelace' },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
      excludeCredentials: [{ id: person.passkey.id, transports: ['usb', 'nfc'], type: 'public-key' }],
    });
    // Whatever Node this replica runs on: another one may not know more.
    expect(options.pubKeyCredParams.map(({ alg }) => alg)).toEqual([-8, -7, -257]);
    expect(Buffer.from(options.user.id, 'base64url')).toHaveLength(32);
  });

  it.each(['ES256', 'EdDSA', 'RS256'] as const)('takes a key of %s, and a sign-in by it', async (key) => {
    const person = await personWithPasskey(gateway, { key });
    sessionOf(await signInByPasskey(gateway, person));
  });

  it('is listed by its name, its make and what it can, and told by mail with a way back', async () => {
    const person = await personWithPasskey(gateway, {
      aaguid: 'ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4',
      backupEligible: true,
      backedUp: true,
      counter: 0,
      transports: ['hybrid', 'internal'],
    });
    expect(await listOf(person)).toEqual([
      expect.objectContaining({
        id: person.passkey.id,
        name: 'Google Password Manager',
        authenticator: 'Google Password Manager',
        transports: ['hybrid', 'internal'],
        backupEligible: true,
        backedUp: true,
        lastUsedAt: null,
      }),
    ]);
    expect(await me(person)).toMatchObject({ passkeyAuthEnabled: true, otpAuthEnabled: false });
    // Kept on one device from now on, as its last use says.
    sessionOf(await signInByPasskey(gateway, person, {}, { backedUp: false }));
    const [used] = await listOf(person);
    expect(used).toMatchObject({ backupEligible: true, backedUp: false });
    expect(used?.lastUsedAt).not.toBeNull();
    const token = await mailedToken(gateway, person.email, /^A passkey was added/);
    expect((await postForm('/not-me', { token })).status).toBe(200);
    expect(codeIn(await signInByPasskey(gateway, person))).toBe('INVALID_CREDENTIALS');
  });

  it('asks for step-up, and ends the other sessions', async () => {
    const person = await signUp(gateway);
    const { signIn } = await gateway.api.call(SignInDocument, {
      input: { email: person.email, password: person.password },
    });
    growStale();
    const stale = await gateway.api.refusal(BeginPasskeyRegistrationDocument, {}, person);
    expect(stale).toMatchObject({ code: 'FORBIDDEN', requires: 'reauthentication' });
    const { password } = person;
    const begun = await gateway.api.call(BeginPasskeyRegistrationDocument, { password }, person);
    const { response } = createPasskey(begun.beginPasskeyRegistration.options, { origin: passkeyPage });
    const name = 'Key on my desk';
    const finish = { credential: response, name };
    const added = await gateway.api.call(FinishPasskeyRegistrationDocument, finish, person);
    expect(added.finishPasskeyRegistration.name).toBe(name);
    const { refreshToken = null } = opened(signIn);
    expect((await gateway.api.refusal(RefreshDocument, { refreshToken })).code).toBe('TOKEN_INVALID');
    await gateway.api.call(RefreshDocument, { refreshToken: person.refreshToken });
  });

  it('refuses a name that nobody can see, and spends no challenge on it', async () => {
    const person = await signUp(gateway);
    const begun = await gateway.api.call(BeginPasskeyRegistrationDocument, {}, person);
    const { response: credential } = createPasskey(begun.beginPasskeyRegistration.options, {
      origin: passkeyPage,
    });
    const refusal = await gateway.api.refusal(
      FinishPasskeyRegistrationDocument,
      { credential, name: ' ' },
      person,
    );
    expect(refusal).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'name' }] });
    await gateway.api.call(FinishPasskeyRegistrationDocument, { credential }, person);
  });
});

describe('the list of passkeys', () => {
  it('renames and removes, and tells what authenticators are to forget', async () => {
    const person = await addPasskey(gateway, await personWithPasskey(gateway));
    const [first, second] = await listOf(person);
    const renamed = { id: first?.id ?? '', name: 'Old phone' };
    await gateway.api.call(RenamePasskeyDocument, renamed, person);
    expect((await listOf(person)).map(({ name }) => name)).toEqual(['Old phone', second?.name]);
    const { removePasskey } = await gateway.api.call(RemovePasskeyDocument, { id: renamed.id }, person);
    expect(removePasskey.acceptedCredentials).toEqual({
      rpId: 'localhost',
      userId: person.passkey.userHandle,
      allAcceptedCredentialIds: [second?.id],
    });
    await newestMail(gateway, person.email, /^A passkey was removed/);
    const { exportMyData } = await gateway.api.call(ExportMyDataDocument, undefined, person);
    const { passkeys, secondFactors } = exportMyData as { passkeys: object[]; secondFactors: object[] };
    expect(secondFactors).toEqual([]);
    expect(passkeys).toMatchObject([{ credentialId: second?.id, counter: 0 }]);
    expect(JSON.stringify(passkeys)).not.toContain('publicKey');
  });

  it('one that is removed is told as unknown, for the authenticator that still shows it', async () => {
    const person = await personWithPasskey(gateway);
    await gateway.api.call(RemovePasskeyDocument, { id: person.passkey.id }, person);
    const { errors } = await signInByPasskey(gateway, person);
    expect(errors[0]?.extensions).toMatchObject({
      code: 'INVALID_CREDENTIALS',
      unknownCredential: { rpId: 'localhost', credentialId: person.passkey.id },
    });
  });

  it('keeps the last way in, and is nobody else’s', async () => {
    const person = await signUpByPasskey(gateway);
    const { id } = person.passkey;
    const { errors } = await gateway.api.send(RemovePasskeyDocument, { id }, person);
    expect(errors[0]).toMatchObject({ message: /last way into/, extensions: { code: 'FORBIDDEN' } });
    const stranger = await personWithPasskey(gateway);
    const { code } = await gateway.api.refusal(RemovePasskeyDocument, { id }, stranger);
    expect(code).toBe('NOT_FOUND');
    const renaming = await gateway.api.refusal(RenamePasskeyDocument, { id, name: 'Mine' }, stranger);
    expect(renaming.code).toBe('NOT_FOUND');
    await addPasskey(gateway, person);
    await gateway.api.call(RemovePasskeyDocument, { id }, person);
  });
});

describe('what frontends and browsers are told', () => {
  it('whether there are passkeys, and of which domain', async () => {
    const { authConfig } = await gateway.api.call(AuthConfigDocument);
    expect(authConfig.passkeys).toEqual({ rpId: 'localhost' });
  });

  it('which pages of other domains may use them', async () => {
    const other = await startTestGateway({
      PUBLIC_URL: 'https://auth.example.com',
      WEBAUTHN_RP_ID: 'example.com',
      WEBAUTHN_ORIGINS: `https://app.example.com,https://example.org,android:apk-key-hash:${'A'.repeat(43)}`,
    });
    try {
      const answer = await fetch(`${other.url}/.well-known/webauthn`);
      expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
      // Those within the domain need no permission, and would use up what browsers look at.
      expect(await answer.json()).toEqual({ origins: ['https://example.org'] });
      expect((await beginSignIn(other)).rpId).toBe('example.com');
      const app = { origin: `android:apk-key-hash:${'A'.repeat(43)}` };
      sessionOf(await signInByPasskey(other, await personWithPasskey(other, app)));
    } finally {
      await other.stop();
    }
  });

  it('nothing where FEATURES_DISABLED has passkeys', async () => {
    const other = await startTestGateway({ FEATURES_DISABLED: 'passkeys' });
    try {
      expect((await other.api.call(AuthConfigDocument)).authConfig.passkeys).toBeNull();
      const { code } = await other.api.refusal(BeginPasskeySignInDocument, {});
      expect(code).toBe('GRAPHQL_VALIDATION_FAILED');
      expect((await fetch(`${other.url}/.well-known/webauthn`)).status).toBe(404);
    } finally {
      await other.stop();
    }
  });
});
