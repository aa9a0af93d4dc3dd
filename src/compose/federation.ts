/** The providers of identities, and what their accounts open. */
import type { Config } from '../config/config.js';
import { FederationResolver } from '../federation/federation.resolver.js';
import type { IdentityProvider } from '../federation/identity-provider.js';
import { createIdentityProviders, type IdentityProviders } from '../federation/identity-providers.js';
import { createLinkProvider, type LinkProviderOptions } from '../federation/link-provider.js';
import { createOpenIdProvider, type OpenIdProviderOptions } from '../federation/openid-provider.js';
import { createUsedNonces } from '../federation/used-nonces.js';
import type { CredentialRoom } from './credentials.js';
import type { Models } from './models.js';
import type { Parts } from './parts.js';

export interface FederationParts extends Pick<LinkProviderOptions, 'users' | 'notices' | 'events'> {
  readonly providers: IdentityProviders;
  readonly credentials: CredentialRoom;
}

export type FederationRoom = ReturnType<typeof openFederation>;

/** Whose word is taken; they know no accounts, so that step-up can ask them as well. */
export function openProviders(config: Config, { clock }: Parts, { usedNonces }: Pick<Models, 'usedNonces'>) {
  return createIdentityProviders(
    readProviders(config, { usedNonces: createUsedNonces(usedNonces), fetch, clock }),
  );
}

export function openFederation({ clock }: Parts, parts: FederationParts) {
  const { providers, credentials } = parts;
  const links = createLinkProvider({ ...parts, ...credentials, clock });
  return { providers, resolver: new FederationResolver(links) };
}

type Shared = Pick<OpenIdProviderOptions, 'usedNonces' | 'fetch' | 'clock'>;

function readProviders(config: Config, shared: Shared): IdentityProvider[] {
  const { googleClientIds = [], googleIssuer, appleClientIds = [], appleIssuer, oidcProviders = [] } = config;
  const plain = { ...shared, issuerAliases: [], clientSecret: undefined };
  return [
    ...optional(googleClientIds, (clientIds) =>
      createOpenIdProvider({
        ...plain,
        ...{ id: 'google', label: 'Google', method: 'GOOGLE', issuer: googleIssuer, clientIds },
        // As Google's older tokens write it.
        issuerAliases: [googleIssuer.replace(/^https:\/\//, '')],
        clientSecret: config.googleClientSecret,
      }),
    ),
    ...optional(appleClientIds, (clientIds) =>
      createOpenIdProvider({
        ...plain,
        id: 'apple',
        label: 'Apple',
        method: 'APPLE',
        issuer: appleIssuer,
        clientIds,
      }),
    ),
    ...oidcProviders.map(({ clientId, ...provider }) =>
      createOpenIdProvider({ ...plain, ...provider, clientIds: [clientId], method: 'OIDC' }),
    ),
  ];
}

/** A provider without a client id is off. */
function optional<Provider>(
  clientIds: readonly string[],
  create: (ids: readonly string[]) => Provider,
): Provider[] {
  return clientIds.length === 0 ? [] : [create(clientIds)];
}
