/** Mail links in the database: made when their mail is, used once. Every change is one conditional update. */
import { type mongo, Types } from 'mongoose';

import { rawCollection } from '../database/raw-collection.js';
import type { Transaction } from '../database/transaction.js';
import { conflictingField } from '../database/unique-conflict.js';
import type { Clock } from '../foundation/clock.js';
import { AppError } from '../foundation/errors.js';
import type { OpaqueTokens } from '../foundation/opaque-token.js';
import {
  type ActionTokenDocument,
  type ActionTokenModel,
  type LinkPurpose,
  provesOnly,
} from './action-token.model.js';

export interface NewLink {
  readonly token: string;
  readonly purpose: LinkPurpose;
  readonly userId: Types.ObjectId;
  readonly credentialVersion: number;
  readonly email: string;
  readonly emailCanonical: string;
  readonly sessionId?: string | undefined;
  readonly requestedAt: Date;
  readonly expiresAt: Date;
}

export interface LiveLinks {
  /**
   * Stores a link before its mail is sent.
   * @returns false where the mail would be of no use: the link is past its time, or one as new stands.
   */
  store(link: NewLink): Promise<boolean>;
  /** Whether that very link was stored by an earlier attempt at its mail, and still works. */
  isStored(link: NewLink): Promise<boolean>;
  /** Whether any link for that still works. */
  hasLive(link: Pick<NewLink, 'userId' | 'purpose' | 'emailCanonical'>): Promise<boolean>;
  /** Of somebody, used ones and those past their time too, until they are purged. */
  ofUser(userId: string): Promise<ActionTokenDocument[]>;
  forgetUser(userId: string): Promise<void>;
  /** Looks without touching it. @throws AppError LINK_INVALID. */
  find(token: string, purposes: readonly LinkPurpose[]): Promise<ActionTokenDocument>;
  /** The link as it was used, until a newer one stands in its place or it is purged. */
  findUsed(token: string, purposes: readonly LinkPurpose[]): Promise<ActionTokenDocument | undefined>;
  /** Of any number at once one succeeds. @throws AppError LINK_INVALID. */
  use(
    token: string,
    purposes: readonly LinkPurpose[],
    transaction: Transaction,
  ): Promise<ActionTokenDocument>;
}

export interface LiveLinksOptions {
  readonly model: ActionTokenModel;
  readonly linkTokens: OpaqueTokens<LinkPurpose>;
  readonly clock: Clock;
}

export function createLiveLinks({ model, linkTokens, clock }: LiveLinksOptions): LiveLinks {
  const links = rawCollection(model);
  // Each hash is of one purpose, so that the two cannot be mixed.
  const named = (token: string, purposes: readonly LinkPurpose[]) => ({
    tokenHash: { $in: purposes.flatMap((purpose) => linkTokens.hashes(token, purpose)) },
  });
  const unused = () => ({ usedAt: { $exists: false }, expiresAt: { $gt: clock.now() } });
  const alive = (token: string, purposes: readonly LinkPurpose[]): mongo.Filter<ActionTokenDocument> => ({
    ...named(token, purposes),
    ...unused(),
  });

  return {
    async store(link) {
      return link.expiresAt > clock.now() && (await replaceOlder(links, linkTokens, link));
    },
    async isStored({ token, userId, purpose, credentialVersion }) {
      const same = { userId, purpose, ...(!provesOnly(purpose) && { credentialVersion }) };
      return (await links.findOne({ ...same, ...alive(token, [purpose]) })) !== null;
    },
    async hasLive({ userId, purpose, emailCanonical }) {
      return (await links.findOne({ userId, purpose, emailCanonical, ...unused() })) !== null;
    },
    ofUser: (userId) => links.find({ userId: new Types.ObjectId(userId) }).toArray(),
    async forgetUser(userId) {
      await links.deleteMany({ userId: new Types.ObjectId(userId) });
    },
    async find(token, purposes) {
      const link = await links.findOne(alive(token, purposes));
      if (link === null) throw new AppError('LINK_INVALID');
      return link;
    },
    async findUsed(token, purposes) {
      const used = { ...named(token, purposes), usedAt: { $exists: true } };
      return (await links.findOne(used)) ?? undefined;
    },
    async use(token, purposes, transaction) {
      const link = await links.findOneAndUpdate(
        alive(token, purposes),
        { $set: { usedAt: clock.now() } },
        { session: transaction },
      );
      if (link === null) throw new AppError('LINK_INVALID');
      return link;
    },
  };
}

/** @returns false where a link stands that was asked for at the same time or later. */
async function replaceOlder(
  links: mongo.Collection<ActionTokenDocument>,
  linkTokens: OpaqueTokens<LinkPurpose>,
  { token, userId, purpose, requestedAt, sessionId, ...rest }: NewLink,
): Promise<boolean> {
  const hash = linkTokens.hash(token, purpose);
  try {
    await links.updateOne(
      { userId, purpose, requestedAt: { $lt: requestedAt } },
      {
        $set: {
          schemaVersion: 1,
          ...hash,
          ...rest,
          requestedAt,
          ...(sessionId !== undefined && { sessionId }),
        },
        $unset: { usedAt: '', ...(sessionId === undefined && { sessionId: '' }) },
      },
      { upsert: true },
    );
    return true;
  } catch (error) {
    // One for each user and purpose: the upsert found none that is older, and one that is not.
    if (conflictingField(error) === undefined) throw error;
    return false;
  }
}
