/** The gateway as a client of one provider: the authorization code flow with PKCE, by openid-client. */
import * as client from 'openid-client';

import type { Clock } from '../foundation/clock.js';
import { AppError } from '../foundation/errors.js';
import { fetchWhole } from '../foundation/fetch-whole.js';
import type { IdentityProvider, ProviderClaims, ReadUserInfo } from './identity-provider.js';
import { isOfNetwork, keepDiscovered } from './provider-reach.js';
import {
  messageOf,
  refusal,
  type ReportTrouble,
  unavailable,
  withTroubleReported,
} from './provider-trouble.js';

const TIMEOUT_SECONDS = 3;

/** What one flow is known by, at the provider and here. */
interface FlowSecrets {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

interface ProviderAnswer {
  /** Its signature is still to be verified. */
  readonly idToken: string;
  /** @throws AppError INVALID_CREDENTIALS where it tells of another subject, UNAVAILABLE. */
  readonly readUserInfo: ReadUserInfo;
}

export interface CodeClient {
  /** @throws AppError UNAVAILABLE. */
  authorizationUrl(secrets: FlowSecrets): Promise<URL>;
  /**
   * @param search of the URL to which the provider sent the browser.
   * @throws AppError INVALID_CREDENTIALS, UNAVAILABLE; `refusalWord` says more of it.
   */
  exchange(search: string, secrets: FlowSecrets): Promise<ProviderAnswer>;
}

export interface CodeClientOptions {
  readonly provider: Pick<IdentityProvider, 'id' | 'issuer' | 'clientIds' | 'clientSecret'>;
  readonly redirectUri: string;
  readonly report: ReportTrouble;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
}

export function createCodeClient(options: CodeClientOptions): CodeClient {
  const { provider, redirectUri, report, clock } = options;
  const useProvider = keepDiscovered({
    discover: () => discover(options),
    mayHaveMoved: isOutOfReach,
    clock,
  });
  const told = <Result>(work: () => Promise<Result>) => withTroubleReported(provider.id, report, work);
  return {
    authorizationUrl: ({ state, nonce, codeVerifier }) =>
      told(() =>
        useProvider(async (found) =>
          client.buildAuthorizationUrl(found, {
            redirect_uri: redirectUri,
            scope: 'openid email profile',
            code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
            code_challenge_method: 'S256',
            state,
            nonce,
          }),
        ),
      ),
    exchange(search, { state, nonce, codeVerifier }) {
      const url = new URL(redirectUri);
      url.search = search;
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: codeVerifier };
      return told(async () => {
        try {
          return await useProvider(async (found) => {
            const tokens = await client.authorizationCodeGrant(found, url, {
              ...checks,
              idTokenExpected: true,
            });
            const readUserInfo: ReadUserInfo = (subject) =>
              fetchUserInfo(options, found, tokens.access_token, subject);
            return { idToken: tokens.id_token ?? '', readUserInfo };
          });
        } catch (error) {
          throw judgeFailure(error);
        }
      });
    },
  };
}

/** What a page may hear of a provider that sent the person back without a code (RFC 6749, 4.1.2.1). */
const personal = new Set([
  ...['access_denied', 'consent_required', 'login_required', 'interaction_required'],
  'account_selection_required',
]);

/** The provider's own word, where the person and not the gateway was refused. */
export function refusalWord({ cause }: AppError): string | undefined {
  const reason = cause instanceof Error ? cause.cause : undefined;
  if (!(reason instanceof client.AuthorizationResponseError)) return undefined;
  return personal.has(reason.error) ? reason.error : undefined;
}

function judgeFailure(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (isOutOfReach(error)) return unavailable('unreachable', error);
  return refusal('exchange', describe(error), error);
}

/** By the code of OAuth: a description is the provider's, and may repeat what it was given. */
function describe(error: unknown): string {
  const isTold =
    error instanceof client.ResponseBodyError || error instanceof client.AuthorizationResponseError;
  return isTold ? `the provider answers ${error.error}` : messageOf(error);
}

/** Where the endpoint refuses, what the token says has to do: an account that is known here needs no more. */
async function fetchUserInfo(
  { provider, report }: CodeClientOptions,
  found: client.Configuration,
  accessToken: string,
  subject: string,
): Promise<ProviderClaims> {
  if (found.serverMetadata().userinfo_endpoint === undefined) return {};
  try {
    return await client.fetchUserInfo(found, accessToken, subject);
  } catch (error) {
    // Else an access token of somebody else would lend their address (OpenID Connect Core, 5.3.2).
    if (error instanceof client.ClientError && error.code === 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED')
      throw refusal('user-info', 'UserInfo tells of another subject', error);
    if (!isRefusedRequest(error)) throw unavailable('user-info', error);
    report({ provider: provider.id, reason: 'user-info', detail: messageOf(error) });
    return {};
  }
}

function isRefusedRequest(error: unknown): boolean {
  if (error instanceof client.WWWAuthenticateChallengeError) return true;
  const response = error instanceof client.ClientError ? error.cause : undefined;
  return response instanceof Response && response.status >= 400 && response.status < 500;
}

function discover({ provider, fetch }: CodeClientOptions): Promise<client.Configuration> {
  const { issuer, clientIds, clientSecret } = provider;
  const authentication = clientSecret === undefined ? client.None() : withSecret(clientSecret);
  return client.discovery(new URL(issuer), clientIds[0] ?? '', undefined, authentication, {
    timeout: TIMEOUT_SECONDS,
    [client.customFetch]: (url, init) => fetchWhole(fetch, url, { ...init, body: init.body ?? null }),
    // Settings take an issuer on http only where it is on this machine.
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- it is marked so only to stand out
    execute: issuer.startsWith('http:') ? [client.allowInsecureRequests] : [],
  });
}

/** By Basic, as where nothing is listed (OpenID Connect Discovery, 3), unless the provider takes the body alone. */
function withSecret(secret: string): client.ClientAuth {
  const [basic, post] = [client.ClientSecretBasic(secret), client.ClientSecretPost(secret)];
  return (server, ...rest) => {
    const taken = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const isPostAlone = taken.includes('client_secret_post') && !taken.includes('client_secret_basic');
    (isPostAlone ? post : basic)(server, ...rest);
  };
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
  if (error instanceof client.ResponseBodyError)
    return error.status >= 500 || error.status === 404 || troubles.has(error.error);
  if (error instanceof client.AuthorizationResponseError) return troubles.has(error.error);
  return isOfNetwork(error);
}
