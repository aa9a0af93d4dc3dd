/** A real OpenID provider (npm oidc-provider) on loopback. It shows no forms: who comes is its one account, and consents. */
import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';

import { type JWTPayload, SignJWT } from 'jose';
import Provider, { type AdapterFactory, type JWK } from 'oidc-provider';

import { createOpenIdMemory } from './openid-memory.js';

export interface ProviderAccount {
  readonly sub: string;
  readonly email?: string | undefined;
  readonly emailVerified?: boolean | string | undefined;
  readonly givenName?: string | undefined;
  readonly familyName?: string | undefined;
}

/** Undefined: the token has no such claim. */
type GivenClaims = Readonly<Record<string, unknown>>;

interface SignIdTokenOptions {
  readonly alg?: string;
  readonly kid?: string;
  /** Instead of the provider's own. */
  readonly key?: KeyObject | Uint8Array;
}

export interface OpenIdProviderOptions {
  readonly clientId: string;
  /** Absent: a public client. */
  readonly clientSecret?: string;
  readonly redirectUris?: readonly string[];
  /** Beside those of the account, in each ID token. */
  readonly claims?: JWTPayload;
  /** Where scope claims stand; `user-info` is what OpenID Connect Core, 5.4 says, and the provider's own default. */
  readonly scopeClaimsAt?: 'token' | 'user-info';
  /** The one way in which a client with a secret may authenticate. */
  readonly authMethod?: 'client_secret_basic' | 'client_secret_post';
}

/** Signature algorithms that the tests ask for. */
type SigningAlgorithm =
  'RS256' | 'RS384' | 'RS512' | 'PS384' | 'PS512' | 'ES256' | 'ES384' | 'ES512' | 'EdDSA';

export interface TestOpenIdProvider {
  readonly issuer: string;
  /** The paths it was asked for, in order. */
  readonly asked: readonly string[];
  /** For a client whose port is known only now. */
  setRedirectUris(uris: readonly string[]): void;
  setAccount(account: ProviderAccount): void;
  /** From now on there is one key, which is a new one; of RS256 unless another algorithm is given. */
  rotateKeys(alg?: SigningAlgorithm): void;
  /** From now on the key set or the token endpoint is at another path, and nowhere else. */
  move(paths: { readonly jwks?: string; readonly token?: string }): void;
  /** What it answers there instead of its own; undefined: its own. */
  answerAt(path: string, answer: { readonly status: number; readonly body: object } | undefined): void;
  /** Each answer waits so long; 0: none. */
  pause(ms: number): void;
  /** `slow`: half a minute; `dead`: it hangs up. */
  behave(how: 'ok' | 'slow' | 'dead'): void;
  /** Signed with its current key, for tokens that it would never issue; iss, aud, iat and exp as usual where not given. */
  signIdToken(claims: GivenClaims, options?: SignIdTokenOptions): Promise<string>;
  /** Its current public key. */
  publicKey(): KeyObject;
  stop(): Promise<void>;
}

