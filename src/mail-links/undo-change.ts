/**
 * "This was not me": takes a new way in away again, ends every session, and lets its owner choose a password at once. It
 * signs nobody in: what it gives beside the undoing is what a reset link gives.
 */
import type { ChangeCredentials } from '../credentials/change-credentials.js';
import type { ChangeUndos } from '../credentials/change-undos.js';
import type { Transaction } from '../database/transaction.js';
import type { Clock } from '../foundation/clock.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { OpaqueTokens } from '../foundation/opaque-token.js';
import type { Randomness } from '../foundation/randomness.js';
import type { Notices } from '../mail/notices.js';
import type { UserDocument } from '../users/user.model.js';
import type { LinkPurpose } from './action-token.model.js';
import type { LiveLinks } from './live-links.js';
import { reportRefusal } from './report-refusal.js';

/** For whoever holds the token of the notice: no sign-in is asked for, since the account may be in a thief's hands. */
export interface UndoChange {
  /** Looks without touching it. `used`: by whoever has this very link. */
  stateOf(token: string): ReturnType<ChangeUndos['stateOf']>;
  /**
   * @returns the token of a reset link; undefined where another one was asked for at this moment, or passwords are off.
   * @throws AppError LINK_INVALID.
   */
  undo(token: string, origin: RequestOrigin): Promise<string | undefined>;
}

export interface UndoChangeOptions {
  readonly changeUndos: ChangeUndos;
  readonly changeCredentials: ChangeCredentials;
  readonly links: LiveLinks;
  readonly linkTokens: OpaqueTokens<LinkPurpose>;
  /** RESET_PASSWORD_TTL; undefined: nobody has a password here. */
  readonly resetTtlMs: number | undefined;
  readonly notices: Notices;
  readonly events: Events;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

export function createUndoChange(options: UndoChangeOptions): UndoChange {
  const { changeUndos, changeCredentials, notices, events } = options;
  const undo = async (token: string, origin: RequestOrigin) => {
    const apply = async (transaction: Transaction) => {
      const undone = await changeUndos.use(token, transaction);
      await notices.write('change-undone', undone.user, origin, transaction);
      const told = { userId: undone.user._id.toHexString(), added: undone.added };
      await events.raiseIn(transaction, 'change.undone', told, origin);
      return undone.user;
    };
    const { user } = await changeCredentials({ apply, reason: 'CREDENTIALS_CHANGED' }, origin);
    return makeResetLink(options, user);
  };
  return {
    stateOf: (token) => changeUndos.stateOf(token),
    undo: (token, origin) => reportRefusal(events, 'undo-change', origin, undo(token, origin)),
  };
}

/** Of the account as it is now: the links of before have died with its credentials. */
async function makeResetLink(
  { links, linkTokens, resetTtlMs, clock, randomness }: UndoChangeOptions,
  { _id: userId, credentialVersion, email, emailCanonical }: UserDocument,
): Promise<string | undefined> {
  if (resetTtlMs === undefined) return undefined;
  const token = linkTokens.make(randomness);
  const requestedAt = clock.now();
  const expiresAt = new Date(requestedAt.getTime() + resetTtlMs);
  const link = {
    token,
    purpose: 'reset-password',
    userId,
    credentialVersion,
    email,
    emailCanonical,
  } as const;
  return (await links.store({ ...link, requestedAt, expiresAt })) ? token : undefined;
}
