/** Why a token was refused; the text never holds any of it. */
export type TokenErrorCode = 'TOKEN_EXPIRED' | 'TOKEN_INVALID';

export class TokenError extends Error {
  override readonly name = 'TokenError';

  constructor(
    readonly code: TokenErrorCode,
    options?: ErrorOptions,
  ) {
    super(code === 'TOKEN_EXPIRED' ? 'The token has expired.' : 'The token is not valid.', options);
  }
}
