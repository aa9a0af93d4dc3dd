/** Whether a sign-in asks for the second factor; and the way back for who has lost everything. */
import { Types } from 'mongoose';

import type { ChangeCredentials, KeptSession } from '../credentials/change-credentials.js';
import type { StepUp, StepUpProof } from '../credentials/step-up.js';
import { parseId } from '../database/id.js';
import { rawCollection } from '../database/raw-collection.js';
import type { Transaction } from '../database/transaction.js';
import type { Clock } from '../foundation/clock.js';
import { AppError } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { Notices } from '../mail/notices.js';
import type { NoticeKind } from '../mail/written/notice-mail.js';
import type { SecondFactorKind } from '../sign-in/open-sign-in.js';
import type { Caller } from '../users/caller.js';
import { credentialUpdate } from '../users/credential-update.js';
import { notDeleted } from '../users/not-deleted.js';
import type { UserDocument, UserModel } from '../users/user.model.js';

export interface TwoFactor {
  /** @throws AppError TWO_FACTOR_NOT_SET_UP, FORBIDDEN. */
  enable(caller: Caller, origin: RequestOrigin): Promise<UserDocument>;
  /** @throws AppError INVALID_CREDENTIALS, FORBIDDEN, RATE_LIMITED. */
  disable(caller: Caller, proof: StepUpProof, origin: RequestOrigin): Promise<UserDocument>;
  /** By an admin: ends all their sessions. @throws AppError NOT_FOUND, FORBIDDEN. */
  reset(admin: Caller, userId: string, origin: RequestOrigin): Promise<UserDocument>;
}

export interface TwoFactorOptions {
  readonly users: UserModel;
  readonly stepUp: StepUp;
  /** Which kinds a sign-in can be completed with. */
  readonly secondFactors: () => readonly SecondFactorKind[];
  readonly changeCredentials: ChangeCredentials;
  readonly notices: Notices;
  readonly events: Events;
  readonly clock: Clock;
}

export function createTwoFactor(options: TwoFactorOptions): TwoFactor {
  const { stepUp, secondFactors, events } = options;
  const hasFactor = () => ({ $or: secondFactors().map(({ whereSetUp }) => whereSetUp) });
  const keep = ({ sessionId }: Caller): KeptSession => ({ id: sessionId, isRequired: true });
  return {
    async enable(caller, origin) {
      if (caller.user.enable2FA) return caller.user;
      await stepUp(caller, {}, origin);
      const user = await change(
        options,
        {
          userId: caller.user._id,
          filter: hasFactor(),
          update: credentialUpdate(options.clock.now(), { enable2FA: true }),
          notice: 'two-factor-enabled',
          refusal: 'TWO_FACTOR_NOT_SET_UP',
          keptSession: keep(caller),
        },
        origin,
      );
      events.raise('two-factor.enabled', { userId: user._id.toHexString() }, origin);
      return user;
    },
    async disable(caller, proof, origin) {
      await stepUp(caller, proof, origin);
      if (!caller.user.enable2FA) return caller.user;
      const off = {
        update: credentialUpdate(options.clock.now(), { enable2FA: false }),
        notice: 'two-factor-disabled',
        refusal: 'TOKEN_INVALID',
      } as const;
      const ofCaller = { userId: caller.user._id, filter: {}, keptSession: keep(caller) };
      const user = await change(options, { ...off, ...ofCaller }, origin);
      events.raise('two-factor.disabled', { userId: user._id.toHexString() }, origin);
      return user;
    },
    async reset(admin, userId, origin) {
      const off = { notice: 'two-factor-reset', refusal: 'NOT_FOUND' } as const;
      // Passkeys are ways in of their own: their owner removes those that are lost.
      const update = credentialUpdate(options.clock.now(), { factors: [], enable2FA: false });
      const id = parseId(userId) ?? new Types.ObjectId();
      // Whoever's it is: no way around what `disable` asks for (ASVS 7.5.1).
      await stepUp(admin, {}, origin);
      const actorId = admin.user._id.toHexString();
      const whose = { userId: id, filter: {}, keptSession: undefined, actorId };
      const user = await change(options, { ...off, update, ...whose }, origin);
      events.raise('second-factor.reset', { userId, actorId }, origin);
      return user;
    },
  };
}

interface Change {
  readonly userId: Types.ObjectId;
  readonly filter: object;
  readonly update: ReturnType<typeof credentialUpdate>;
  readonly notice: NoticeKind;
  /** Where the filter fits nobody. */
  readonly refusal: 'TWO_FACTOR_NOT_SET_UP' | 'TOKEN_INVALID' | 'NOT_FOUND';
  readonly keptSession: KeptSession | undefined;
  /** Who changes it, where that is not the user. */
  readonly actorId?: string;
}

async function change(
  { users, changeCredentials, notices }: TwoFactorOptions,
  { userId, filter, update, notice, refusal, ...change }: Change,
  origin: RequestOrigin,
): Promise<UserDocument> {
  const apply = async (transaction: Transaction) => {
    const user = await rawCollection(users).findOneAndUpdate(
      { _id: userId, ...notDeleted, ...filter },
      update,
      { session: transaction, returnDocument: 'after' },
    );
    if (user === null) throw new AppError(refusal);
    await notices.write(notice, user, origin, transaction);
    return user;
  };
  const { user } = await changeCredentials({ apply, ...change, reason: 'CREDENTIALS_CHANGED' }, origin);
  return user;
}
