import { decodeJwt, type JWTPayload } from 'jose';

import { AppError } from '../foundation/errors.js';
import type { IdentityProvider, ProviderIdentity } from './identity-provider.js';

/** The providers of this deployment. */
export interface IdentityProviders {
  readonly all: readonly IdentityProvider[];
  /** @throws AppError NOT_FOUND where no such provider is configured. */
  get(id: string): IdentityProvider;
  /**
   * Whoever's token it is, for a caller who is known already: a nonce that it carries is only taken, once.
   * @throws AppError INVALID_CREDENTIALS, EMAIL_NOT_VERIFIED, UNAVAILABLE.
   */
  identify(token: string): Promise<ProviderIdentity>;
}

export function createIdentityProviders(all: readonly IdentityProvider[]): IdentityProviders {
  return {
    all,
    get(id) {
      const provider = all.find((candidate) => candidate.id === id);
      if (provider === undefined)
        throw new AppError('NOT_FOUND', { message: 'There is no such provider here.' });
      return provider;
    },
    async identify(token) {
      const { iss, nonce } = readClaims(token);
      const provider = all.find(({ issuer }) => issuer === iss);
      if (provider === undefined) throw new AppError('INVALID_CREDENTIALS');
      return provider.identify(token, typeof nonce === 'string' ? nonce : undefined);
    },
  };
}

/** Only to find whose keys to ask; what it says is believed once they have verified it. */
function readClaims(token: string): JWTPayload {
  try {
    return decodeJwt(token);
  } catch {
    return {};
  }
}
