import type { Config } from '../config/config.js';
import type { IdentityProvider } from './identity-provider.js';

export type ProviderDescription = Omit<IdentityProvider, 'identify'>;

/** Those that have a client id, in the order in which they are offered; no word is exchanged with them yet. */
export function configuredProviders(config: Config): readonly ProviderDescription[] {
  const { googleClientIds = [], googleIssuer, appleClientIds = [], appleIssuer, oidcProviders = [] } = config;
  const google: ProviderDescription = {
    ...{ id: 'google', label: 'Google', method: 'GOOGLE', issuer: googleIssuer, clientIds: googleClientIds },
    // As Google's older tokens write it.
    issuerAliases: [googleIssuer.replace(/^https?:\/\//, '')],
    clientSecret: config.googleClientSecret,
  };
  const apple: ProviderDescription = {
    ...{ id: 'apple', label: 'Apple', method: 'APPLE', issuer: appleIssuer, clientIds: appleClientIds },
    ...{ issuerAliases: [], clientSecret: undefined },
  };
  const others = oidcProviders.map(({ clientId, ...provider }): ProviderDescription => ({
    ...provider,
    ...{ issuerAliases: [], clientIds: [clientId], method: 'OIDC' },
  }));
  return [google, apple, ...others].filter(({ clientIds }) => clientIds.length > 0);
}
