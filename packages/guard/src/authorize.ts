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
export function permit(claims: AccessTokenClaims, { roles, verified }: AuthRequirement): void {
  if (roles.length > 0 && !roles.some((role) => claims.roles?.includes(role)))
    throw new Refusal('FORBIDDEN', { requires: 'role', roles });
  if (verified && claims.email_verified !== true)
    throw new Refusal('FORBIDDEN', { requires: 'verifiedEmail' });
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
