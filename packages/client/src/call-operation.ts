/** Operations as methods: what goes with each call, and what its answer means to the session. */
import { type CallOptions, documents, type SessionPartsFragment } from './generated/operations.js';
import type { PortcullisError } from './portcullis-error.js';
import type { SendOperation } from './send-operation.js';
import type { SessionKeeper } from './session-keeper.js';
import type { User } from './session-state.js';
import type { TokenTransport } from './transport.js';

/** The flags of scripts/client-operations.js. */
const FLAT = 1;
const INPUT_HAS_TRANSPORT = 2;
const HAS_TRANSPORT = 4;

const signingOut = /^(signOut|deleteAccount)/;

export type CallOperation = (name: string, given?: object | null, options?: CallOptions) => Promise<unknown>;

export interface CallOperationOptions {
  readonly transport: TokenTransport;
  readonly send: SendOperation;
  readonly keeper: SessionKeeper;
}

export function createCallOperation({ transport, send, keeper }: CallOperationOptions): CallOperation {
  /** The token that it has goes along, even at its end: nothing is in the way of a sign-out. */
  const signOut = async (options?: CallOptions) =>
    send('signOut', { refreshToken: await keeper.refreshToken() }, keeper.heldToken, options);

  const call: CallOperation = async (name, given, options) => {
    const [flags = 0] = documents[name] ?? [];
    if (flags & (INPUT_HAS_TRANSPORT | HAS_TRANSPORT)) await keeper.settle();
    const variables = arrange(flags, given, transport);
    const accessToken = await keeper.accessToken();
    try {
      return await send(name, variables, accessToken, options);
    } catch (error) {
      const { code } = error as PortcullisError;
      if (!accessToken || (code !== 'TOKEN_EXPIRED' && code !== 'TOKEN_INVALID')) throw error;
      return send(name, variables, await keeper.accessTokenAfter(accessToken), options);
    }
  };

  return async (name, given, options) => {
    const answer = await (name === 'signOut' ? signOut(options) : call(name, given, options));
    await (signingOut.test(name) ? keeper.end() : learn(keeper, answer));
    return answer;
  };
}

function arrange(flags: number, given: object | null | undefined, transport: TokenTransport): object {
  if (flags & FLAT) return { input: flags & INPUT_HAS_TRANSPORT ? { ...given, transport } : given };
  const { input } = (given ?? {}) as { input?: object };
  return {
    ...given,
    ...(flags & INPUT_HAS_TRANSPORT && { input: { ...input, transport } }),
    ...(flags & HAS_TRANSPORT && { transport }),
  };
}

type Learnable = Partial<User> &
  Partial<SessionPartsFragment> & {
    readonly auth?: SessionPartsFragment | null;
    readonly challengeToken?: string;
    readonly methods?: readonly ('TOTP' | 'RECOVERY_CODE' | 'PASSKEY')[];
    readonly expiresAt?: string;
  };

/** A new operation says by its answer what it does to the session. */
async function learn(keeper: SessionKeeper, answer: unknown): Promise<void> {
  const { auth, ...own } = (answer ?? {}) as Learnable;
  const session = auth ?? own;
  if (session.accessToken) return keeper.open(session as SessionPartsFragment);
  const { challengeToken, expiresAt, methods } = own;
  if (challengeToken && expiresAt && methods)
    keeper.leave({ status: 'challenge', challengeToken, expiresAt, methods });
  else keeper.update(own);
}
