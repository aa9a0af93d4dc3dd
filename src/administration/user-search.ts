/**
 * What a search looks through: one range of one index for each field that a text may begin. The ranges are listed one
 * after the other, and whoever was found in an earlier one is left out of the later: at most as many are passed over
 * as were listed before. No pattern of the caller's is ever run.
 */
import { type mongo, Types } from 'mongoose';

import { hasVisible, withoutMarks } from '../foundation/characters.js';
import type { PhoneNumbers } from '../users/phone-number.js';
import { nameCollation, type UserDocument } from '../users/user.model.js';

export type Condition = mongo.Filter<UserDocument>;
type SearchField = 'emailCanonical' | 'usernameCanonical' | 'phoneNumber' | 'firstName' | 'lastName';

export interface SearchRange {
  readonly field: SearchField;
  readonly prefix: string;
  /** How the names of its indexes end. */
  readonly indexEnd: string;
  /** Whether it is compared whichever case and accents. */
  readonly isName: boolean;
}

const indexEnds: Readonly<Record<SearchField, string>> = {
  emailCanonical: 'Emails',
  usernameCanonical: 'Usernames',
  phoneNumber: 'PhoneNumbers',
  firstName: 'FirstNames',
  lastName: 'LastNames',
};

/** Greater than whatever goes on after the prefix, by code point and in the collation of names. */
const HIGHEST = '\uffff';
const lowestId = new Types.ObjectId('0'.repeat(24));
const highestId = new Types.ObjectId('f'.repeat(24));
/** What no field holds, and a pattern could not hold. */
const unsearchable = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u;

/** @returns the ranges in the order of the list; none for a text that nothing can begin with. */
export function searchRanges(search: string, readNumber: PhoneNumbers['readBeginning']): SearchRange[] {
  if (unsearchable.test(search) || !hasVisible(search) || !countsInNames(search)) return [];
  const folded = withoutMarks(search).toLowerCase();
  const phone = readNumber(search);
  const prefixes: [SearchField, string][] = [
    ['emailCanonical', folded],
    ['usernameCanonical', folded],
    ...(phone === undefined ? [] : [['phoneNumber', phone] satisfies [SearchField, string]]),
    ['firstName', search],
    ['lastName', search],
  ];
  return prefixes.map(([field, prefix]) => ({
    ...{ field, prefix, indexEnd: indexEnds[field] },
    isName: field === 'firstName' || field === 'lastName',
  }));
}

/** Names are compared without marks, seen or not, such as a tatweel: all of them would begin with one. */
function countsInNames(search: string): boolean {
  return search.localeCompare('', nameCollation.locale, { sensitivity: 'base' }) !== 0;
}

export function collationOf({ isName }: SearchRange): { collation?: mongo.CollationOptions } {
  return isName ? { collation: nameCollation } : {};
}

/** Who is in the range, told from its index alone. */
export function insideOf({ field, prefix }: SearchRange): Condition {
  // The ids are bounded by what they are: where names are compared, an index cannot give back what might be a text.
  return { [field]: { $gte: prefix, $lt: `${prefix}${HIGHEST}` }, _id: { $gte: lowestId, $lte: highestId } };
}

/** Who is in the range, and in none of the earlier ones: of those it leaves, each is fetched. */
export function conditionOf(range: SearchRange, earlier: readonly SearchRange[]): Condition {
  return { $and: [insideOf(range), ...earlier.map(outside)] };
}

/** What follows a place in it, range of the index by range. */
export function behind({ field, isName }: SearchRange, value: string, id: string): Condition[] {
  const greater = { [field]: { $gt: value } };
  // All but names are unique.
  return isName ? [{ [field]: value, _id: { $gt: new Types.ObjectId(id) } }, greater] : [greater];
}

export function orderOf({ field }: SearchRange): mongo.Sort {
  return field === 'emailCanonical' ? { [field]: 1 } : { [field]: 1, _id: 1 };
}

/** Names are compared as names; all else by code point, whichever collation the query runs under. */
function outside({ field, prefix, isName }: SearchRange): Condition {
  const range = { $gte: prefix, $lt: `${prefix}${HIGHEST}` };
  const inside = isName ? range : new RegExp(`^${literal(prefix)}`, 'u');
  return { [field]: { $not: inside } };
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
