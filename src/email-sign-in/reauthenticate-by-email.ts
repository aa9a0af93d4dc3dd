/** Step-up for who has neither password nor passkey: a code to the mailbox that they sign in by, typed in the session that asked. */
import type { Attempts } from '../abuse/attempts.js';
import type { MailLimits } from '../abuse/mail-limits.js';
import type { CheckMailedCode } from '../credentials/step-up.js';
import { AppError } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { Outbox } from '../mail/outbox.js';
import type { Caller } from '../users/caller.js';
import type { EmailReauthentications, MailedStepUp } from './email-reauthentications.js';
import { isMailedCode } from './mailed-code.js';
import { STEP_UP_MAIL_KIND, type StepUpMailOrder } from './step-up-mails.js';

export interface EmailReauthentication {
  /** @throws AppError FORBIDDEN for an address that nobody has proved yet, RATE_LIMITED. */
  send(caller: Caller, origin: RequestOrigin): Promise<void>;
  readonly check: CheckMailedCode;
}

export interface EmailReauthenticationOptions {
  readonly stepUps: EmailReauthentications;
  readonly attempts: Attempts;
  readonly mailLimits: MailLimits;
  readonly outbox: Outbox;
  readonly events: Events;
}

export function createEmailReauthentication(options: EmailReauthenticationOptions): EmailReauthentication {
  const { stepUps, attempts, mailLimits, outbox, events } = options;
  return {
    async send(caller, origin) {
      const { _id, emailCanonical, emailVerifiedAt } = caller.user;
      // A mailbox that was never proved may be anybody's.
      if (emailVerifiedAt === undefined)
        throw new AppError('FORBIDDEN', { details: { requires: 'verifiedEmail' } });
      const userId = _id.toHexString();
      await mailLimits.demand({ to: emailCanonical, askedBy: userId }, async () => {
        const begun = await stepUps.begin(caller);
        await outbox.write(STEP_UP_MAIL_KIND, orderOf(caller, begun, origin), undefined, _id);
      });
      events.raise('mail-link.requested', { userId, purpose: 'reauthentication' }, origin);
    },
    async check(caller, typed, origin) {
      const { _id, emailCanonical: name } = caller.user;
      const tried = await stepUps.try(caller);
      const on = { userId: _id.toHexString(), name, by: 'mailed-code' } as const;
      const isRight = await attempts.judge(on, origin, () =>
        Promise.resolve(isMailedCode(typed, tried.code) || undefined),
      );
      if (isRight !== true) return false;
      await stepUps.use(caller, tried);
      return true;
    },
  };
}

function orderOf(
  { user: { _id, email, credentialVersion } }: Caller,
  { code, expiresAt }: MailedStepUp,
  { ip, userAgent }: RequestOrigin,
): StepUpMailOrder {
  return {
    ...{ userId: _id.toHexString(), credentialVersion, email, code, ip },
    expiresAt: expiresAt.toISOString(),
    ...(userAgent !== undefined && { userAgent }),
  };
}
