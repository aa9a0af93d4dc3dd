/** Linking an account of a provider to one's own, and unlinking it; never the last way in. */
import type { ChangeCredentials } from '../credentials/change-credentials.js';
import type { ChangeUndos } from '../credentials/change-undos.js';
import type { StepUp } from '../credentials/step-up.js';
import { rawCollection } from '../database/raw-collection.js';
import type { Transaction } from '../database/transaction.js';
import { conflictingField } from '../database/unique-conflict.js';
import type { Clock } from '../foundation/clock.js';
import { AppError } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { Notices } from '../mail/notices.js';
import type { Caller } from '../users/caller.js';
import { credentialUpdate } from '../users/credential-update.js';
import { notDeleted } from '../users/not-deleted.js';
import type { IdentityDocument, UserDocument, UserModel } from '../users/user.model.js';
import type { ProviderIdentity } from './identity-provider.js';
import type { IdentityProviders } from './identity-providers.js';
import type { OneTimeCodes, OneTimeProof } from './one-time-codes.js';

export interface LinkProvider {
  /** @throws AppError NOT_FOUND, FORBIDDEN, INVALID_CREDENTIALS, ALREADY_REGISTERED, UNAVAILABLE. */
  link(
    caller: Caller,
    id: string,
    token: string,
    nonce: string | undefined,
    origin: RequestOrigin,
  ): Promise<UserDocument>;
  /**
   * With the code that a browser brought back from a flow with `mode=link`.
   * @throws AppError as link.
   */
  complete(caller: Caller, proof: OneTimeProof, origin: RequestOrigin): Promise<UserDocument>;
  /** @throws AppError NOT_FOUND, FORBIDDEN. */
  unlink(caller: Caller, id: string, origin: RequestOrigin): Promise<UserDocument>;
}

export interface LinkProviderOptions {
  readonly providers: IdentityProviders;
  readonly codes: OneTimeCodes;
  readonly users: UserModel;
  readonly stepUp: StepUp;
  readonly changeCredentials: ChangeCredentials;
  readonly changeUndos: ChangeUndos;
  readonly notices: Notices;
  readonly events: Events;
  readonly clock: Clock;
}

export function createLinkProvider(options: LinkProviderOptions): LinkProvider {
  const { providers, codes, stepUp, events } = options;
  return {
    async link(caller, id, token, nonce, origin) {
      const provider = providers.get(id);
      await stepUp(caller, {}, origin);
      return add(options, caller, await provider.identify(token, nonce), origin);
    },
    async complete(caller, proof, origin) {
      // First, so that the code is still there for who has to prove themselves anew.
      await stepUp(caller, {}, origin);
      const { identity } = await codes.redeem(proof, ['link']);
      return add(options, caller, identity, origin);
    },
    async unlink(caller, id, origin) {
      providers.get(id);
      await stepUp(caller, {}, origin);
      const user = await change(options, caller, origin, 'provider-unlinked', (transaction) =>
        removeIdentity(options, caller, id, transaction),
      );
      events.raise('provider.unlinked', { userId: user._id.toHexString(), provider: id }, origin);
      return user;
    },
  };
}

async function add(
  options: LinkProviderOptions,
  caller: Caller,
  { provider, issuer, subject }: ProviderIdentity,
  origin: RequestOrigin,
): Promise<UserDocument> {
  const identity: IdentityDocument = { provider, issuer, subject, linkedAt: options.clock.now() };
  const user = await change(options, caller, origin, 'provider-linked', (transaction) =>
    addIdentity(options, caller, identity, transaction),
  );
  options.events.raise('provider.linked', { userId: user._id.toHexString(), provider }, origin);
  return user;
}

async function change(
  { changeCredentials, changeUndos, notices }: LinkProviderOptions,
  caller: Caller,
  origin: RequestOrigin,
  notice: 'provider-linked' | 'provider-unlinked',
  update: (transaction: Transaction) => Promise<UserDocument>,
): Promise<UserDocument> {
  const apply = async (transaction: Transaction) => {
    const user = await update(transaction);
    const undo = notice === 'provider-linked' && (await changeUndos.ofProvider(user, transaction));
    await notices.write(notice, user, origin, transaction, undo ? { undo } : {});
    return user;
  };
  const keptSession = { id: caller.sessionId, isRequired: true };
  const { user } = await changeCredentials({ apply, keptSession, reason: 'CREDENTIALS_CHANGED' }, origin);
  return user;
}

/** One account of each provider; that nobody else has it, the unique index says. */
async function addIdentity(
  { users, clock }: LinkProviderOptions,
  { user: { _id } }: Caller,
  identity: IdentityDocument,
  transaction: Transaction,
): Promise<UserDocument> {
  const update = credentialUpdate(clock.now(), {});
  const user = await rawCollection(users)
    .findOneAndUpdate(
      { _id, ...notDeleted, 'identities.provider': { $ne: identity.provider } },
      { ...update, $push: { identities: identity } },
      { session: transaction, returnDocument: 'after' },
    )
    .catch((error: unknown) => {
      const isTaken = conflictingField(error) !== undefined;
      throw isTaken ? new AppError('ALREADY_REGISTERED', { cause: error }) : error;
    });
  if (user === null) throw new AppError('ALREADY_REGISTERED');
  return user;
}

async function removeIdentity(
  { users, clock }: LinkProviderOptions,
  { user: { _id } }: Caller,
  provider: string,
  transaction: Transaction,
): Promise<UserDocument> {
  const update = credentialUpdate(clock.now(), {});
  const user = await rawCollection(users).findOneAndUpdate(
    {
      _id,
      ...notDeleted,
      'identities.provider': provider,
      // A password, a passkey, or an account of another provider: something has to be left to sign in with.
      $or: [
        { password: { $exists: true } },
        { 'identities.1': { $exists: true } },
        { 'passkeys.0': { $exists: true } },
      ],
    },
    { ...update, $pull: { identities: { provider } } },
    { session: transaction, returnDocument: 'after' },
  );
  if (user !== null) return user;
  const current = await rawCollection(users).findOne({ _id }, { session: transaction });
  const isLinked = current?.identities.some((identity) => identity.provider === provider) ?? false;
  if (!isLinked) throw new AppError('NOT_FOUND', { message: 'No account of this provider is linked.' });
  throw new AppError('FORBIDDEN', {
    message: 'This is the last way into the account: set a password first.',
  });
}
