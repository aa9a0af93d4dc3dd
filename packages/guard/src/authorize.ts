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

/** What a caller's rights are read off. A token without the claim that is asked for has not what is asked for. */
export type PermittedClaims = Pick<AccessTokenClaims, 'roles' | 'permissions' | 'scope' | 'email_verified'>;

/** Why a signed-in caller does not meet what is asked for: FORBIDDEN, or undefined where they do. */
export function findRefusal(claims: PermittedClaims, requirement: AuthRequirement): Refusal | undefined {
  const { roles, permissions, verified } = requirement;
  if (roles.length > 0 && !roles.some((role) => claims.roles?.includes(role)))
    return new Refusal('FORBIDDEN', { requires: 'role', roles });
  if (permissions.length > 0) {
    const held = permissionsIn(claims);
    if (!permissions.every((permission) => held.includes(permission)))
      return new Refusal('FORBIDDEN', { requires: 'permission', permissions });
  }
  if (verified && claims.email_verified !== true)
    return new Refusal('FORBIDDEN', { requires: 'verifiedEmail' });
  return undefined;
}

/** @throws Refusal FORBIDDEN. */
export function permit(claims: PermittedClaims, requirement: AuthRequirement): void {
  const refusal = findRefusal(claims, requirement);
  if (refusal !== undefined) throw refusal;
}

/** By either claim, since the gateway writes those that it is asked for; what is in one is not taken away by the other. */
function permissionsIn({ permissions = [], scope = '' }: PermittedClaims): readonly string[] {
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
