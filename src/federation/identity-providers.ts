import { decodeJwt, type JWTPayload } from 'jose';

import { AppError } from '../foundation/errors.js';
import type { IdentityProvider, ProviderIdentity } from './identity-provider.js';
import { quote, refusal, type ReportTrouble, withTroubleReported } from './provider-trouble.js';

/** The providers of this deployment. */
export interface IdentityProviders {
  readonly all: readonly IdentityProvider[];
  /** @throws AppError NOT_FOUND where no such provider is configured. */
  get(id: string): IdentityProvider;
  /**
   * Whoever's token it is, for a caller who is known already: a nonce that it carries is only taken, once.
   * @throws AppError INVALID_CREDENTIALS, UNAVAILABLE.
   */
  identify(token: string): Promise<ProviderIdentity>;
}

export function createIdentityProviders(
  all: readonly IdentityProvider[],
  report: ReportTrouble,
): IdentityProviders {
  return {
    all,
    get(id) {
      const provider = all.find((candidate) => candidate.id === id);
      if (provider === undefined)
        throw new AppError('NOT_FOUND', { message: 'There is no such provider here.' });
      return provider;
    },
    async identify(token) {
      const claims = readClaims(token);
      const provider = await withTroubleReported('unknown', report, () => Promise.resolve(find(all, claims)));
      const { nonce } = claims;
      return provider.identify(token, typeof nonce === 'string' ? nonce : undefined);
    },
  };
}

/** By the audience as well, since one issuer may stand behind several providers, each with a client of its own. */
function find(all: readonly IdentityProvider[], { iss, aud }: JWTPayload): IdentityProvider {
  const ofIssuer = all.filter(
    ({ issuer, issuerAliases }) => iss !== undefined && [issuer, ...issuerAliases].includes(iss),
  );
  const audiences = [aud].flat();
  const provider =
    ofIssuer.find(({ clientIds }) => clientIds.some((id) => audiences.includes(id))) ?? ofIssuer[0];
  if (provider === undefined) throw refusal('issuer', `${quote(iss)} is the issuer of none of the providers`);
  return provider;
}

/** Only to find whose keys to ask; what it says is believed once they have verified it. */
function readClaims(token: string): JWTPayload {
  try {
    return decodeJwt(token);
  } catch {
    return {};
  }
}
