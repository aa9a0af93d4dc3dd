export type { AccessTokenClaims } from './claims.js';
export { createGuard, type Guard, type VerifyOptions } from './guard.js';
export type { GuardOptions, LocalGuardOptions, RemoteGuardOptions } from './guard-options.js';
export type { FindKey } from './public-key.js';
export type {
  IntrospectionOptions,
  RevocationListOptions,
  RevocationOptions,
  WhenUnreachable,
} from './revocation.js';
export { readBearerToken } from './bearer.js';
export { TokenError, type TokenErrorCode } from './token-error.js';
export { UnavailableError } from './unavailable-error.js';
