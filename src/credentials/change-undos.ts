/**
 * "This was not me": for 72 hours the notice of a new way in carries a link that takes it away again
 * (docs/decisions/0017-this-was-not-me.md). A link is of one change: it is made in the transaction of that change, and is
 * good for as long as what was added is there and the account has the address that was told.
 */
import { type mongo, Types } from 'mongoose';

import { rawCollection } from '../database/raw-collection.js';
import type { Transaction } from '../database/transaction.js';
import type { Clock } from '../foundation/clock.js';
import { AppError } from '../foundation/errors.js';
import type { OpaqueTokens } from '../foundation/opaque-token.js';
import type { Randomness } from '../foundation/randomness.js';
import { credentialUpdate } from '../users/credential-update.js';
import { notDeleted } from '../users/not-deleted.js';
import type { PasskeyDocument } from '../users/passkey-document.js';
import { removePasskeyUpdate } from '../users/passkey-update.js';
import type { FactorDocument, UserDocument, UserModel } from '../users/user.model.js';
import type { ChangeUndoDocument, ChangeUndoModel } from './change-undo.model.js';

const TTL_MS = 72 * 3_600_000;

/** What the notice is to carry. */
interface UndoOffer {
  readonly token: string;
  readonly ttlMs: number;
}

/** Offers belong into the transaction of the change, and their token goes into its notice alone. */
export interface ChangeUndos {
  /** @param before the account with the app that is replaced, if any; @param after with the new one. */
  ofAuthenticator(before: UserDocument, after: UserDocument, transaction: Transaction): Promise<UndoOffer>;
  /** @param passkey the one that was added. */
  ofPasskey(
    user: UserDocument,
    passkey: Pick<PasskeyDocument, 'credentialId' | 'createdAt'>,
    transaction: Transaction,
  ): Promise<UndoOffer>;
  /** Of the account of a provider that was linked last. */
  ofProvider(user: UserDocument, transaction: Transaction): Promise<UndoOffer>;
  /** Looks without touching it. */
  stateOf(token: string): Promise<'alive' | 'used' | 'dead'>;
  /**
   * Of any number at once one succeeds.
   * @returns the account as it is then, and what was taken away. @throws AppError LINK_INVALID.
   */
  use(token: string, transaction: Transaction): Promise<Undone>;
  ofUser(userId: string): Promise<ChangeUndoDocument[]>;
  forgetUser(userId: string): Promise<void>;
}

/** `added` says what was taken away; the account is the one of after. */
interface Undone {
  readonly user: UserDocument;
  readonly added: ChangeUndoDocument['added'];
}