interface SigningKey {
  readonly alg: SigningAlgorithm;
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

interface State {
  readonly options: OpenIdProviderOptions;
  readonly issuer: string;
  readonly memory: AdapterFactory;
  account: ProviderAccount;
  redirectUris: readonly string[];
  key: SigningKey;
  routes: { readonly jwks: string; readonly token: string };
}

const first: ProviderAccount = {
  sub: 'account-1',
  email: 'ada@example.com',
  emailVerified: true,
  givenName: 'Ada',
  familyName: 'Lovelace',
};
const SLOW_MS = 30_000;

export async function startOpenIdProvider(options: OpenIdProviderOptions): Promise<TestOpenIdProvider> {
  const front: Front = { asked: [], answers: new Map(), pauseMs: 0, isDead: false };
  const { answers } = front;
  let answer: Answer;
  const server = await openFront(front, (request, response) => answer(request, response));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { redirectUris = [] } = options;
  const state: State = {
    ...{ options, issuer, redirectUris },
    ...{
      memory: createOpenIdMemory(),
      account: first,
      key: makeKey('RS256'),
      routes: { jwks: '/jwks', token: '/token' },
    },
  };
  const renew = () => {
    answer = answerFor(state);
  };
  renew();
  return {
    issuer,
    asked: front.asked,
    setRedirectUris(uris) {
      state.redirectUris = uris;
      renew();
    },
    setAccount(account) {
      state.account = account;
      // Nobody is signed in any more.
      renew();
    },
    rotateKeys(alg = 'RS256') {
      state.key = makeKey(alg);
      renew();
    },
    move(paths) {
      state.routes = { ...state.routes, ...paths };
      renew();
    },
    answerAt(path, given) {
      if (given === undefined) answers.delete(path);
      else answers.set(path, given);
    },
    pause(ms) {
      front.pauseMs = ms;
    },
    behave(how) {
      front.isDead = how === 'dead';
      front.pauseMs = how === 'slow' ? SLOW_MS : 0;
    },
    signIdToken: (claims, how) => signIdToken(state, claims, how),
    publicKey: () => state.key.publicKey,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** What happens to a request before the provider sees it. */
interface Front {
  readonly asked: string[];
  readonly answers: Map<string, { readonly status: number; readonly body: object }>;
  pauseMs: number;
  isDead: boolean;
}

async function openFront(front: Front, answer: Answer): Promise<Server> {
  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace(/\?.*/, '');
    front.asked.push(path);
    const given = front.answers.get(path);
    if (front.isDead) request.socket.destroy();
    else if (given !== undefined)
      response
        .writeHead(given.status, { 'content-type': 'application/json' })
        .end(JSON.stringify(given.body));
    else void setTimeout(front.pauseMs, undefined, { ref: false }).then(() => answer(request, response));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

const curves = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' };

function makeKey(alg: SigningAlgorithm): SigningKey {
  const kid = randomBytes(4).toString('hex');
  if (alg === 'EdDSA') return { alg, kid, ...generateKeyPairSync('ed25519') };
  if (alg === 'ES256' || alg === 'ES384' || alg === 'ES512')
    return { alg, kid, ...generateKeyPairSync('ec', { namedCurve: curves[alg] }) };
  return { alg, kid, ...generateKeyPairSync('rsa', { modulusLength: 2_048 }) };
}

async function signIdToken(
  { options, issuer, key }: State,
  claims: GivenClaims,
  { alg = key.alg, kid = key.kid, key: signingKey = key.privateKey }: SignIdTokenOptions = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1_000);
  const usual = { iss: issuer, aud: options.clientId, iat: now, exp: now + 600 };
  return new SignJWT({ ...usual, ...claims }).setProtectedHeader({ alg, kid }).sign(signingKey);
}

function answerFor(state: State) {
  const provider = makeProvider(state);
  const answer = provider.callback();
  return async (request: IncomingMessage, response: ServerResponse) => {
    if (!request.url?.startsWith('/interaction/')) return answer(request, response);
    await provider.interactionFinished(request, response, { login: { accountId: state.account.sub } });
  };
}

function makeProvider(state: State): Provider {
  const { options, issuer, key, redirectUris, routes } = state;
  const { clientId, clientSecret, authMethod = 'client_secret_basic', scopeClaimsAt = 'token' } = options;
  const client =
    clientSecret === undefined
      ? ({ token_endpoint_auth_method: 'none' } as const)
      : ({ token_endpoint_auth_method: authMethod, client_secret: clientSecret } as const);
  const jwk = key.privateKey.export({ format: 'jwk' });
  return new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        redirect_uris: [...redirectUris],
        id_token_signed_response_alg: key.alg,
        ...client,
      },
    ],
    clientAuthMethods: [client.token_endpoint_auth_method],
    enabledJWA: { idTokenSigningAlgValues: [key.alg] },
    jwks: { keys: [{ ...(jwk as JWK), kid: key.kid, use: 'sig', alg: key.alg }] },
    routes,
    adapter: state.memory,
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      Grant: 3_600,
      IdToken: 3_600,
      Interaction: 600,
      Session: 3_600,
    },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    conformIdTokenClaims: scopeClaimsAt === 'user-info',
    claims: {
      openid: ['sub', ...Object.keys(options.claims ?? {})],
      email: ['email', 'email_verified'],
      profile: ['given_name', 'family_name'],
    },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => claimsOf(state) }),
    loadExistingGrant: async ({ oidc }) => {
      const { client: asking, session } = oidc;
      if (asking === undefined || session?.accountId === undefined) return undefined;
      // A new one would be the end of the codes of the old one.
      const known = await oidc.provider.Grant.find(session.grantIdFor(asking.clientId) ?? '');
      if (known !== undefined) return known;
      const grant = new oidc.provider.Grant({ clientId: asking.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
}

function claimsOf({ account, options }: State) {
  const { sub, email, emailVerified, givenName, familyName } = account;
  return {
    ...options.claims,
    sub,
    email,
    email_verified: emailVerified,
    given_name: givenName,
    family_name: familyName,
  };
}
