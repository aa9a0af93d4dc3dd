/** The providers of identities, and what their accounts open. */
import type { Config } from '../config/config.js';
import { FederationResolver } from '../federation/federation.resolver.js';
import type { IdentityProvider } from '../federation/identity-provider.js';
import { createIdentityProviders, type IdentityProviders } from '../federation/identity-providers.js';
import { createLinkProvider, type LinkProviderOptions } from '../federation/link-provider.js';
import { createOpenIdProvider } from '../federation/openid-provider.js';
import type { ReportTrouble } from '../federation/provider-trouble.js';
import { createUsedNonces } from '../federation/used-nonces.js';
import type { Logger } from '../foundation/logger.js';
import type { CredentialRoom } from './credentials.js';
import type { Models } from './models.js';
import type { Parts } from './parts.js';

export interface FederationParts extends Pick<LinkProviderOptions, 'users' | 'notices' | 'events' | 'codes'> {
  readonly providers: IdentityProviders;
  readonly credentials: CredentialRoom;
}

export type FederationRoom = ReturnType<typeof openFederation>;

/** Whose word is taken; they know no accounts, so that step-up can ask them as well. */
export function openProviders(
  config: Config,
  { clock, log }: Parts,
  { usedNonces }: Pick<Models, 'usedNonces'>,
) {
  const report = reportTrouble(log);
  const shared = { usedNonces: createUsedNonces(usedNonces), report, fetch, clock };
  const all = configuredProviders(config).map((provider) => createOpenIdProvider({ ...shared, ...provider }));
  return createIdentityProviders(all, report);
}

/** So that whoever runs it sees why, which whoever asks does not. */
export function reportTrouble(log: Logger): ReportTrouble {
  return (trouble) => {
    log.warn(trouble, 'the word of a provider was not taken');
  };
}

export function openFederation({ clock }: Parts, parts: FederationParts) {
  const { providers, credentials } = parts;
  const links = createLinkProvider({ ...parts, ...credentials, clock });
  return { providers, resolver: new FederationResolver(links) };
}

type ProviderDescription = Omit<IdentityProvider, 'identify'>;

/** Those that have a client id; no word is exchanged with them yet. */
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
