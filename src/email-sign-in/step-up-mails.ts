/** Writes the mails that reauthenticate-by-email.ts orders, when their turn comes; none once the credentials have changed. */
import { Types } from 'mongoose';

import { rawCollection } from '../database/raw-collection.js';
import { deviceName } from '../foundation/device-name.js';
import type { MailJob, MailTurn } from '../mail/mail-worker.js';
import { writeStepUpMail } from '../mail/written/step-up-mail.js';
import type { Brand } from '../markup/brand.js';
import type { MessageCatalogue } from '../messages/messages.js';
import { notDeleted } from '../users/not-deleted.js';
import type { UserModel } from '../users/user.model.js';
import { EMAIL_SIGN_IN_TTL_MS } from './email-sign-ins.js';
import { groupedCode } from './mailed-code.js';

export const STEP_UP_MAIL_KIND = 'step-up';

export interface StepUpMailOrder {
  readonly userId: string;
  readonly credentialVersion: number;
  /** The address that was proved when it was asked for. */
  readonly email: string;
  readonly code: string;
  readonly expiresAt: string;
  readonly ip: string;
  readonly userAgent?: string;
}

export interface StepUpMailsOptions {
  readonly users: UserModel;
  readonly catalogue: MessageCatalogue;
  readonly brand: Brand;
}

export function createStepUpMailJob({ users, catalogue, brand }: StepUpMailsOptions): MailJob {
  return {
    async write({ userId, credentialVersion, ip, ...order }: StepUpMailOrder, { orderedAt }: MailTurn) {
      const whose = { _id: new Types.ObjectId(userId), credentialVersion, ...notDeleted };
      const owner = await rawCollection(users).findOne(whose);
      if (owner === null) return undefined;
      const facts = {
        email: order.email,
        firstName: owner.firstName,
        code: groupedCode(order.code),
        expiresAt: new Date(order.expiresAt),
        ttlMs: EMAIL_SIGN_IN_TTL_MS,
        at: orderedAt,
        ip: ip === '' ? undefined : ip,
        device: deviceName(order.userAgent),
      };
      return { to: order.email, ...writeStepUpMail(facts, brand, catalogue.in(owner.locale ?? '')) };
    },
  };
}
