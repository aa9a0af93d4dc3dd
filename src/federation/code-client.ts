/** The gateway as a client of one provider: the authorization code flow with PKCE, by openid-client. */
import * as client from 'openid-client';

import { AppError } from '../foundation/errors.js';
import type { IdentityProvider } from './identity-provider.js';
import { isOfNetwork, keepDiscovered, unavailable } from './provider-reach.js';

const TIMEOUT_SECONDS = 3;

/** What one flow is known by, at the provider and here. */
export interface FlowSecrets {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

export interface CodeClient {
  /** @throws AppError UNAVAILABLE. */
  authorizationUrl(secrets: FlowSecrets): Promise<URL>;
  /**
   * @param search of the URL to which the provider sent the browser.
   * @returns the ID token, whose signature is still to be verified.
   * @throws AppError INVALID_CREDENTIALS, UNAVAILABLE.
   */
  exchange(search: string, secrets: FlowSecrets): Promise<string>;
}

export interface CodeClientOptions {
  readonly provider: Pick<IdentityProvider, 'issuer' | 'clientIds' | 'clientSecret'>;
  readonly redirectUri: string;
  readonly fetch: typeof fetch;
}

export function createCodeClient(options: CodeClientOptions): CodeClient {
  const { redirectUri } = options;
  const findProvider = keepDiscovered(() => discover(options));
  return {
    async authorizationUrl({ state, nonce, codeVerifier }) {
      const provider = await findProvider();
      return client.buildAuthorizationUrl(provider, {
        redirect_uri: redirectUri,
        scope: 'openid email profile',
        code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      });
    },
    async exchange(search, { state, nonce, codeVerifier }) {
      const provider = await findProvider();
      const url = new URL(redirectUri);
      url.search = search;
      const expected = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: codeVerifier };
      try {
        const tokens = await client.authorizationCodeGrant(provider, url, {
          ...expected,
          idTokenExpected: true,
        });
        return tokens.id_token ?? '';
      } catch (error) {
        throw isOutOfReach(error)
          ? unavailable(error)
          : new AppError('INVALID_CREDENTIALS', { cause: error });
      }
    },
  };
}

function discover({ provider, fetch }: CodeClientOptions): Promise<client.Configuration> {
  const { issuer, clientIds, clientSecret } = provider;
  const authentication = clientSecret === undefined ? client.None() : client.ClientSecretBasic(clientSecret);
  return client.discovery(new URL(issuer), clientIds[0] ?? '', undefined, authentication, {
    timeout: TIMEOUT_SECONDS,
    [client.customFetch]: (url, init) => fetch(url, { ...init, body: init.body ?? null }),
    // Settings take an issuer on http only where it is on this machine.
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- it is marked so only to stand out
    execute: issuer.startsWith('http:') ? [client.allowInsecureRequests] : [],
  });
}

/** The codes of openid-client for no answer, and for one that is of no OpenID provider. What has no code is of the network. */
const silences = new Set([
  ...['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_PARSE_ERROR'],
  ...['OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON'],
]);
/** RFC 6749, 4.1.2.1. */
const troubles = new Set(['server_error', 'temporarily_unavailable']);

function isOutOfReach(error: unknown): boolean {
  if (error instanceof client.ClientError) return error.code === undefined || silences.has(error.code);
  if (error instanceof client.ResponseBodyError) return error.status >= 500 || troubles.has(error.error);
  if (error instanceof client.AuthorizationResponseError) return troubles.has(error.error);
  return isOfNetwork(error);
}
