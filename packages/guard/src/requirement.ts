/** What is asked of a caller beside a good token. */
export interface AuthRequirement {
  /** Any one of these is enough; empty: any signed-in caller. */
  readonly roles: readonly string[];
  /** The caller's e-mail address must be verified. */
  readonly verified: boolean;
}

/**
 * A requirement as somebody wrote it. Who misspells one must not get none.
 * @throws TypeError for what cannot be read.
 */
export function checkRequirement(written: unknown = {}): AuthRequirement {
  if (typeof written !== 'object' || written === null || Array.isArray(written))
    throw new TypeError('A requirement is an object such as { roles: ["ADMIN"], verified: true }.');
  const { roles = [], verified = false, ...unknown } = written as Record<string, unknown>;
  const [name] = Object.keys(unknown);
  if (name !== undefined) throw new TypeError(`A requirement has roles and verified, and no ${name}.`);
  if (!isNameList(roles)) throw new TypeError('roles is a list of names.');
  if (typeof verified !== 'boolean') throw new TypeError('verified is true or false.');
  return Object.freeze({ roles: Object.freeze([...roles]), verified });
}

function isNameList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string' && name !== '');
}
