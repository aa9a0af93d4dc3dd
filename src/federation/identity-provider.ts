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
  /** As the provider writes it; undefined where it tells none. */
  readonly email: string | undefined;
  /** By the provider. Only then may the address make an account or find one. */
  readonly emailVerified: boolean;
  readonly firstName: string | undefined;
  readonly lastName: string | undefined;
  readonly method: 'GOOGLE' | 'APPLE' | 'OIDC';
}

/** Not verified: what a token or an endpoint says, by the name of the claim. */
export type ProviderClaims = Readonly<Record<string, unknown>>;

/** What the provider tells beside the ID token (OpenID Connect Core, 5.3), of that subject and nobody else. */
export type ReadUserInfo = (subject: string) => Promise<ProviderClaims>;

export interface IdentityProvider {
  readonly id: string;
  readonly label: string;
  readonly issuer: string;
  /** Other spellings of the issuer in tokens. */
  readonly issuerAliases: readonly string[];
  /** The frontend's; the first is told to it. */
  readonly clientIds: readonly string[];
  readonly clientSecret: string | undefined;
  readonly method: ProviderIdentity['method'];
  /**
   * @param nonce that the frontend sent to the provider; asked for where the token carries one.
   * @param readUserInfo asked where the token leaves something out.
   * @throws AppError INVALID_CREDENTIALS, UNAVAILABLE.
   */
  identify(token: string, nonce: string | undefined, readUserInfo?: ReadUserInfo): Promise<ProviderIdentity>;
}

/** How a method is told in the token (RFC 8176 has no names for them). */
export const amrOf = { GOOGLE: 'google', APPLE: 'apple', OIDC: 'oidc' } as const;
