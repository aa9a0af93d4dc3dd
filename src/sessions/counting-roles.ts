import type { UserDocument } from '../users/user.model.js';

/** Roles that a session has not been opened well enough for. */
export type WithheldRoles = (user: Pick<UserDocument, 'roles'>, amr: readonly string[]) => readonly string[];

const none: readonly string[] = [];

/** @param demanding REQUIRE_SECOND_FACTOR: roles that count only where two factors were used (`mfa`, RFC 8176). */
export function createWithheldRoles(demanding: readonly string[]): WithheldRoles {
  if (demanding.length === 0) return () => none;
  return ({ roles }, amr) => {
    if (amr.includes('mfa') || !roles.some((role) => demanding.includes(role))) return none;
    return roles.filter((role) => demanding.includes(role));
  };
}

/** The account as it counts in a session. What is stored, and what others see of it, stays. */
export function withoutRoles(user: UserDocument, withheld: readonly string[]): UserDocument {
  if (withheld.length === 0) return user;
  return Object.assign({}, user, { roles: user.roles.filter((role) => !withheld.includes(role)) });
}
