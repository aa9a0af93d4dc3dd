/** The second factor was right: the sign-in that waited for it opens its session, once. */
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { SessionDocument } from '../sessions/session.model.js';
import type { SignedIn } from '../sessions/signed-in.js';
import type { StartSession } from '../sessions/start-session.js';
import type { UserDocument } from '../users/user.model.js';
import type { ChallengeDocument } from './challenge.model.js';
import type { Challenges } from './challenges.js';
import type { AccountCheck } from './open-sign-in.js';

interface SecondProof {
  /** As its owner was read before the second factor was checked. */
  readonly user: UserDocument;
  /** In the words of the API, and of RFC 8176. */
  readonly method: string;
  readonly amr: readonly string[];
  /** Absent: as the sign-in under way asked. */
  readonly transport: SessionDocument['transport'] | null | undefined;
}

/** `challenge` is as it was tried. @throws AppError CHALLENGE_EXPIRED, INVALID_CREDENTIALS, and for the account's state. */
export type CompleteChallenge = (
  challenge: ChallengeDocument,
  proof: SecondProof,
  origin: RequestOrigin,
) => Promise<SignedIn>;

export interface CompleteChallengeOptions {
  readonly challenges: Challenges;
  readonly accountCheck: AccountCheck;
  readonly startSession: StartSession;
}

export function createCompleteChallenge(options: CompleteChallengeOptions): CompleteChallenge {
  const { challenges, accountCheck, startSession } = options;
  return async (challenge, { user, method, amr, transport }, origin) => {
    await challenges.use(challenge);
    await accountCheck(user, origin);
    const proof = {
      user,
      methods: [...challenge.methods, method],
      amr: [...new Set([...challenge.amr, ...amr, 'mfa'])],
      transport: transport ?? challenge.transport,
    };
    return startSession(proof, origin);
  };
}
