/**
 * The way of a browser to a provider and back, for frontends that have no SDK of it: authorization code with PKCE, state
 * and nonce, each good once and for ten minutes, in the browser that began (RFC 9700). It ends with a one-time code;
 * it knows neither accounts nor cookies' headers.
 */
import { Types } from 'mongoose';

import { rawCollection } from '../database/raw-collection.js';
import type { Clock } from '../foundation/clock.js';
import { AppError } from '../foundation/errors.js';
import type { OpaqueTokens } from '../foundation/opaque-token.js';
import type { Randomness } from '../foundation/randomness.js';
import type { SecretBox } from '../foundation/secret-box.js';
import { type CodeClient, refusalWord } from './code-client.js';
import type { IdentityProvider } from './identity-provider.js';
import type { OneTimeCodes } from './one-time-codes.js';
import type { SignInFlowDocument, SignInFlowModel } from './sign-in-flow.model.js';

const TTL_MS = 10 * 60_000;

export interface FlowRequest extends Pick<SignInFlowDocument, 'redirect' | 'codeChallenge' | 'mode'> {
  readonly provider: string;
}

export interface StartedFlow {
  readonly location: URL;
  /** What the browser has to show when it comes back with that state. */
  readonly browserToken: string;
  readonly state: string;
  readonly maxAgeSeconds: number;
}

interface ReturningBrowser {
  readonly provider: string;
  readonly state: string;
  readonly browserToken: string;
  /** Of the URL that was called. */
  readonly search: string;
}

export interface CodeFlow {
  /** @throws AppError NOT_FOUND, UNAVAILABLE. */
  start(request: FlowRequest): Promise<StartedFlow>;
  /** @returns the frontend's page, with a code or an error. @throws AppError BAD_REQUEST where no such flow is known. */
  finish(browser: ReturningBrowser): Promise<URL>;
}

/** A provider, and ourselves as its client. */
interface FlowProvider {
  readonly provider: IdentityProvider;
  readonly client: CodeClient;
}

export interface CodeFlowOptions {
  readonly model: SignInFlowModel;
  /** By id. */
  readonly providers: ReadonlyMap<string, FlowProvider>;
  readonly tokens: OpaqueTokens<'state' | 'browser'>;
  readonly box: SecretBox;
  readonly codes: OneTimeCodes;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

export function createCodeFlow(options: CodeFlowOptions): CodeFlow {
  const { providers, tokens, randomness } = options;
  return {
    async start(request) {
      const found = providers.get(request.provider);
      if (found === undefined)
        throw new AppError('NOT_FOUND', { message: 'There is no such provider here.' });
      const state = tokens.make(randomness);
      const browserToken = tokens.make(randomness);
      const random = () => randomness(32).toString('base64url');
      const secrets = { nonce: random(), codeVerifier: random() };
      const location = await found.client.authorizationUrl({ state, ...secrets });
      await remember(options, request, { state, browserToken, ...secrets });
      return { location, browserToken, state, maxAgeSeconds: TTL_MS / 1_000 };
    },
    async finish(browser) {
      const flow = await take(options, browser);
      const found = providers.get(browser.provider);
      if (flow === null || found === undefined)
        throw new AppError('BAD_REQUEST', { message: 'This sign-in is unknown or over. Begin again.' });
      return backTo(flow.redirect, await judge(options, found, flow, browser));
    },
  };
}

/** The page of a frontend, with what it is to know. A query of its own stays. */
export function backTo(
  redirect: string,
  answer: Readonly<Record<'code' | 'error', string | undefined>>,
): URL {
  const url = new URL(redirect);
  for (const [name, value] of Object.entries(answer)) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  return url;
}

interface FlowSecrets {
  readonly nonce: string;
  readonly codeVerifier: string;
}

async function remember(
  { model, tokens, box, clock }: CodeFlowOptions,
  { provider, redirect, codeChallenge, mode }: FlowRequest,
  { state, browserToken, ...secrets }: FlowSecrets & Pick<StartedFlow, 'state' | 'browserToken'>,
): Promise<void> {
  await rawCollection(model).insertOne({
    _id: new Types.ObjectId(),
    schemaVersion: 1,
    ...tokens.hash(state, 'state'),
    browserHash: tokens.hash(browserToken, 'browser').tokenHash,
    ...{ provider, redirect, codeChallenge, mode },
    sealed: await box.seal(JSON.stringify(secrets)),
    expiresAt: new Date(clock.now().getTime() + TTL_MS),
  });
}

/**
 * Once, by the browser that began it alone: else somebody could have a victim's browser finish their own sign-in (login
 * CSRF; RFC 9700, 4.7), or a state that leaked would be enough.
 */
function take(
  { model, tokens, clock }: CodeFlowOptions,
  { provider, state, browserToken }: ReturningBrowser,
): Promise<SignInFlowDocument | null> {
  return rawCollection(model).findOneAndDelete({
    tokenHash: { $in: tokens.hashes(state, 'state') },
    browserHash: { $in: tokens.hashes(browserToken, 'browser') },
    provider,
    expiresAt: { $gt: clock.now() },
  });
}

async function judge(
  { box, codes }: CodeFlowOptions,
  { provider, client }: FlowProvider,
  { sealed, mode, codeChallenge }: SignInFlowDocument,
  { state, search }: ReturningBrowser,
): Promise<{ code: string | undefined; error: string | undefined }> {
  const secrets = JSON.parse(await box.open(sealed)) as FlowSecrets;
  try {
    const { idToken, readUserInfo } = await client.exchange(search, { state, ...secrets });
    const identity = await provider.identify(idToken, secrets.nonce, readUserInfo);
    return { code: await codes.make({ identity, mode }, codeChallenge), error: undefined };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { code: undefined, error: refusalWord(error) ?? error.code.toLowerCase() };
  }
}
