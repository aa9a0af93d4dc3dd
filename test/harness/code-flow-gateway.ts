import { createHash, randomBytes } from 'node:crypto';

import { CompleteSignInDocument, type CompleteSignInMutation } from '../generated/operations.js';
import { startTestGateway, type TestGateway } from './gateway.js';
import type { GraphQLAnswer } from './graphql-client.js';
import { type ProviderAccount, startOpenIdProvider, type TestOpenIdProvider } from './openid-provider.js';
import { createWalker, type Walker } from './walker.js';

export const done = 'https://app.example.com/done';
export const doneWithQuery = 'https://app.example.com/done?tab=account';

/** What a frontend keeps while its browser is away. */
export interface FlowProof {
  readonly codeVerifier: string;
  readonly codeChallenge: string;
}

export type OneTimeProof = Pick<FlowProof, 'codeVerifier'> & { readonly code: string };

/**
 * A gateway that is a client of real providers: a public one of `work`, one with a secret of `other`; `quiet` takes the
 * secret in the body alone and tells an address at UserInfo alone; `gone` is away.
 */
export interface CodeFlowGateway {
  readonly gateway: TestGateway;
  readonly work: TestOpenIdProvider;
  readonly other: TestOpenIdProvider;
  readonly quiet: TestOpenIdProvider;
  /** As in PUBLIC_URL. */
  readonly publicUrl: string;
  startUrl(codeChallenge: string, query?: object, provider?: string): URL;
  callbackOf(provider: string): string;
  /** Somebody nobody has met before, at every provider. */
  meet(more?: Partial<ProviderAccount>): { readonly email: string };
  /** The whole way, from the frontend's button to the frontend's page. */
  walkAll(query?: object, provider?: string): Promise<FlowProof & OneTimeProof & { readonly page: URL }>;
  /** Up to the callback, which is not called yet. */
  walkToCallback(
    walker?: Walker,
    query?: object,
    provider?: string,
  ): Promise<FlowProof & { readonly callback: URL }>;
  complete(proof: OneTimeProof): Promise<GraphQLAnswer<CompleteSignInMutation>>;
  refusal(proof: OneTimeProof): Promise<string | undefined>;
  stop(): Promise<void>;
}

/** @param redirects beside those of the tests. */
export async function startCodeFlowGateway(...redirects: string[]): Promise<CodeFlowGateway> {
  const clientSecret = 'a-secret-of-the-client';
  const work = await startOpenIdProvider({ clientId: 'portcullis' });
  const other = await startOpenIdProvider({ clientId: 'portcullis', clientSecret });
  const google = await startOpenIdProvider({ clientId: 'web', clientSecret });
  const quiet = await startOpenIdProvider({
    clientId: 'portcullis',
    clientSecret,
    scopeClaimsAt: 'user-info',
    authMethod: 'client_secret_post',
  });
  const gone = await startOpenIdProvider({ clientId: 'portcullis' });
  await gone.stop();
  const providers = [
    `work|${work.issuer}|portcullis|Example`,
    `other|${other.issuer}|portcullis|Other|${clientSecret}`,
    `quiet|${quiet.issuer}|portcullis|Quiet|${clientSecret}`,
    `gone|${gone.issuer}|portcullis|Gone`,
  ];
  const gateway = await startTestGateway({
    OIDC_PROVIDERS: providers.join(','),
    GOOGLE_CLIENT_ID: 'web',
    GOOGLE_CLIENT_SECRET: clientSecret,
    GOOGLE_ISSUER: google.issuer,
    APPLE_CLIENT_ID: 'app',
    APPLE_ISSUER: gone.issuer,
    // The files that share it set out more often than one person would.
    PROVIDER_LIMIT: '1000',
    FEDERATION_REDIRECTS: [done, doneWithQuery, ...redirects].join(','),
  });
  const publicUrl = gateway.url.replace('127.0.0.1', 'localhost');
  const callbackOf = (provider: string) => `${publicUrl}/federation/${provider}/callback`;
  work.setRedirectUris([callbackOf('work')]);
  other.setRedirectUris([callbackOf('other')]);
  google.setRedirectUris([callbackOf('google')]);
  quiet.setRedirectUris([callbackOf('quiet')]);
  return {
    ...{ gateway, work, other, quiet, publicUrl, callbackOf },
    ...steps({ gateway, publicUrl, callbackOf }),
    meet(more) {
      const sub = randomBytes(6).toString('hex');
      const email = `${sub}@example.com`;
      const account = { sub, email, emailVerified: true, givenName: 'Grace', ...more };
      for (const provider of [work, other, google, quiet]) provider.setAccount(account);
      return { email };
    },
    async stop() {
      await gateway.stop();
      await Promise.all([work, other, google, quiet].map((provider) => provider.stop()));
    },
  };
}

function steps({
  gateway,
  publicUrl,
  callbackOf,
}: Pick<CodeFlowGateway, 'gateway' | 'publicUrl' | 'callbackOf'>) {
  const startUrl = (codeChallenge: string, query: object = {}, provider = 'work') => {
    const url = new URL(`${publicUrl}/federation/${provider}/start`);
    const all: Record<string, string> = { redirect: done, code_challenge: codeChallenge, ...query };
    for (const [name, value] of Object.entries(all)) url.searchParams.set(name, value);
    return url;
  };
  const complete = ({ code, codeVerifier }: OneTimeProof) =>
    gateway.api.send(CompleteSignInDocument, { code, codeVerifier });
  return {
    startUrl,
    complete,
    async walkAll(query: object = {}, provider = 'work') {
      const proof = makeProof();
      const page = await createWalker().walk(startUrl(proof.codeChallenge, query, provider), done);
      return { ...proof, page, code: page.searchParams.get('code') ?? '' };
    },
    async walkToCallback(walker = createWalker(), query: object = {}, provider = 'work') {
      const proof = makeProof();
      const url = startUrl(proof.codeChallenge, query, provider);
      const callback = await walker.walk(url, callbackOf(provider));
      return { ...proof, callback };
    },
    refusal: async (proof: OneTimeProof) => (await complete(proof)).errors[0]?.extensions.code,
  };
}

export function makeProof(): FlowProof {
  const codeVerifier = randomBytes(32).toString('base64url');
  return { codeVerifier, codeChallenge: createHash('sha256').update(codeVerifier).digest('base64url') };
}
