/** Puts the parts together. Nothing runs before `createClient`. */
import { type CallOperation, createCallOperation } from './call-operation.js';
import { documents, type Operations, type SessionPartsFragment } from './generated/operations.js';
import { createGuardedFetch } from './guarded-fetch.js';
import { createOriginList } from './origin-list.js';
import { PortcullisError } from './portcullis-error.js';
import { createPorts, defaultTransport, type Ports } from './ports.js';
import { createProviderFlow, type ProviderFlow } from './provider-flow.js';
import { createSendOperation } from './send-operation.js';
import { SessionKeeper } from './session-keeper.js';
import type { Session, SessionState } from './session-state.js';
import type { TokenTransport } from './transport.js';

export interface ClientOptions extends Partial<Ports> {
  /** Of the gateway, as its PUBLIC_URL. */
  readonly url: string;
  /** Default: COOKIE in browsers, BODY elsewhere. */
  readonly transport?: TokenTransport;
  /** Of services that `client.fetch` and the adapters give the access token, such as `https://api.example.com`. */
  readonly origins?: readonly string[];
  /** How long the answer to a call may take. */
  readonly timeoutMs?: number;
  /** What `readSession` of `@portcullis/client/server` knew when it rendered the page; it is shown until the client knows. */
  readonly initial?: SessionState;
}

/** Exactly one of them. */
export type ChallengeAnswer = { readonly code: string } | { readonly recoveryCode: string };

export interface Client extends Omit<Operations, 'refresh' | 'signOut'>, ProviderFlow {
  readonly session: Session;
  /** As the global one; calls to `origins` carry the access token. */
  readonly fetch: typeof fetch;
  /**
   * For other ways to send it: replaced before where it is at its end; undefined where nobody is signed in.
   * @param refused one that a service has refused: it is replaced now, once for all who ask.
   * @throws PortcullisError where it cannot be replaced now.
   */
  accessToken(refused?: string): Promise<string | undefined>;
  /** Whether `origins` has that of the URL, which may be relative to the page. */
  mayHaveToken(url: string): boolean;
  /** Replaces the access token now, for all tabs. */
  refresh(): Promise<void>;
  /** Ends this session, in all tabs. */
  signOut(): ReturnType<Operations['signOut']>;
  /** The second factor, where `session` is in `challenge`. */
  answerChallenge(answer: ChallengeAnswer): Promise<SessionPartsFragment>;
  /** Stops timers and listeners. The session goes on. */
  close(): void;
}

export function createClient(options: ClientOptions): Client {
  const { url, origins = [], timeoutMs = 15_000, initial = { status: 'starting' }, ...others } = options;
  const { transport = defaultTransport(), ...given } = others;
  const isListed = createOriginList(origins);
  const base = url.replace(/\/$/, '');
  const name = `portcullis ${base}`;
  const ports = createPorts(given);
  const send = createSendOperation({ url: base, transport, timeoutMs, ports });
  const isShared = transport === 'COOKIE' || given.storage !== undefined;
  const keeper = new SessionKeeper({ name, transport, send, initial, isShared, ports });
  const call = createCallOperation({ transport, send, keeper });
  return {
    ...methodsOf(call),
    ...createProviderFlow({ url: base, name: `${name} provider`, call, ports }),
    session: keeper,
    fetch: createGuardedFetch({ isListed, keeper, ports }),
    accessToken: (refused) => (refused ? keeper.accessTokenAfter(refused) : keeper.accessToken()),
    mayHaveToken: isListed,
    refresh: () => keeper.refresh(),
    answerChallenge: (answer) => answerChallenge(keeper, call, answer),
    close: () => keeper.close(),
  };
}

function methodsOf(call: CallOperation): Operations {
  const methods = Object.keys(documents).map((name): [string, unknown] => [
    name,
    (...[variables, options]: [object?, object?]) => call(name, variables, options),
  ]);
  return Object.fromEntries(methods) as unknown as Operations;
}

async function answerChallenge(
  keeper: SessionKeeper,
  call: CallOperation,
  answer: ChallengeAnswer,
): Promise<SessionPartsFragment> {
  const state = keeper.get();
  if (state.status !== 'challenge') throw new PortcullisError('CHALLENGE_EXPIRED');
  const [name, code] =
    'code' in answer ? ['signInWithTotp', answer.code] : ['signInWithRecoveryCode', answer.recoveryCode];
  const { challengeToken } = state;
  try {
    return (await call(name, { challengeToken, code })) as SessionPartsFragment;
  } catch (error) {
    if ((error as PortcullisError).code === 'CHALLENGE_EXPIRED') keeper.leave({ status: 'signedOut' });
    throw error;
  }
}
