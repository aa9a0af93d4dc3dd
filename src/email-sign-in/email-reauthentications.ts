/**
 * Codes that are mailed for step-up. One is good once, in the session that asked for it, within ten minutes and five tries
 * (ASVS 6.5.1, 6.5.5). Every change is one conditional update.
 */
import { type mongo, Types } from 'mongoose';

import { rawCollection } from '../database/raw-collection.js';
import type { Clock } from '../foundation/clock.js';
import { AppError } from '../foundation/errors.js';
import type { Randomness } from '../foundation/randomness.js';
import type { SecretBox } from '../foundation/secret-box.js';
import type { Caller } from '../users/caller.js';
import type {
  EmailReauthenticationDocument,
  EmailReauthenticationModel,
} from './email-reauthentication.model.js';
import { EMAIL_SIGN_IN_TTL_MS, MOST_TRIES } from './email-sign-ins.js';
import { newMailedCode } from './mailed-code.js';

type Asker = Pick<Caller, 'user' | 'sessionId'>;

export interface MailedStepUp {
  readonly code: string;
  readonly expiresAt: Date;
}

/** A code that somebody tries, and which of the session's it is. */
interface TriedStepUp extends MailedStepUp {
  readonly sealed: string;
}

export interface EmailReauthentications {
  /** Voids the code that the session asked for before. */
  begin(asker: Asker): Promise<MailedStepUp>;
  /** Counts a try before it is judged. @throws AppError CHALLENGE_EXPIRED. */
  try(asker: Asker): Promise<TriedStepUp>;
  /** Of any number at once one succeeds. @throws AppError CHALLENGE_EXPIRED. */
  use(asker: Asker, tried: TriedStepUp): Promise<void>;
  forgetUser(userId: string): Promise<void>;
}

export interface EmailReauthenticationsOptions {
  readonly model: EmailReauthenticationModel;
  readonly box: SecretBox;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

export function createEmailReauthentications(options: EmailReauthenticationsOptions): EmailReauthentications {
  const { model, box, clock, randomness } = options;
  const stepUps = rawCollection(model);
  const waiting = ({ user, sessionId }: Asker): mongo.Filter<EmailReauthenticationDocument> => ({
    _id: new Types.ObjectId(sessionId),
    credentialVersion: user.credentialVersion,
    expiresAt: { $gt: clock.now() },
  });
  return {
    async begin({ user: { _id: userId, credentialVersion }, sessionId }) {
      const code = newMailedCode(randomness);
      const expiresAt = new Date(clock.now().getTime() + EMAIL_SIGN_IN_TTL_MS);
      const sealed = await box.seal(code);
      const fresh = { schemaVersion: 1 as const, userId, credentialVersion, sealed, tries: 0, expiresAt };
      await stepUps.updateOne({ _id: new Types.ObjectId(sessionId) }, { $set: fresh }, { upsert: true });
      return { code, expiresAt };
    },
    async try(asker) {
      const tried = await stepUps.findOneAndUpdate(
        { ...waiting(asker), tries: { $lt: MOST_TRIES } },
        { $inc: { tries: 1 } },
      );
      if (tried === null) throw new AppError('CHALLENGE_EXPIRED');
      const { sealed, expiresAt } = tried;
      return { code: await box.open(sealed), sealed, expiresAt };
    },
    async use(asker, { sealed }) {
      const { deletedCount } = await stepUps.deleteOne({ ...waiting(asker), sealed });
      if (deletedCount === 0) throw new AppError('CHALLENGE_EXPIRED');
    },
    async forgetUser(userId) {
      await stepUps.deleteMany({ userId: new Types.ObjectId(userId) });
    },
  };
}
