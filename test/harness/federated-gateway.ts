import { randomBytes } from 'node:crypto';

import type { JWTPayload } from 'jose';

import { SignUpWithProviderDocument } from '../generated/operations.js';
import { startTestGateway, type TestGateway } from './gateway.js';
import { startOpenIdProvider, type TestOpenIdProvider } from './openid-provider.js';

export const clientIds = {
  google: 'google-web',
  googleApp: 'google-app',
  apple: 'apple-app',
  work: 'portcullis',
  workApp: 'portcullis-app',
};

/** A gateway with Google's and Apple's stand-ins, and one issuer that is two of OIDC_PROVIDERS, by two clients. */
export interface FederatedGateway {
  readonly gateway: TestGateway;
  readonly google: TestOpenIdProvider;
  readonly apple: TestOpenIdProvider;
  readonly work: TestOpenIdProvider;
  stop(): Promise<void>;
}

export async function startFederatedGateway(
  settings: Readonly<Record<string, string>> = {},
): Promise<FederatedGateway> {
  const google = await startOpenIdProvider({ clientId: clientIds.google });
  const apple = await startOpenIdProvider({ clientId: clientIds.apple });
  const work = await startOpenIdProvider({ clientId: clientIds.work });
  const gateway = await startTestGateway({
    GOOGLE_CLIENT_ID: `${clientIds.google},${clientIds.googleApp}`,
    GOOGLE_ISSUER: google.issuer,
    APPLE_CLIENT_ID: clientIds.apple,
    APPLE_ISSUER: apple.issuer,
    OIDC_PROVIDERS: [
      `work|${work.issuer}|${clientIds.work}|Example`,
      `work-app|${work.issuer}|${clientIds.workApp}|Example's app`,
    ].join(','),
    ...settings,
  });
  return {
    ...{ gateway, google, apple, work },
    async stop() {
      await gateway.stop();
      await Promise.all([google, apple, work].map((provider) => provider.stop()));
    },
  };
}

/** What a provider says of somebody nobody has met before. */
export function newIdentity() {
  const sub = randomBytes(8).toString('hex');
  return {
    sub,
    email: `i${sub}@example.com`,
    email_verified: true as boolean | string,
    given_name: 'Grace',
    family_name: 'Hopper',
  } satisfies JWTPayload;
}

/** A new account by a provider, with its first session. */
export async function signUpWith(
  at: FederatedGateway,
  id: 'google' | 'apple' | 'work',
  claims = newIdentity(),
) {
  const token = await at[id].signIdToken(claims);
  const { signUpWithProvider } = await at.gateway.api.call(SignUpWithProviderDocument, {
    provider: id,
    input: { token },
  });
  const { auth } = signUpWithProvider;
  if (!auth?.refreshToken) throw new Error('Sign-up gave no session.');
  const { userId, accessToken, refreshToken } = auth;
  return { claims, token, email: claims.email, userId, accessToken, refreshToken };
}
