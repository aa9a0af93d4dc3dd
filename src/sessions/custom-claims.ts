/** CUSTOM_CLAIMS: claims of the access token in the shape that somebody else's server wants. */
import type { PermissionsOf } from '../users/permissions.js';
import type { UserDocument } from '../users/user.model.js';

/** What of an account claims may tell. */
type Told = Pick<UserDocument, '_id' | 'email' | 'roles'> &
  Partial<
    Pick<
      UserDocument,
      'username' | 'firstName' | 'lastName' | 'emailVerifiedAt' | 'publicMetadata' | 'privateMetadata'
    >
  >;

/** What a template may name: the account as it counts in the session, and the session. */
type Facts = Readonly<Record<string, unknown>>;

/** The claims of CUSTOM_CLAIMS for an account. */
export interface CustomClaims {
  /** Nothing where they are longer than a token may carry: by settings that came after the metadata. */
  of(user: Told, sessionId: string): Readonly<Record<string, unknown>>;
  /** How long others beside them may be, as JSON. */
  bytesLeft(user: Told, sessionId: string): number;
  /** Whether they stay short enough, whatever roles somebody gets. */
  fit(user: Told): boolean;
}

/** As JSON; what else is in a token is shorter than the other half of 4 KB. */
const LIMIT_BYTES = 2_048;

export interface CustomClaimsOptions {
  /** By claim; a text such as `$publicMetadata.plan` stands for what is there, `$$` for a dollar sign. */
  readonly templates: Readonly<Record<string, unknown>>;
  readonly permissionsOf: PermissionsOf;
  /** All there are. */
  readonly roles: readonly string[];
  /** Called with an account whose claims are left out. */
  readonly onTooLong: (userId: string) => void;
}

export function createCustomClaims(options: CustomClaimsOptions): CustomClaims {
  const { templates, permissionsOf, roles, onTooLong } = options;
  const names = Object.keys(templates);
  const write = (user: Told, sessionId: string) => {
    const facts = factsOf(user, sessionId, permissionsOf);
    return Object.fromEntries(
      names.flatMap((name) => {
        const value = fill(templates[name], facts);
        return value === undefined ? [] : [[name, value]];
      }),
    );
  };
  const lengthOf = (claims: object) => Buffer.byteLength(JSON.stringify(claims));
  const isShort = (claims: object) => lengthOf(claims) <= LIMIT_BYTES;
  return {
    of(user, sessionId) {
      if (names.length === 0) return {};
      const claims = write(user, sessionId);
      if (isShort(claims)) return claims;
      onTooLong(user._id.toHexString());
      return {};
    },
    bytesLeft(user, sessionId) {
      const length = lengthOf(write(user, sessionId));
      return length <= LIMIT_BYTES ? LIMIT_BYTES - length : LIMIT_BYTES;
    },
    fit: (user) => isShort(write({ ...user, roles: [...roles] }, '0'.repeat(24))),
  };
}

/** What is named and is not there is left out. */
function fill(template: unknown, facts: Facts): unknown {
  if (typeof template === 'string') {
    if (template.startsWith('$$')) return template.slice(1);
    return template.startsWith('$') ? look(facts, template.slice(1)) : template;
  }
  if (Array.isArray(template))
    return template.map((entry: unknown) => fill(entry, facts)).filter((entry) => entry !== undefined);
  if (typeof template !== 'object' || template === null) return template;
  const filled = Object.entries(template).map(([name, value]) => [name, fill(value, facts)] as const);
  return Object.fromEntries(filled.filter(([, value]) => value !== undefined));
}

function factsOf(user: Told, sessionId: string, permissionsOf: PermissionsOf): Facts {
  const { email, username, firstName, lastName, roles, publicMetadata, privateMetadata } = user;
  return {
    id: user._id.toHexString(),
    emailVerified: user.emailVerifiedAt !== undefined,
    permissions: permissionsOf(roles),
    ...{ email, username, firstName, lastName, roles, sessionId, publicMetadata, privateMetadata },
  };
}

function look(facts: Facts, path: string): unknown {
  return path.split('.').reduce<unknown>(ownMember, facts);
}

function ownMember(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}
