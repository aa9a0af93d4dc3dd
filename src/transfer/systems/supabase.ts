import {
  identitiesOf,
  leftOf,
  namesOf,
  phoneOf,
  present,
  recordOf,
  recordsOf,
  textOf,
  timeOf,
  truthOf,
} from './source-values.js';
import type { Source, System } from './system.js';

/** The table auth.users, as `\copy … csv header` or as JSON; `identities` where they were joined to it. */
export const supabase: System = {
  name: 'supabase',
  file: 'CSV (with its line of names) or NDJSON of the table auth.users, with `identities` as JSON where they are to come',
  adapt(user, { now }) {
    if (timeOf(user['deleted_at']) !== undefined) return { left: ['accounts that were deleted'] };
    if (truthOf(user['is_anonymous'])) return { left: ['anonymous accounts'] };
    const others = recordsOf(user['identities']).filter(({ provider }) => !own.has(String(provider)));
    const linked = identitiesOf(others, { google: 'google', apple: 'apple' }, (one) => [
      one['provider'],
      one['provider_id'] ?? recordOf(one['identity_data'])['sub'],
    ]);
    const data = recordOf(user['raw_user_meta_data']);
    const record = present({
      id: textOf(user['id']),
      email: textOf(user['email']),
      emailVerifiedAt: timeOf(user['email_confirmed_at'] ?? user['confirmed_at']),
      ...namesOf(data['full_name'] ?? data['name']),
      phoneNumber: phoneOf(user['phone']),
      createdAt: timeOf(user['created_at']),
      disabled: isBanned(user, now),
      passwordHash: textOf(user['encrypted_password']),
      identities: linked.identities,
    });
    const left = leftOf({
      'raw_user_meta_data other than the name': data,
      'single sign-on': truthOf(user['is_sso_user']),
    });
    return { record, left: [...linked.left, ...left] };
  },
};

const own: ReadonlySet<string> = new Set(['email', 'phone']);

/** A ban has an end, which may be over, or `infinity`. */
function isBanned(user: Source, now: Date): boolean {
  const until = timeOf(user['banned_until']);
  return until !== undefined && !(new Date(until) <= now);
}
