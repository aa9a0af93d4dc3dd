/** Passkeys beside the other ways in: switched off, as the last one, and on an account that its mailbox takes over. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';

import {
  AuthConfigDocument,
  BeginPasskeyReauthenticationDocument,
  BeginPasskeyRegistrationDocument,
  BeginPasskeySignInDocument,
  BeginPasskeySignUpDocument,
  FinishPasskeySignInDocument,
  PasskeysDocument,
  RemovePasskeyDocument,
} from '../generated/operations.js';
import { signInByMail } from '../harness/email-sign-in.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { beginSignIn, personWithPasskey, signInByPasskey, signUpByPasskey } from '../harness/passkeys.js';
import { newPerson, opened } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';
import { usePasskey } from '../harness/software-authenticator.js';

let gateway: TestGateway;
let withMail: TestGateway;
let without: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
  withMail = await startTestGateway({
    ...replicaOf(gateway),
    SIGN_IN_METHODS: 'passkey,email-code,email-link',
  });
  without = await startTestGateway({ ...replicaOf(gateway), SIGN_IN_METHODS: 'password' });
});
afterAll(async () => {
  await Promise.all([withMail.stop(), without.stop()]);
  await gateway.stop();
});

const passkeysOf = async (on: TestGateway, person: { accessToken: string }) =>
  (await on.api.call(PasskeysDocument, undefined, person)).passkeys;

it('are refused where SIGN_IN_METHODS does not name them, and can be listed and removed', async () => {
  const person = await personWithPasskey(gateway);
  const credential = usePasskey(await beginSignIn(gateway), person.passkey);
  const { email, firstName, lastName } = newPerson();
  const { api } = without;
  const refused = await Promise.all([
    api.refusal(BeginPasskeySignInDocument, {}),
    api.refusal(FinishPasskeySignInDocument, { credential }),
    api.refusal(BeginPasskeySignUpDocument, { input: { email, firstName, lastName } }),
    api.refusal(BeginPasskeyRegistrationDocument, {}, person),
    api.refusal(BeginPasskeyReauthenticationDocument, undefined, person),
  ]);
  for (const refusal of refused)
    expect(refusal).toMatchObject({ code: 'FORBIDDEN', requires: 'signInMethod' });
  const { authConfig } = await api.call(AuthConfigDocument);
  expect([authConfig.signInMethods, authConfig.passkeys]).toEqual([['PASSWORD'], null]);
  const [{ id } = { id: '' }] = await passkeysOf(without, person);
  await api.call(RemovePasskeyDocument, { id }, person);
  expect(await passkeysOf(without, person)).toEqual([]);
});

it('are the last way in where nobody signs in by mail, and one of two where people do', async () => {
  const person = await signUpByPasskey(gateway);
  const [{ id } = { id: '' }] = await passkeysOf(gateway, person);
  expect(await gateway.api.refusal(RemovePasskeyDocument, { id }, person)).toMatchObject({
    code: 'FORBIDDEN',
  });
  await withMail.api.call(RemovePasskeyDocument, { id }, person);
  expect(await passkeysOf(withMail, person)).toEqual([]);
});

it('go with all else that opened an account when its address is first proved by mail', async () => {
  const person = await personWithPasskey(gateway);
  const { accessToken } = opened((await signInByMail(withMail, person.email)).data?.completeEmailSignIn);
  expect(await passkeysOf(withMail, { accessToken })).toEqual([]);
  const { errors } = await signInByPasskey(gateway, person);
  expect(errors[0]?.extensions.code).toBe('INVALID_CREDENTIALS');
});
