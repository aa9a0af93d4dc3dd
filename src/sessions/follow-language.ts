/**
 * The language of an account follows whoever signs in to it, but only from where it was signed in to before: a thief's
 * first sign-in must not choose the language in which the owner is warned.
 */
import type { KnownSources } from '../abuse/known-sources.js';
import { sourceOf } from '../abuse/source.js';
import { rawCollection } from '../database/raw-collection.js';
import type { Clock } from '../foundation/clock.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { MessageCatalogue } from '../messages/messages.js';
import type { UserCache } from '../users/user-cache.js';
import type { UserDocument, UserModel } from '../users/user.model.js';

/** After a complete sign-in, before its source is remembered. Does not fail. */
export type FollowLanguage = (user: UserDocument, origin: RequestOrigin) => Promise<void>;

export interface FollowLanguageOptions {
  readonly users: UserModel;
  readonly userCache: UserCache;
  readonly knownSources: KnownSources;
  readonly catalogue: MessageCatalogue;
  readonly clock: Clock;
}

export function createFollowLanguage(options: FollowLanguageOptions): FollowLanguage {
  const { users, userCache, knownSources, catalogue, clock } = options;
  const follow: FollowLanguage = async ({ _id, locale: before }, { acceptLanguage, ip }) => {
    const locale = catalogue.languageOf(acceptLanguage);
    if (locale === undefined || locale === before) return;
    if (!(await knownSources.hasSignedIn(_id.toHexString(), sourceOf(ip)))) return;
    await rawCollection(users).updateOne(
      // What its owner has chosen meanwhile stands.
      { _id, locale: before ?? { $exists: false } },
      { $set: { locale, updatedAt: clock.now() }, $inc: { version: 1 } },
    );
    userCache.forget(_id.toHexString());
  };
  return (user, origin) => follow(user, origin).catch(() => undefined);
}
