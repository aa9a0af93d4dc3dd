import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  ReauthenticateDocument,
  SignInWithGoogleDocument,
  SignUpWithProviderDocument,
  UnlinkProviderDocument,
} from '../generated/operations.js';
import {
  clientIds,
  type FederatedGateway,
  newIdentity,
  signUpWith,
  startFederatedGateway,
} from '../harness/federated-gateway.js';
import { signUp } from '../harness/people.js';
import { claimsOf } from '../harness/token.js';

let at: FederatedGateway;
beforeAll(async () => {
  at = await startFederatedGateway({ ACCESS_TOKEN_TTL: '1h' });
});
afterAll(() => at.stop());

describe('reauthenticate with a provider’s token', () => {
  it('makes the sign-in of an account without a password fresh', async () => {
    const person = await signUpWith(at, 'google');
    const { api, clock } = at.gateway;
    clock.advance(6 * 60_000);
    const stale = await api.refusal(UnlinkProviderDocument, { provider: 'google' }, person);
    expect(stale).toMatchObject({ code: 'FORBIDDEN', requires: 'reauthentication' });
    const now = Math.floor(clock.now().getTime() / 1_000);
    const providerToken = await at.google.signIdToken({ ...person.claims, iat: now, exp: now + 300 });
    const { reauthenticate } = await api.call(ReauthenticateDocument, { providerToken }, person);
    expect(reauthenticate.refreshToken).toBeNull();
    const claims = claimsOf(reauthenticate.accessToken);
    expect(claims['amr']).toEqual(['google']);
    expect(claims['auth_time']).toBeGreaterThanOrEqual(now);
    const fresh = await api.refusal(UnlinkProviderDocument, { provider: 'google' }, reauthenticate);
    expect(fresh.requires).toBeUndefined();
  });

  it('knows the provider by every spelling of its issuer that a sign-in takes', async () => {
    const person = await signUpWith(at, 'google');
    const iss = at.google.issuer.replace('http://', '');
    const providerToken = await at.google.signIdToken({ ...person.claims, iss });
    await at.gateway.api.call(SignInWithGoogleDocument, { input: { token: providerToken } });
    await at.gateway.api.call(ReauthenticateDocument, { providerToken }, person);
  });

  it('tells two providers of one issuer apart by whom the token is for', async () => {
    const claims = newIdentity();
    const token = await at.work.signIdToken({ ...claims, aud: clientIds.workApp });
    const { api } = at.gateway;
    const variables = { provider: 'work-app', input: { token } };
    const { signUpWithProvider } = await api.call(SignUpWithProviderDocument, variables);
    const { accessToken = '' } = signUpWithProvider.auth ?? {};
    const { reauthenticate } = await api.call(
      ReauthenticateDocument,
      { providerToken: token },
      { accessToken },
    );
    expect(claimsOf(reauthenticate.accessToken)['amr']).toEqual(['oidc']);
  });

  it('takes a token that carries a nonce once', async () => {
    const person = await signUpWith(at, 'work');
    const providerToken = await at.work.signIdToken({ ...person.claims, nonce: 'n-once' });
    const { api } = at.gateway;
    await api.call(ReauthenticateDocument, { providerToken }, person);
    const again = await api.refusal(ReauthenticateDocument, { providerToken }, person);
    expect(again.code).toBe('INVALID_CREDENTIALS');
  });

  it('refuses the token of somebody else, of nobody, and junk', async () => {
    const [person, local] = [await signUpWith(at, 'apple'), await signUp(at.gateway)];
    const other = await at.apple.signIdToken(newIdentity());
    const own = await at.apple.signIdToken(person.claims);
    for (const [providerToken, caller] of [
      [other, person],
      [own, local],
      ['a.b.c', person],
      ['x'.repeat(50_000), person],
    ] as const) {
      const refusal = await at.gateway.api.refusal(ReauthenticateDocument, { providerToken }, caller);
      expect(refusal).toEqual({ code: 'INVALID_CREDENTIALS' });
    }
  });
});
