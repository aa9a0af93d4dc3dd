/**
 * Sign-up and sign-in with an identity that a provider vouches for. The key is issuer and subject; an address
 * alone never opens an account, and merges with one only where both sides have verified it and the operator
 * wants that.
 */
import type { mongo } from 'mongoose';

import type { ChangeUndos } from '../credentials/change-undos.js';
import { rawCollection } from '../database/raw-collection.js';
import type { InTransaction } from '../database/transaction.js';
import { conflictingField } from '../database/unique-conflict.js';
import type { Clock } from '../foundation/clock.js';
import { AppError, refuseProblems } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { Notices } from '../mail/notices.js';
import type { MessageCatalogue } from '../messages/messages.js';
import type { SessionDocument } from '../sessions/session.model.js';
import type { BeforeSignUp } from '../sign-in/before-sign-up.js';
import { newAccount } from '../sign-in/new-account.js';
import type { OpenSignIn, SignInOutcome } from '../sign-in/open-sign-in.js';
import { parseEmailAddress } from '../users/email-address.js';
import { notDeleted } from '../users/not-deleted.js';
import type { ProfileReader } from '../users/profile.js';
import { takenBy } from '../users/taken-values.js';
import type { UserCache } from '../users/user-cache.js';
import type { IdentityDocument, UserDocument, UserModel } from '../users/user.model.js';
import { amrOf, type ProviderIdentity } from './identity-provider.js';

type Transport = SessionDocument['transport'] | null | undefined;

interface FederatedProfile {
  readonly firstName?: string | null | undefined;
  readonly lastName?: string | null | undefined;
  readonly phoneNumber?: string | null | undefined;
}

export interface FederatedSignIn {
  /** @throws AppError NOT_REGISTERED, and for the account's state. */
  signIn(identity: ProviderIdentity, transport: Transport, origin: RequestOrigin): Promise<SignInOutcome>;
  /** @throws AppError BAD_USER_INPUT, ALREADY_REGISTERED, EMAIL_NOT_VERIFIED, EMAIL_TAKEN, PHONE_NUMBER_TAKEN. */
  signUp(
    identity: ProviderIdentity,
    profile: FederatedProfile,
    transport: Transport,
    origin: RequestOrigin,
  ): Promise<{ readonly user: UserDocument; readonly outcome: SignInOutcome }>;
}

export interface FederatedSignInOptions {
  readonly users: UserModel;
  readonly userCache: UserCache;
  readonly readProfile: ProfileReader;
  readonly openSignIn: OpenSignIn;
  readonly inTransaction: InTransaction;
  readonly changeUndos: ChangeUndos;
  readonly catalogue: MessageCatalogue;
  readonly notices: Notices;
  /** Undefined: nobody is asked. */
  readonly beforeSignUp: BeforeSignUp | undefined;
  /** LINK_BY_VERIFIED_EMAIL. */
  readonly linksByVerifiedEmail: boolean;
  readonly events: Events;
  readonly clock: Clock;
}

export function createFederatedSignIn(options: FederatedSignInOptions): FederatedSignIn {
  const { users, openSignIn, events } = options;
  const enter = (
    user: UserDocument,
    { method }: ProviderIdentity,
    transport: Transport,
    origin: RequestOrigin,
  ) => openSignIn({ user, methods: [method], amr: [amrOf[method]], transport: transport ?? 'BODY' }, origin);

  return {
    async signIn(identity, transport, origin) {
      const user = (await findByIdentity(users, identity)) ?? (await linkByEmail(options, identity, origin));
      if (user === null) {
        events.raise('sign-in.failed', { userId: undefined, reason: 'not-registered' }, origin);
        throw new AppError('NOT_REGISTERED');
      }
      return enter(user, identity, transport, origin);
    },
    async signUp(identity, profile, transport, origin) {
      if ((await findByIdentity(users, identity)) !== null) throw new AppError('ALREADY_REGISTERED');
      const user =
        (await linkByEmail(options, identity, origin)) ??
        (await addAccount(options, identity, profile, origin));
      return { user, outcome: await enter(user, identity, transport, origin) };
    },
  };
}

function findByIdentity(
  users: UserModel,
  { issuer, subject }: ProviderIdentity,
): Promise<UserDocument | null> {
  return rawCollection(users).findOne({
    identities: { $elemMatch: { issuer, subject } },
    // Said once more by itself: only so does mongod see that the partial index holds whom it looks for.
    'identities.subject': subject,
    ...notDeleted,
  });
}

