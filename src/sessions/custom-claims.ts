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
interface Facts {
  readonly user: Told;
  readonly sessionId: string;
}

/** The claims of CUSTOM_CLAIMS for an account. */
export interface CustomClaims {
  /** Nothing where they are longer than a token may carry: by settings that came after the metadata. */
  of(user: Told, sessionId: string): Readonly<Record<string, unknown>>;
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
  const write = (facts: Facts) =>
    Object.fromEntries(
      names.flatMap((name) => {
        const value = fill(templates[name], (path) => look(path, facts, permissionsOf));
        return value === undefined ? [] : [[name, value]];
      }),
    );
  const isShort = (claims: object) => Buffer.byteLength(JSON.stringify(claims)) <= LIMIT_BYTES;
  return {
    of(user, sessionId) {
      if (names.length === 0) return {};
      const claims = write({ user, sessionId });
      if (isShort(claims)) return claims;
      onTooLong(user._id.toHexString());
      return {};
    },
    fit: (user) => isShort(write({ user: { ...user, roles: [...roles] }, sessionId: '0'.repeat(24) })),
  };
}

/** What is named and is not there is left out. */
function fill(template: unknown, look: (path: string) => unknown): unknown {
  if (typeof template === 'string') {
    if (template.startsWith('$$')) return template.slice(1);
    return template.startsWith('$') ? look(template.slice(1)) : template;
  }
  if (Array.isArray(template))
    return template.map((entry: unknown) => fill(entry, look)).filter((entry) => entry !== undefined);
  if (typeof template !== 'object' || template === null) return template;
  const filled = Object.entries(template).map(([name, value]) => [name, fill(value, look)] as const);
  return Object.fromEntries(filled.filter(([, value]) => value !== undefined));
}

function look(path: string, { user, sessionId }: Facts, permissionsOf: PermissionsOf): unknown {
  const [first = '', ...rest] = path.split('.');
  const { email, username, firstName, lastName, roles, publicMetadata, privateMetadata } = user;
  const facts: Readonly<Record<string, unknown>> = {
    id: user._id.toHexString(),
    emailVerified: user.emailVerifiedAt !== undefined,
    permissions: permissionsOf(roles),
    ...{ email, username, firstName, lastName, roles, sessionId, publicMetadata, privateMetadata },
  };
  return rest.reduce(ownMember, facts[first]);
}

function ownMember(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}
