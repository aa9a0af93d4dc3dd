/**
 * The port of a provider of identities, and the one way through it: an ID token (OpenID Connect Core, 2) becomes an
 * identity, or is refused with one answer whatever is wrong with it. Knows no accounts.
 */
export interface ProviderIdentity {
  /** The id under which the provider is configured. */
  readonly provider: string;
  /** Issuer and subject together are the key; the address never is (OpenID Connect Core, 5.7). */
  readonly issuer: string;
  readonly subject: string;
  /** As the provider writes it; the provider has verified it. */
  readonly email: string;
  readonly firstName: string | undefined;
  readonly lastName: string | undefined;
  readonly method: 'GOOGLE' | 'APPLE' | 'OIDC';
}

export interface IdentityProvider {
  readonly id: string;
  readonly label: string;
  readonly issuer: string;
  /** The frontend's; the first is told to it. */
  readonly clientIds: readonly string[];
  readonly clientSecret: string | undefined;
  readonly method: ProviderIdentity['method'];
  /**
   * @param nonce that the frontend sent to the provider; asked for where the token carries one.
   * @throws AppError INVALID_CREDENTIALS, EMAIL_NOT_VERIFIED, UNAVAILABLE.
   */
  identify(token: string, nonce: string | undefined): Promise<ProviderIdentity>;
}

/** How a method is told in the token (RFC 8176 has no names for them). */
export const amrOf = { GOOGLE: 'google', APPLE: 'apple', OIDC: 'oidc' } as const;
