/** An OpenID provider with two people, who need no password: whoever comes says which of them they are. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

import Provider, { interactionPolicy, type JWK } from 'oidc-provider';

import { createOpenIdMemory } from '../../test/harness/openid-memory.js';
import { choicePage, type DemoPerson } from './choice-page.js';
import { type LocalServer, startLocalServer } from './local-server.js';

export interface DemoProviderOptions {
  /** It stands in the tokens, so it has to be known before. */
  readonly port: number;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The gateway's callback. */
  readonly redirectUri: string;
}

const people: readonly DemoPerson[] = [
  { sub: 'harbour-1', email: 'nora@harbour.example', givenName: 'Nora', familyName: 'Quay' },
  { sub: 'harbour-2', email: 'sol@harbour.example', givenName: 'Sol', familyName: 'Breakwater' },
];

export function startDemoProvider(options: DemoProviderOptions): Promise<LocalServer> {
  const provider = createProvider(options);
  const answer = provider.callback();
  return startLocalServer(options.port, (request, response) => {
    const isChoice = request.url?.startsWith('/interaction/') === true;
    (isChoice ? answerChoice(provider, request, response) : answer(request, response)).catch(() => {
      response
        .writeHead(400, { 'content-type': 'text/plain' })
        .end('This sign-in is over. Go back and begin anew.');
    });
  });
}

async function answerChoice(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'POST') {
    await provider.interactionDetails(request, response);
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
      .end(choicePage(people));
    return;
  }
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += String(chunk);
  const chosen = people.find(({ sub }) => sub === new URLSearchParams(body).get('person'));
  const result = chosen ? { login: { accountId: chosen.sub, remember: false } } : { error: 'access_denied' };
  await provider.interactionFinished(request, response, result);
}

function createProvider({ port, clientId, clientSecret, redirectUri }: DemoProviderOptions): Provider {
  const jwk = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
  return new Provider(`http://localhost:${port}`, {
    clients: [
      {
        ...{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] },
        id_token_signed_response_alg: 'ES256',
      },
    ],
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    jwks: { keys: [{ ...(jwk as JWK), kid: 'demo', use: 'sig', alg: 'ES256' }] },
    adapter: createOpenIdMemory(),
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      Grant: 600,
      IdToken: 600,
      Interaction: 600,
      Session: 600,
    },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    conformIdTokenClaims: false,
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['given_name', 'family_name'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}`, policy: alwaysAsk() },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => claimsOf(sub) }),
    async loadExistingGrant({ oidc }) {
      const { client, session } = oidc;
      if (client === undefined || session?.accountId === undefined) return undefined;
      const grant = new oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
}

/** Who was here before may be the other one now. */
function alwaysAsk() {
  const policy = interactionPolicy.base();
  const { Check } = interactionPolicy;
  policy
    .get('login')
    ?.checks.add(
      new Check('who_is_it', 'Whoever comes says who they are', ({ oidc }) =>
        oidc.result?.login === undefined ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT,
      ),
    );
  return policy;
}

function claimsOf(sub: string) {
  const person = people.find((candidate) => candidate.sub === sub);
  return {
    ...{ sub, email: person?.email, email_verified: true },
    ...{ given_name: person?.givenName, family_name: person?.familyName },
  };
}
