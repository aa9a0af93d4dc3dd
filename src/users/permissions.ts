/** Permissions: what a role may do, in the deployment's own words. Nothing here knows what they mean. */

/** Of somebody with these roles: each once, in the order of the alphabet. */
export type PermissionsOf = (roles: readonly string[]) => readonly string[];

/** @param byRole ROLE_PERMISSIONS; a role that is not named there has none. */
export function createPermissionsOf(byRole: ReadonlyMap<string, readonly string[]>): PermissionsOf {
  // There are few roles and fewer sets of them, and every request asks.
  const known = new Map<string, readonly string[]>();
  return (roles) => {
    const key = roles.join();
    const found = known.get(key);
    if (found !== undefined) return found;
    const permissions = [...new Set(roles.flatMap((role) => byRole.get(role) ?? []))].sort();
    known.set(key, permissions);
    return permissions;
  };
}
