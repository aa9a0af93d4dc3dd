import type { JWTPayload } from 'jose';
import { z } from 'zod';

import type {
  IdentityProvider,
  ProviderClaims,
  ProviderIdentity,
  ReadUserInfo,
} from './identity-provider.js';
import { quote, refusal } from './provider-trouble.js';

const party = z.object({ sub: z.string().min(1).max(255), azp: z.string().optional() });

/** Whom a verified token was made for, and of whom. @throws AppError INVALID_CREDENTIALS. */
export function judgeParties({ clientIds }: Pick<IdentityProvider, 'clientIds'>, claims: JWTPayload): string {
  const { success, data } = party.safeParse(claims);
  if (!success) throw refusal('claim', 'sub or azp is no text that can be read');
  // A token for several parties names the one it was made for (OpenID Connect Core, 3.1.3.7).
  if (data.azp !== undefined && !clientIds.includes(data.azp))
    throw refusal('audience', `azp ${quote(data.azp)} is none of our client ids`);
  // Nor may others it is for be strangers: they hold it as well (step 3 there).
  if (![claims.aud].flat().every((id) => id !== undefined && clientIds.includes(id)))
    throw refusal('audience', `${quote(claims.aud)} names others beside us`);
  return data.sub;
}

/** What is no text is none, and no reason to turn somebody away. */
const told = z.string().min(1).optional().catch(undefined);
const person = z.object({
  email: told,
  // Apple writes it as text.
  email_verified: z.union([z.boolean(), z.enum(['true', 'false'])]).catch(false),
  given_name: told,
  family_name: told,
});
const wanted = ['email', 'email_verified', 'given_name', 'family_name'] as const;

/** Where claims stand is the provider's choice: in the token, or at UserInfo alone (OpenID Connect Core, 5.4). */
export async function readIdentity(
  { id, issuer, method }: Pick<IdentityProvider, 'id' | 'issuer' | 'method'>,
  claims: JWTPayload,
  subject: string,
  readUserInfo: ReadUserInfo | undefined,
): Promise<ProviderIdentity> {
  const isWhole = wanted.every((name) => claims[name] !== undefined);
  const more = isWhole || readUserInfo === undefined ? {} : await readUserInfo(subject);
  const { given_name: firstName, family_name: lastName } = person.parse({ ...more, ...claims });
  const { email, email_verified: verified } = person.parse(addressIn(claims, more));
  const address = { email, emailVerified: email !== undefined && String(verified) === 'true' };
  return { provider: id, issuer, subject, ...address, firstName, lastName, method };
}

/** From one place: that the one address was verified says nothing of the other. */
function addressIn(claims: JWTPayload, more: ProviderClaims): ProviderClaims {
  const isInToken = claims['email'] !== undefined && claims['email_verified'] !== undefined;
  return isInToken || more['email'] === undefined ? claims : more;
}
