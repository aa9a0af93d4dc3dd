/** Mails that tell somebody what happened to their account. They are never held back by a limit. */
import type { Types } from 'mongoose';

import type { Transaction } from '../database/transaction.js';
import { deviceName } from '../foundation/device-name.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Brand } from '../markup/brand.js';
import type { MessageCatalogue } from '../messages/messages.js';
import type { MailJob } from './mail-worker.js';
import type { Outbox } from './outbox.js';
import { type NoticeKind, writeNoticeMail } from './written/notice-mail.js';

/** Whom it is for, as they were before the change: a new address must not hide what happened from the old one. */
interface NoticeReader {
  /** Absent: nobody who has an account any more. */
  readonly _id?: Types.ObjectId;
  readonly email: string;
  readonly firstName?: string | undefined;
  /** Absent: nobody has proved that they have the address. */
  readonly emailVerifiedAt?: Date | undefined;
  /** Of the account, and not of whoever acts: a thief must not choose in which language its owner is warned. */
  readonly locale?: string | undefined;
}

interface NoticeDetails {
  readonly newEmail?: string;
  /** The token of a link that undoes what is told, and how long it works. */
  readonly undo?: { readonly token: string; readonly ttlMs: number };
}

/** With a transaction a notice is sent only if what it tells has happened, and by whoever wakes the outbox then. */
export interface Notices {
  write(
    notice: NoticeKind,
    reader: NoticeReader,
    origin: RequestOrigin,
    transaction?: Transaction,
    more?: NoticeDetails,
  ): Promise<void>;
  readonly job: MailJob;
}

interface NoticeOrder extends NoticeDetails {
  readonly notice: NoticeKind;
  readonly email: string;
  readonly firstName?: string;
  readonly language: string;
  readonly ip?: string;
  readonly device?: string;
}

export interface NoticesOptions {
  readonly outbox: Outbox;
  readonly catalogue: MessageCatalogue;
  readonly brand: Brand;
  /** The page at which a new password can be asked for; undefined: nobody has one here. */
  readonly resetUrl: string | undefined;
  /** The page that undoes a change, without the token. */
  readonly undoUrl: string;
}

export const NOTICE_KIND = 'notice';

export function createNotices({ outbox, catalogue, brand, resetUrl, undoUrl }: NoticesOptions): Notices {
  return {
    async write(
      notice,
      { _id, email, firstName, emailVerifiedAt, locale = '' },
      origin,
      transaction,
      { newEmail, undo }: NoticeDetails = {},
    ) {
      const device = deviceName(origin.userAgent);
      const order: NoticeOrder = {
        notice,
        email,
        ...(firstName !== undefined && { firstName }),
        language: catalogue.in(locale).language,
        ...(origin.ip !== '' && { ip: origin.ip }),
        ...(device !== undefined && { device }),
        // An address that was never proved may be a stranger's, who learns of no other.
        ...(newEmail !== undefined && emailVerifiedAt !== undefined && { newEmail }),
        ...(undo && { undo }),
      };
      // The last one of all tells of the deletion itself.
      await outbox.write(NOTICE_KIND, order, transaction, notice === 'account-deleted' ? undefined : _id);
    },
    job: {
      write({ language, undo: offer, ...facts }: NoticeOrder, { orderedAt }) {
        const undo = offer && { url: `${undoUrl}?token=${offer.token}`, ttlMs: offer.ttlMs };
        const told = { ...facts, undo, at: orderedAt, resetUrl };
        const written = writeNoticeMail(told, brand, catalogue.in(language));
        return Promise.resolve({ to: facts.email, ...written });
      },
    },
  };
}
