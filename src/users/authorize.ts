import type { AuthRequirement } from '@portcullis/guard/graphql';

import { AppError } from '../foundation/errors.js';
import type { CallerContext } from './caller.js';
import type { PermissionsOf } from './permissions.js';
import { requireCaller } from './require-caller.js';
import type { UserDocument } from './user.model.js';

/**
 * What @auth asks, judged by the account as it is now and not as its token says: roles count at once here.
 * @throws AppError UNAUTHENTICATED, TOKEN_EXPIRED, TOKEN_INVALID or FORBIDDEN.
 */
export type Authorize = (
  context: Pick<CallerContext, 'caller'>,
  requirement: AuthRequirement,
) => Promise<void>;

export function createAuthorize(permissionsOf: PermissionsOf): Authorize {
  const isHeldBy = (roles: readonly string[], permissions: readonly string[]) => {
    const granted = permissionsOf(roles);
    return permissions.every((permission) => granted.includes(permission));
  };
  return async (context, { roles, permissions, verified }) => {
    const { user, withheldRoles } = await requireCaller(context);
    if (roles.length > 0 && !roles.some((role) => user.roles.includes(role))) {
      const requires = roles.some((role) => withheldRoles.includes(role)) ? 'secondFactor' : 'role';
      throw new AppError('FORBIDDEN', { details: { requires, roles } });
    }
    if (permissions.length > 0 && !isHeldBy(user.roles, permissions)) {
      const all = [...user.roles, ...withheldRoles];
      const requires = isHeldBy(all, permissions) ? 'secondFactor' : 'permission';
      throw new AppError('FORBIDDEN', { details: { requires, permissions } });
    }
    requireVerified(user, verified);
  };
}

function requireVerified(user: UserDocument, verified: boolean): void {
  if (verified && user.emailVerifiedAt === undefined) {
    throw new AppError('FORBIDDEN', { details: { requires: 'verifiedEmail' } });
  }
}
