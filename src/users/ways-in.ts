import type { mongo } from 'mongoose';

import type { SignInMethod } from '../config/sign-in-methods.js';
import type { UserDocument } from './user.model.js';

type WayIn = mongo.Filter<UserDocument>;

/** The mailbox opens whatever account has its address. */
const everyAccount: WayIn = { emailCanonical: { $exists: true } };

const filters: Readonly<Partial<Record<SignInMethod, WayIn>>> = {
  password: { password: { $exists: true } },
  passkey: { 'passkeys.0': { $exists: true } },
  'email-link': everyAccount,
  'email-code': everyAccount,
  providers: { 'identities.0': { $exists: true } },
};

/**
 * What is left to sign in with when one kind is taken away, for an `$or` in the update that takes it. A code of an authenticator
 * by itself is none: the app is lost with the phone.
 */
export function waysInBeside(taken: SignInMethod, methods: readonly SignInMethod[]): readonly WayIn[] {
  const left = methods.filter((method) => method !== taken);
  return left.map((method) => filters[method]).filter((filter) => filter !== undefined);
}
