/** What is asked of a caller beside a good token. */
export interface AuthRequirement {
  /** Any one of these is enough; empty: any signed-in caller. */
  readonly roles: readonly string[];
  /** All of these are needed. */
  readonly permissions: readonly string[];
  /** The caller's e-mail address must be verified. */
  readonly verified: boolean;
}

/**
 * A requirement as somebody wrote it. Who misspells one must not get none.
 * @throws TypeError for what cannot be read.
 */
export function checkRequirement(written: unknown = {}): AuthRequirement {
  if (typeof written !== 'object' || written === null || Array.isArray(written))
    throw new TypeError(
      'A requirement is an object such as { roles: ["ADMIN"], permissions: ["posts:write"], verified: true }.',
    );
  const { roles = [], permissions = [], verified = false, ...unknown } = written as Record<string, unknown>;
  const [name] = Object.keys(unknown);
  if (name !== undefined)
    throw new TypeError(`A requirement has roles, permissions and verified, and no ${name}.`);
  if (typeof verified !== 'boolean') throw new TypeError('verified is true or false.');
  const lists = { roles: readNames('roles', roles), permissions: readNames('permissions', permissions) };
  return Object.freeze({ ...lists, verified });
}

function readNames(member: string, value: unknown): readonly string[] {
  if (!isNameList(value)) throw new TypeError(`${member} is a list of names.`);
  return Object.freeze([...value]);
}

function isNameList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string' && name !== '');
}
