/** A signed-in user changes their profile. No credential is in it, so sessions go on and show it at once. */
import { rawCollection } from '../database/raw-collection.js';
import type { Clock } from '../foundation/clock.js';
import { AppError, type FieldProblem, refuseProblems } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { MessageCatalogue } from '../messages/messages.js';
import type { ShowUserVersion } from '../sessions/show-user-version.js';
import type { Caller } from '../users/caller.js';
import { notDeleted } from '../users/not-deleted.js';
import { type ProfileField, profileFields, type ProfileReader } from '../users/profile.js';
import { takenOr } from '../users/taken-values.js';
import type { UserCache } from '../users/user-cache.js';
import type { UserDocument, UserModel } from '../users/user.model.js';

/**
 * Absent: unchanged. Null: cleared, unless it is one of those that sign-up demands; of a name it is as absent, since
 * generated clients write null for what they were not given.
 */
export type ProfileUpdate = Readonly<Partial<Record<ProfileField | 'locale', string | null | undefined>>>;

export interface UpdateProfile {
  /** Everything that is wrong with an input, whoever asks. */
  problems(input: ProfileUpdate): readonly FieldProblem[];
  /** @throws AppError BAD_USER_INPUT, USERNAME_TAKEN, PHONE_NUMBER_TAKEN. */
  update(caller: Caller, input: ProfileUpdate, origin: RequestOrigin): Promise<UserDocument>;
}

export interface UpdateProfileOptions {
  readonly users: UserModel;
  readonly userCache: UserCache;
  readonly showUserVersion: ShowUserVersion;
  readonly readProfile: ProfileReader;
  /** SIGN_UP_REQUIRES. */
  readonly required: readonly ProfileField[];
  readonly catalogue: MessageCatalogue;
  readonly events: Events;
  readonly clock: Clock;
}

export function createUpdateProfile(options: UpdateProfileOptions): UpdateProfile {
  const { userCache, showUserVersion, events } = options;
  const judge = (input: ProfileUpdate) => {
    const emptied = options.required.filter((field) => isCleared(input, field));
    const { profile, problems } = options.readProfile(only(input), emptied);
    const language = readLanguage(options.catalogue, input.locale);
    return {
      profile: { ...profile, ...language.chosen },
      problems: [...problems, ...language.problems],
    };
  };
  return {
    problems: (input) => judge(input).problems,
    async update({ user: { _id } }, input, origin) {
      const { profile, problems } = judge(input);
      refuseProblems(problems);
      const user = await write(options, _id, profile, cleared(input));
      userCache.forget(_id.toHexString());
      await showUserVersion(user);
      const fields: string[] = profileFields.filter(
        (field) => (input[field] ?? undefined) !== undefined || isCleared(input, field),
      );
      if (typeof input.locale === 'string') fields.push('locale');
      if (fields.length > 0) events.raise('profile.changed', { userId: _id.toHexString(), fields }, origin);
      return user;
    },
  };
}

/** A language that there is, or one of its regions: `de-AT` is `de`. */
function readLanguage(catalogue: MessageCatalogue, input: string | null | undefined) {
  if (input === undefined || input === null) return { chosen: {}, problems: [] };
  // A tag and nothing else: a header may hold more (RFC 5646 section 2.1).
  const isTag = /^[a-z0-9]{1,8}(?:-[a-z0-9]{1,8}){0,7}$/i.test(input);
  const locale = isTag ? catalogue.languageOf(input) : undefined;
  if (locale !== undefined) return { chosen: { locale }, problems: [] };
  const message = `must be one of ${catalogue.languages.join(', ')}`;
  return { chosen: {}, problems: [{ path: 'locale', rule: 'language', message } as const] };
}

/** The address is no part of it: that changes by a link alone. */
function only({ firstName, lastName, username, phoneNumber }: ProfileUpdate) {
  return { firstName, lastName, username, phoneNumber };
}

const clearable: readonly ProfileField[] = ['username', 'phoneNumber'];

function isCleared(input: ProfileUpdate, field: ProfileField): boolean {
  return clearable.includes(field) && input[field] === null;
}

function cleared(input: ProfileUpdate): Record<string, ''> {
  const names = profileFields.filter((field) => isCleared(input, field));
  const stored = names.flatMap((name) => (name === 'username' ? [name, 'usernameCanonical'] : [name]));
  return Object.fromEntries(stored.map((name) => [name, '']));
}

async function write(
  { users, clock }: UpdateProfileOptions,
  _id: UserDocument['_id'],
  profile: object,
  unset: Record<string, ''>,
): Promise<UserDocument> {
  const user = await rawCollection(users)
    .findOneAndUpdate(
      { _id, ...notDeleted },
      { $set: { ...profile, updatedAt: clock.now() }, $unset: unset, $inc: { version: 1 } },
      { returnDocument: 'after' },
    )
    .catch((error: unknown) => {
      throw takenOr(error);
    });
  if (user === null) throw new AppError('TOKEN_INVALID');
  return user;
}