export interface ChangeUndosOptions {
  readonly model: ChangeUndoModel;
  readonly users: UserModel;
  readonly tokens: OpaqueTokens<'undo-change'>;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

type Change = Pick<
  ChangeUndoDocument,
  'added' | 'addedAt' | 'provider' | 'credentialId' | 'factorsBefore' | 'enable2FABefore'
>;

export function createChangeUndos(options: ChangeUndosOptions): ChangeUndos {
  const { users, tokens, clock } = options;
  const undos = rawCollection(options.model);
  const ofToken = (token: string): mongo.Filter<ChangeUndoDocument> => ({
    tokenHash: { $in: tokens.hashes(token, 'undo-change') },
    expiresAt: { $gt: clock.now() },
  });

  return {
    async ofAuthenticator(before, after, transaction) {
      const addedAt = confirmedIn(after)?.confirmedAt ?? clock.now();
      const change = { added: 'AUTHENTICATOR' as const, addedAt };
      return issue(
        options,
        after,
        { ...change, ...(await stateBefore(options, before, transaction)) },
        transaction,
      );
    },
    ofPasskey(user, { credentialId, createdAt: addedAt }, transaction) {
      return issue(options, user, { added: 'PASSKEY', addedAt, credentialId }, transaction);
    },
    ofProvider(user, transaction) {
      const { provider, linkedAt } = user.identities.at(-1) ?? { provider: '', linkedAt: clock.now() };
      return issue(options, user, { added: 'PROVIDER', addedAt: linkedAt, provider }, transaction);
    },
    async stateOf(token) {
      const undo = await undos.findOne(ofToken(token));
      if (undo === null) return 'dead';
      if (undo.usedAt !== undefined) return 'used';
      return (await rawCollection(users).findOne(accountWith(undo))) === null ? 'dead' : 'alive';
    },
    async use(token, transaction) {
      const undo = await undos.findOneAndUpdate(
        { ...ofToken(token), usedAt: { $exists: false } },
        { $set: { usedAt: clock.now() }, $unset: { factorsBefore: '' } },
        { session: transaction },
      );
      if (undo === null) throw new AppError('LINK_INVALID');
      const user = await rawCollection(users).findOneAndUpdate(
        accountWith(undo),
        putBack(undo, clock.now()),
        {
          session: transaction,
          returnDocument: 'after',
        },
      );
      if (user === null) throw new AppError('LINK_INVALID');
      return { user, added: undo.added };
    },
    ofUser: (userId) => undos.find({ userId: new Types.ObjectId(userId) }).toArray(),
    async forgetUser(userId) {
      await undos.deleteMany({ userId: new Types.ObjectId(userId) });
    },
  };
}

async function issue(
  { model, tokens, clock, randomness }: ChangeUndosOptions,
  { _id: userId, emailCanonical }: UserDocument,
  change: Change,
  transaction: Transaction,
): Promise<UndoOffer> {
  const token = tokens.make(randomness);
  const createdAt = clock.now();
  const undo: ChangeUndoDocument = {
    _id: new Types.ObjectId(),
    schemaVersion: 1,
    ...{ userId, emailCanonical, ...tokens.hash(token, 'undo-change'), ...change },
    ...{ createdAt, expiresAt: new Date(createdAt.getTime() + TTL_MS) },
  };
  await rawCollection(model).insertOne(undo, { session: transaction });
  return { token, ttlMs: TTL_MS };
}

/**
 * What stood before the app that is replaced, where that one can be undone still: of two apps that an intruder connects,
 * the second link must not bring the first one back.
 */
async function stateBefore(
  { model, clock }: ChangeUndosOptions,
  user: UserDocument,
  transaction: Transaction,
): Promise<Pick<Change, 'factorsBefore' | 'enable2FABefore'>> {
  const replaced = confirmedIn(user);
  const older = replaced?.confirmedAt && {
    ...{ userId: user._id, emailCanonical: user.emailCanonical },
    ...{ added: 'AUTHENTICATOR' as const, addedAt: replaced.confirmedAt },
    ...{ usedAt: { $exists: false }, expiresAt: { $gt: clock.now() } },
  };
  const undo = older ? await rawCollection(model).findOne(older, { session: transaction }) : null;
  if (undo === null)
    return { factorsBefore: replaced === undefined ? [] : [replaced], enable2FABefore: user.enable2FA };
  const { factorsBefore = [], enable2FABefore = false } = undo;
  return { factorsBefore, enable2FABefore };
}

function confirmedIn({ factors }: UserDocument): FactorDocument | undefined {
  return factors.find(({ confirmedAt }) => confirmedAt !== undefined);
}

/** The account, as long as what was added is there and the address is the one that was told. */
function accountWith(undo: ChangeUndoDocument): mongo.Filter<UserDocument> {
  const { userId: _id, emailCanonical } = undo;
  return { _id, emailCanonical, ...notDeleted, ...whereAdded(undo) };
}

function whereAdded({
  added,
  addedAt,
  provider = '',
  credentialId = '',
}: Change): mongo.Filter<UserDocument> {
  if (added === 'PROVIDER') return { identities: { $elemMatch: { provider, linkedAt: addedAt } } };
  if (added === 'PASSKEY') return { passkeys: { $elemMatch: { credentialId, createdAt: addedAt } } };
  return { factors: { $elemMatch: { confirmedAt: addedAt } } };
}

/** Never less than there was before: an older second factor stays asked for. */
function putBack(undo: ChangeUndoDocument, now: Date): mongo.UpdateFilter<UserDocument> | mongo.Document[] {
  const { added, addedAt, provider = '', factorsBefore = [], enable2FABefore = false } = undo;
  if (added === 'PASSKEY') return removePasskeyUpdate(now, undo.credentialId ?? '');
  if (added === 'PROVIDER')
    return { ...credentialUpdate(now, {}), $pull: { identities: { provider, linkedAt: addedAt } } };
  const factors = factorsBefore.map((factor) => Object.assign({}, factor, { standsAlone: false }));
  return credentialUpdate(now, { factors, enable2FA: enable2FABefore && factors.length > 0 });
}
