import type { UserDocument } from '../users/user.model.js';
import type { SearchRange } from './user-search.js';

export interface Found {
  readonly user: UserDocument;
  readonly field: SearchRange['field'];
  readonly value: string;
}

/** The same search among some users that are at hand, in the same order: for a filter that leaves few. */
export function searchFew(users: readonly UserDocument[], ranges: readonly SearchRange[]): Found[] {
  const found: Found[][] = ranges.map(() => []);
  for (const user of users) {
    const position = ranges.findIndex((range) => begins(user, range));
    const range = ranges[position];
    if (range === undefined) continue;
    found[position]?.push({ user, field: range.field, value: user[range.field] ?? '' });
  }
  const names = new Intl.Collator('en', { sensitivity: 'base' });
  return found.flatMap((part, position) =>
    part.sort((one, other) => {
      const isName = ranges[position]?.isName ?? false;
      const byValue = isName ? names.compare(one.value, other.value) : compare(one.value, other.value);
      return byValue || compare(one.user._id.toHexString(), other.user._id.toHexString());
    }),
  );
}

function begins(user: UserDocument, { field, prefix, isName }: SearchRange): boolean {
  const value = user[field] ?? '';
  return isName ? plain(value).startsWith(plain(prefix)) : value.startsWith(prefix);
}

/** Without case and accents. */
function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
