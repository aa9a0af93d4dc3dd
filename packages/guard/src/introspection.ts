/** Asks the gateway about each token (RFC 7662). */
import type { AccessTokenClaims } from './claims.js';
import type { Discovery } from './discovery.js';
import type { GatewayClient } from './gateway-client.js';
import type { CheckRevocation, IntrospectionOptions } from './revocation.js';
import { TokenError } from './token-error.js';
import { UnavailableError } from './unavailable-error.js';

export interface IntrospectionParts extends IntrospectionOptions {
  readonly client: GatewayClient;
  readonly discovery: Discovery;
  readonly timeoutMs: number;
  readonly now: () => Date;
  readonly warn: (message: string, error: unknown) => void;
}

interface Answer {
  readonly isActive: boolean;
  readonly atMs: number;
}

/** Answers remembered at most. */
const CAPACITY = 10_000;

export function createIntrospectionCheck(parts: IntrospectionParts): CheckRevocation {
  const { now, cacheSeconds = 0, whenUnreachable = 'refuse' } = parts;
  const answers = new Map<string, Answer>();
  const flights = new Map<string, Promise<boolean>>();

  const ask = async (claims: AccessTokenClaims, token: string, digest: string) => {
    const atMs = now().getTime();
    const isActive = await introspect(parts, claims, token);
    if (cacheSeconds > 0) remember(answers, digest, { isActive, atMs });
    return isActive;
  };
  /** One question at a time for each token. */
  const askTogether = (claims: AccessTokenClaims, token: string, digest: string) => {
    const flight = flights.get(digest) ?? ask(claims, token, digest).finally(() => flights.delete(digest));
    flights.set(digest, flight);
    return flight;
  };

  return async (claims, token, digest) => {
    const known = answers.get(digest);
    const ageMs = known === undefined ? Infinity : now().getTime() - known.atMs;
    const isFresh = ageMs >= 0 && ageMs < cacheSeconds * 1_000;
    try {
      const isActive = isFresh ? known?.isActive : await askTogether(claims, token, digest);
      if (isActive === true) return;
    } catch (error) {
      if (whenUnreachable === 'accept' && error instanceof UnavailableError) return;
      throw error;
    }
    throw new TokenError('TOKEN_INVALID', { cause: 'revoked' });
  };
}

function remember(answers: Map<string, Answer>, digest: string, answer: Answer): void {
  answers.delete(digest);
  for (const oldest of answers.keys()) {
    if (answers.size < CAPACITY) break;
    answers.delete(oldest);
  }
  answers.set(digest, answer);
}

async function introspect(
  parts: IntrospectionParts,
  { jti }: AccessTokenClaims,
  token: string,
): Promise<boolean> {
  const { client, discovery, timeoutMs, warn } = parts;
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const url = parts.endpoint ?? (await discovery.find(signal)).introspection_endpoint;
    if (url === undefined) throw new Error('The gateway has no introspection endpoint.');
    const form = new URLSearchParams({ token, token_type_hint: 'access_token' });
    const authorization = basicCredentials(parts);
    const answer = await client.askJson(url, {
      accept: ['application/json'],
      signal,
      form,
      authorization,
    });
    if (typeof answer['active'] !== 'boolean') throw new Error(`${url} does not say whether it is active.`);
    // An answer about another token says nothing of this one.
    return answer['active'] && (answer['jti'] === undefined || answer['jti'] === jti);
  } catch (error) {
    warn('The gateway does not answer an introspection.', error);
    throw new UnavailableError('The gateway does not answer an introspection.', { cause: error });
  }
}

/** RFC 6749 section 2.3.1: each part form-encoded, so that a colon or a letter beyond ASCII arrives. */
function basicCredentials({ clientId, clientSecret }: IntrospectionOptions): string {
  const [id, secret] = [clientId, clientSecret].map((text) =>
    new URLSearchParams({ t: text }).toString().slice(2),
  );
  return `Basic ${btoa(`${id ?? ''}:${secret ?? ''}`)}`;
}