function toIdentity({ provider, issuer, subject }: ProviderIdentity, now: Date): IdentityDocument {
  return { provider, issuer, subject, linkedAt: now };
}

/**
 * Only an address that its local owner has verified as well: an account that somebody made for an address they do not
 * have must not be entered by its owner, who would share it (pre-hijacking).
 */
async function linkByEmail(
  options: FederatedSignInOptions,
  identity: ProviderIdentity,
  origin: RequestOrigin,
): Promise<UserDocument | null> {
  const { users, userCache, inTransaction, notices, events, clock } = options;
  const emailCanonical = verifiedAddress(identity)?.emailCanonical;
  if (!options.linksByVerifiedEmail || emailCanonical === undefined) return null;
  const filter: mongo.Filter<UserDocument> = {
    emailCanonical,
    emailVerifiedAt: { $exists: true },
    ...notDeleted,
    // Who was invited takes the account up by a link, which dies with the session of the admin.
    invitedInSession: { $exists: false },
    'identities.provider': { $ne: identity.provider },
  };
  const user = await inTransaction(async (transaction) => {
    const linked = await rawCollection(users).findOneAndUpdate(
      filter,
      {
        $push: { identities: toIdentity(identity, clock.now()) },
        $set: { updatedAt: clock.now() },
        $inc: { version: 1 },
      },
      { session: transaction, returnDocument: 'after' },
    );
    if (linked === null) return linked;
    const undo = await options.changeUndos.ofProvider(linked, transaction);
    await notices.write('provider-linked', linked, origin, transaction, { undo });
    const told = { userId: linked._id.toHexString(), provider: identity.provider };
    await events.raiseIn(transaction, 'provider.linked', told, origin);
    return linked;
  });
  // Another sign-in may have linked it meanwhile.
  if (user === null) return findByIdentity(users, identity);
  userCache.forget(user._id.toHexString());
  return user;
}

async function addAccount(
  options: FederatedSignInOptions,
  identity: ProviderIdentity,
  given: FederatedProfile,
  origin: RequestOrigin,
): Promise<UserDocument> {
  const user = accountOf(options, identity, given, origin);
  await options.beforeSignUp?.({ profile: user, method: identity.method }, origin);
  try {
    await options.inTransaction(async (transaction) => {
      await rawCollection(options.users).insertOne(user, { session: transaction });
      const userId = user._id.toHexString();
      await options.events.raiseIn(transaction, 'user.signed-up', { userId }, origin);
    });
  } catch (error) {
    const code = conflictingField(error);
    if (code === undefined) throw error;
    // Of twenty at once, those who come late hear what they would have heard a moment later.
    if ((await findByIdentity(options.users, identity)) !== null) throw new AppError('ALREADY_REGISTERED');
    throw new AppError(takenBy[code] ?? 'ALREADY_REGISTERED', { cause: error });
  }
  return user;
}

/** What the person writes comes before what the provider says; names of the provider that break our rules are left out. */
function accountOf(
  { readProfile, catalogue, clock }: FederatedSignInOptions,
  identity: ProviderIdentity,
  given: FederatedProfile,
  origin: RequestOrigin,
): UserDocument {
  const { firstName, lastName, phoneNumber } = given;
  const { profile, problems } = readProfile({ firstName, lastName, phoneNumber }, []);
  refuseProblems(problems);
  const told = readProfile({ firstName: identity.firstName, lastName: identity.lastName }, []).profile;
  const address = verifiedAddress(identity);
  if (address === undefined) throw withoutAddress(identity);
  const now = clock.now();
  const locale = catalogue.languageOf(origin.acceptLanguage);
  const beginning = { emailVerifiedAt: now, identities: [toIdentity(identity, now)], locale };
  return newAccount({ ...told, ...profile, ...address }, beginning, now);
}

/** The address matters here alone: for a new account, and for finding one by it (OpenID Connect Core, 5.7). */
function verifiedAddress({ email, emailVerified }: ProviderIdentity) {
  return email !== undefined && emailVerified ? parseEmailAddress(email) : undefined;
}

function withoutAddress({ email }: ProviderIdentity): AppError {
  const isTold = email !== undefined && parseEmailAddress(email) !== undefined;
  return new AppError('EMAIL_NOT_VERIFIED', {
    message: isTold
      ? 'The provider has not verified the e-mail address of this account.'
      : 'The provider tells no e-mail address of this account, which a new account here needs.',
  });
}
