import type { AccessTokenClaims } from './claims.js';
import type { Guard } from './guard.js';
import { Refusal, toRefusal } from './refusal.js';
import type { AuthRequirement } from './requirement.js';

/** @throws Refusal UNAUTHENTICATED, TOKEN_EXPIRED, TOKEN_INVALID, UNAVAILABLE. */
export async function authenticate(
  guard: Pick<Guard, 'verify'>,
  token: string | undefined,
): Promise<AccessTokenClaims> {
  if (token === undefined) throw new Refusal('UNAUTHENTICATED');
  try {
    return await guard.verify(token);
  } catch (error) {
    throw toRefusal(error);
  }
}

/** @throws Refusal FORBIDDEN. A token without the claim that is asked for has not what is asked for. */
export function permit(claims: AccessTokenClaims, requirement: AuthRequirement): void {
  const { roles, permissions, verified } = requirement;
  if (roles.length > 0 && !roles.some((role) => claims.roles?.includes(role)))
    throw new Refusal('FORBIDDEN', { requires: 'role', roles });
  if (permissions.length > 0) {
    const held = permissionsIn(claims);
    if (!permissions.every((permission) => held.includes(permission)))
      throw new Refusal('FORBIDDEN', { requires: 'permission', permissions });
  }
  if (verified && claims.email_verified !== true)
    throw new Refusal('FORBIDDEN', { requires: 'verifiedEmail' });
}

/** By either claim, since the gateway writes those that it is asked for; what is in one is not taken away by the other. */
function permissionsIn({ permissions = [], scope = '' }: AccessTokenClaims): readonly string[] {
  return [...permissions, ...scope.split(' ')];
}

/** Both in turn. */
export async function authorize(
  guard: Pick<Guard, 'verify'>,
  token: string | undefined,
  requirement: AuthRequirement,
): Promise<AccessTokenClaims> {
  const claims = await authenticate(guard, token);
  permit(claims, requirement);
  return claims;
}
