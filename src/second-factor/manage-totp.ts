/** Setting up an authenticator app, proving it, renewing its recovery codes, and taking it away. */
import { toDataURL } from 'qrcode';

import type { Attempts } from '../abuse/attempts.js';
import type { ChangeCredentials } from '../credentials/change-credentials.js';
import type { ChangeUndos } from '../credentials/change-undos.js';
import { proveAnew, type StepUp, type StepUpProof } from '../credentials/step-up.js';
import { rawCollection } from '../database/raw-collection.js';
import type { Transaction } from '../database/transaction.js';
import type { Clock } from '../foundation/clock.js';
import { AppError, type ErrorCode } from '../foundation/errors.js';
import type { EventName, RequestOrigin } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { Randomness } from '../foundation/randomness.js';
import type { Notices } from '../mail/notices.js';
import type { NoticeKind } from '../mail/written/notice-mail.js';
import type { Undertakings } from '../sessions/undertakings.js';
import type { Caller } from '../users/caller.js';
import { credentialUpdate } from '../users/credential-update.js';
import { removeAppUpdate } from '../users/passkey-update.js';
import type { UserCache } from '../users/user-cache.js';
import type { FactorDocument, UserDocument, UserModel } from '../users/user.model.js';
import { newRecoveryCodes, recoveryCodeHash } from './recovery-code.js';
import { newTotpSecret, totpUri } from './totp-code.js';
import { confirmedTotp, pendingTotp, type TotpFactors } from './totp-factors.js';

interface TotpSetup {
  readonly uri: string;
  readonly secret: string;
  readonly qrCode: string;
}

export interface ManageTotp {
  /** @throws AppError INVALID_CREDENTIALS, RATE_LIMITED, FORBIDDEN where the caller does not prove anew. */
  setUp(caller: Caller, proof: StepUpProof, origin: RequestOrigin): Promise<TotpSetup>;
  /**
   * A set-up that was begun with the password or a code needs no step-up any more.
   * @returns the recovery codes. @throws AppError FORBIDDEN, TWO_FACTOR_NOT_SET_UP, CODE_INVALID, RATE_LIMITED.
   */
  confirm(caller: Caller, code: string, origin: RequestOrigin): Promise<readonly string[]>;
  /** @throws AppError as setUp, and TWO_FACTOR_NOT_SET_UP. */
  renewRecoveryCodes(caller: Caller, proof: StepUpProof, origin: RequestOrigin): Promise<readonly string[]>;
  /** Switches the second factor off as well, where no passkey is left to ask for. @throws AppError as renewRecoveryCodes. */
  remove(caller: Caller, proof: StepUpProof, origin: RequestOrigin): Promise<UserDocument>;
}

