/** The accounts as records of user-record.ts, in the order in which they were made; never more than a batch of them at once. */
import type { mongo } from 'mongoose';

import { isOwn } from '../passwords/own-hashes.js';
import { notDeleted } from '../users/not-deleted.js';
import type { FactorDocument, UserDocument } from '../users/user.model.js';

interface ExportChoices {
  readonly withHashes: boolean;
  /** Of authenticator apps. */
  readonly withSeeds: boolean;
}

/** Without those whose account has ended. */
export type ExportUsers = (choices: ExportChoices) => AsyncIterable<Readonly<Record<string, unknown>>>;

export function createExportUsers(
  users: mongo.Collection<UserDocument>,
  openSeed: (secretBox: string) => Promise<string>,
): ExportUsers {
  return async function* exportUsers(choices) {
    const found = users.find({ ...notDeleted }, { timeout: false }).sort({ _id: 1 });
    for await (const user of found) {
      const seed = choices.withSeeds ? await seedOf(user.factors, openSeed) : undefined;
      yield {
        ...profileOf(user),
        ...(choices.withHashes && hashOf(user)),
        ...(seed && { totpSecret: seed }),
      };
    }
  };
}

function profileOf(user: UserDocument) {
  const { email, username, firstName, lastName, phoneNumber, locale, emailVerifiedAt, suspensionReason } =
    user;
  const identities = user.identities.map(({ issuer, subject }) => ({ issuer, subject }));
  return {
    id: user._id.toHexString(),
    email,
    ...withoutAbsent({ username, firstName, lastName, phoneNumber, locale }),
    ...withoutAbsent({ emailVerifiedAt: emailVerifiedAt?.toISOString() }),
    roles: user.roles,
    createdAt: user.createdAt.toISOString(),
    ...(user.suspendedAt && { disabled: true, ...withoutAbsent({ disabledReason: suspensionReason }) }),
    ...(identities.length > 0 && { identities }),
    ...(user.publicMetadata && { publicMetadata: user.publicMetadata }),
    ...(user.privateMetadata && { privateMetadata: user.privateMetadata }),
  };
}

function hashOf({ password }: UserDocument) {
  if (password === undefined) return {};
  const { hash, scheme, pepperId } = password;
  // The id of a secret of another system's is worked out anew where it is imported.
  return {
    passwordHash: hash,
    passwordFormat: scheme,
    ...(isOwn(scheme) && withoutAbsent({ passwordPepperId: pepperId })),
  };
}

async function seedOf(
  factors: readonly FactorDocument[],
  openSeed: (secretBox: string) => Promise<string>,
): Promise<string | undefined> {
  const secretBox = factors.find(
    ({ type, confirmedAt }) => type === 'TOTP' && confirmedAt !== undefined,
  )?.secretBox;
  return secretBox === undefined ? undefined : openSeed(secretBox);
}

function withoutAbsent(fields: Readonly<Record<string, string | undefined>>) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
