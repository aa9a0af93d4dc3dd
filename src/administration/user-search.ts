/**
 * What a search looks through: one range of one index for each field that a text may begin. The ranges are listed one
 * after the other, and whoever was found in an earlier one is left out of the later: at most as many are passed over
 * as were listed before. No pattern of the caller's is ever run.
 */
import { type mongo, Types } from 'mongoose';

import { nameCollation, type UserDocument } from '../users/user.model.js';

type Condition = mongo.Filter<UserDocument>;
type SearchField = 'emailCanonical' | 'usernameCanonical' | 'phoneNumber' | 'firstName' | 'lastName';

export interface SearchRange {
  readonly field: SearchField;
  readonly condition: Condition;
  /** Of everybody who is in an earlier range. */
  readonly exclusion: readonly Condition[];
  readonly collation: mongo.CollationOptions | undefined;
}

/** Greater than whatever goes on after the prefix, by code point and in the collation of names. */
const HIGHEST = '\uffff';
/** What no field holds, and a pattern could not hold. */
const unsearchable = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u;

/** @returns the ranges in the order of the list; none for a text that nothing can begin with. */
export function searchRanges(search: string): SearchRange[] {
  if (unsearchable.test(search)) return [];
  const folded = search.toLowerCase();
  const phone = toPhonePrefix(search);
  const prefixes: [SearchField, string, mongo.CollationOptions?][] = [
    ['emailCanonical', folded],
    ['usernameCanonical', folded],
    ...(phone === undefined ? [] : [['phoneNumber', phone] as [SearchField, string]]),
    ['firstName', search, nameCollation],
    ['lastName', search, nameCollation],
  ];
  return prefixes.map(([field, prefix, collation], position) => ({
    field,
    collation,
    condition: rangeOf(field, prefix),
    exclusion: prefixes.slice(0, position).map(([other, text, ofNames]) => outside(other, text, ofNames)),
  }));
}

/** What follows a place in a range. */
export function afterInRange(field: SearchField, value: string, id: string): Condition {
  const rest = [{ [field]: { $gt: value } }, { [field]: value, _id: { $gt: new Types.ObjectId(id) } }];
  return { $or: rest };
}

function rangeOf(field: SearchField, prefix: string): Condition {
  return { [field]: { $gte: prefix, $lt: `${prefix}${HIGHEST}` } };
}

/** Names are compared as names; all else by code point, whichever collation the query runs under. */
function outside(
  field: SearchField,
  prefix: string,
  collation: mongo.CollationOptions | undefined,
): Condition {
  const inside = collation
    ? { $gte: prefix, $lt: `${prefix}${HIGHEST}` }
    : new RegExp(`^${literal(prefix)}`, 'u');
  return { [field]: { $not: inside } };
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** As numbers are written; stored is E.164. */
function toPhonePrefix(search: string): string | undefined {
  const digits = search.replace(/[\s()./-]/g, '').replace(/^00/, '+');
  if (!/^\+?[1-9]\d{0,14}$/.test(digits)) return undefined;
  return digits.startsWith('+') ? digits : `+${digits}`;
}
