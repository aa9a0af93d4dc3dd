export type { AccessTokenClaims } from './claims.js';
export { createGuard, type Guard, type GuardOptions } from './guard.js';
export { readBearerToken } from './bearer.js';
export { TokenError, type TokenErrorCode } from './token-error.js';
