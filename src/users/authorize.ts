import type { AuthRequirement } from '@portcullis/guard/graphql';

import { AppError } from '../foundation/errors.js';
import type { CallerContext } from './caller.js';
import { requireCaller } from './require-caller.js';

/**
 * What @auth asks, judged by the account as it is now and not as its token says: roles count at once here.
 * @throws AppError UNAUTHENTICATED, TOKEN_EXPIRED, TOKEN_INVALID or FORBIDDEN.
 */
export async function authorize(
  context: Pick<CallerContext, 'caller'>,
  { roles, verified }: AuthRequirement,
): Promise<void> {
  const { user, withheldRoles } = await requireCaller(context);
  if (roles.length > 0 && !roles.some((role) => user.roles.includes(role))) {
    const requires = roles.some((role) => withheldRoles.includes(role)) ? 'secondFactor' : 'role';
    throw new AppError('FORBIDDEN', { details: { requires, roles } });
  }
  if (verified && user.emailVerifiedAt === undefined) {
    throw new AppError('FORBIDDEN', { details: { requires: 'verifiedEmail' } });
  }
}