export interface ManageTotpOptions {
  readonly users: UserModel;
  readonly userCache: UserCache;
  readonly factors: TotpFactors;
  readonly attempts: Attempts;
  readonly stepUp: StepUp;
  readonly undertakings: Undertakings;
  readonly changeCredentials: ChangeCredentials;
  readonly changeUndos: ChangeUndos;
  readonly notices: Notices;
  /** The name shown in the app. */
  readonly issuer: string;
  readonly events: Events;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

/** How long a set-up waits for its first code: the app may have to be installed first. */
const SET_UP_TTL_MS = 15 * 60_000;

export function createManageTotp(options: ManageTotpOptions): ManageTotp {
  const { stepUp, clock } = options;
  const requireApp = (caller: Caller): FactorDocument => {
    const factor = confirmedTotp(caller.user);
    if (factor === undefined) throw new AppError('TWO_FACTOR_NOT_SET_UP');
    return factor;
  };

  return {
    async setUp(caller, proof, origin) {
      const { password, code } = await stepUp(caller, proof, origin);
      return beginSetUp(options, caller, password || code);
    },
    async confirm(caller, code, origin) {
      // Not the copy in memory: the set-up may have been begun on another replica a moment ago.
      const user = await rawCollection(options.users).findOne({ _id: caller.user._id });
      const pending = user === null ? undefined : pendingTotp(user, clock.now());
      if (pending?.isSetUpProven !== true) await stepUp(caller, {}, origin);
      if (user === null || pending === undefined) throw new AppError('TWO_FACTOR_NOT_SET_UP');
      const on = { userId: user._id.toHexString(), name: user.emailCanonical, by: 'code' } as const;
      const lastTimeStep = await options.attempts.judge(on, origin, () =>
        options.factors.matchPending(pending, code),
      );
      if (lastTimeStep === undefined) throw new AppError('CODE_INVALID');
      const { codes, hashes } = makeCodes(options, user);
      const { type, secretBox = '' } = pending;
      const factor: FactorDocument = {
        ...{ type, secretBox, confirmedAt: clock.now(), lastTimeStep, recoveryCodes: hashes },
        // Before the first proof of the address it may be a stranger's, who prepares the account for its later owner.
        standsAlone: user.emailVerifiedAt !== undefined,
      };
      const update = credentialUpdate(clock.now(), { factors: [factor] });
      await change(options, caller, { from: pending, update, told: confirmed }, origin);
      return codes;
    },
    async renewRecoveryCodes(caller, proof, origin) {
      const factor = requireApp(caller);
      await stepUp(caller, proof, origin);
      const { codes, hashes } = makeCodes(options, caller.user);
      const update = credentialUpdate(clock.now(), { 'factors.$.recoveryCodes': hashes });
      await change(options, caller, { from: factor, update, told: renewed }, origin);
      return codes;
    },
    async remove(caller, proof, origin) {
      const factor = requireApp(caller);
      await stepUp(caller, proof, origin);
      const update = removeAppUpdate(clock.now());
      return change(options, caller, { from: factor, update, told: removed }, origin);
    },
  };
}

interface Told {
  readonly notice: NoticeKind;
  /** Where somebody else has done it meanwhile. */
  readonly late: ErrorCode;
  readonly event: EventName &
    ('second-factor.confirmed' | 'second-factor.removed' | 'recovery-codes.renewed');
}
const confirmed: Told = {
  notice: 'totp-enabled',
  event: 'second-factor.confirmed',
  late: 'CODE_INVALID',
};
const removed: Told = {
  notice: 'totp-disabled',
  event: 'second-factor.removed',
  late: 'TWO_FACTOR_NOT_SET_UP',
};
const renewed: Told = {
  notice: 'recovery-codes-renewed',
  event: 'recovery-codes.renewed',
  late: 'TWO_FACTOR_NOT_SET_UP',
};

function makeCodes({ randomness }: ManageTotpOptions, { _id }: UserDocument) {
  const codes = newRecoveryCodes(randomness);
  const hashes = codes.flatMap((code) => recoveryCodeHash(_id.toHexString(), code) ?? []);
  return { codes, hashes };
}

/** What was set up and not proved is replaced; what counts stays as it is. */
async function beginSetUp(
  { users, userCache, factors, issuer, clock }: ManageTotpOptions,
  { user: { _id, email, credentialVersion }, sessionId: begunInSession }: Caller,
  isSetUpProven: boolean,
): Promise<TotpSetup> {
  const secret = newTotpSecret();
  const setUpUntil = new Date(clock.now().getTime() + SET_UP_TTL_MS);
  const secretBox = await factors.seal(secret);
  const pending: FactorDocument = { type: 'TOTP', begunInSession, secretBox, setUpUntil, isSetUpProven };
  // What was proved was judged by these credentials.
  const { matchedCount } = await rawCollection(users).updateOne({ _id, credentialVersion }, [
    {
      $set: {
        factors: {
          $concatArrays: [
            { $filter: { input: '$factors', cond: { $gt: ['$$this.confirmedAt', null] } } },
            [{ $literal: pending }],
          ],
        },
        updatedAt: clock.now(),
      },
    },
  ]);
  userCache.forget(_id.toHexString());
  if (matchedCount === 0) throw proveAnew();
  const uri = totpUri(secret, issuer, email);
  return { uri, secret, qrCode: await toDataURL(uri, { errorCorrectionLevel: 'M', margin: 4, width: 264 }) };
}

/** Whoever was thrown out leaves no set-up behind that somebody else confirms for them (ASVS 7.4.1). */
async function mayComplete(
  undertakings: Undertakings,
  { user: { _id: userId } }: Caller,
  { confirmedAt, begunInSession: sessionId }: FactorDocument,
  transaction: Transaction,
): Promise<boolean> {
  if (confirmedAt !== undefined) return true;
  return sessionId !== undefined && undertakings.claim({ sessionId, userId }, transaction);
}

interface FactorChange {
  /** Only where that factor is still there, and as it was: of any number that confirm it at once one wins. */
  readonly from: FactorDocument;
  readonly update: ReturnType<typeof credentialUpdate | typeof removeAppUpdate>;
  readonly told: Told;
}

async function change(
  { users, undertakings, changeCredentials, changeUndos, notices, events }: ManageTotpOptions,
  caller: Caller,
  { from, update, told }: FactorChange,
  origin: RequestOrigin,
): Promise<UserDocument> {
  const { type, secretBox = '', confirmedAt = { $exists: false } } = from;
  const apply = async (transaction: Transaction) => {
    if (!(await mayComplete(undertakings, caller, from, transaction)))
      throw new AppError('TWO_FACTOR_NOT_SET_UP');
    const before = await rawCollection(users).findOneAndUpdate(
      { _id: caller.user._id, factors: { $elemMatch: { type, secretBox, confirmedAt } } },
      update,
      { session: transaction },
    );
    const user = await rawCollection(users).findOne({ _id: caller.user._id }, { session: transaction });
    if (before === null || user === null) throw new AppError(told.late);
    const undo = told === confirmed && (await changeUndos.ofAuthenticator(before, user, transaction));
    await notices.write(told.notice, user, origin, transaction, undo ? { undo } : {});
    return user;
  };
  const keptSession = { id: caller.sessionId, isRequired: true };
  const { user } = await changeCredentials({ apply, keptSession, reason: 'CREDENTIALS_CHANGED' }, origin);
  events.raise(told.event, { userId: user._id.toHexString() }, origin);
  return user;
}
