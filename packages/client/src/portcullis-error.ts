import type { ErrorCode, FieldProblem, Requirement } from './error-code.js';

/** What a code tells beside itself. */
export interface ErrorDetails {
  readonly fields?: readonly FieldProblem[] | undefined;
  readonly requires?: Requirement | undefined;
  readonly roles?: readonly string[] | undefined;
  readonly permissions?: readonly string[] | undefined;
  /** Of INVALID_CREDENTIALS: nobody has the passkey that was shown. */
  readonly unknownCredential?: { readonly rpId: string; readonly credentialId: string } | undefined;
  /** Of OPERATION_TOO_COMPLEX. */
  readonly limit?: { readonly name: string; readonly most: number } | undefined;
  /** Seconds. */
  readonly retryAfter?: number | undefined;
  /** Under which the gateway's log has the request. */
  readonly requestId?: string | undefined;
}

type Failure<Code extends ErrorCode, Told = object> = Error & ErrorDetails & { readonly code: Code } & Told;
type Telling = 'BAD_USER_INPUT' | 'FORBIDDEN' | 'RATE_LIMITED';
type Plain<Code extends ErrorCode> = Code extends unknown ? Failure<Code> : never;

/** Every refusal, and whatever kept an answer from coming: `switch (error.code)` tells which. */
export type PortcullisError =
  | Failure<'BAD_USER_INPUT', { readonly fields: readonly FieldProblem[] }>
  | Failure<'FORBIDDEN', { readonly requires?: Requirement }>
  | Failure<'RATE_LIMITED', { readonly retryAfter: number }>
  | Plain<Exclude<ErrorCode, Telling>>;

interface PortcullisErrorConstructor {
  new (
    code: ErrorCode,
    message?: string,
    details?: ErrorDetails & { readonly cause?: unknown },
  ): PortcullisError;
  readonly prototype: PortcullisError;
}

class GatewayError extends Error {
  override readonly name = 'PortcullisError';

  constructor(
    readonly code: ErrorCode,
    message: string = code,
    { cause, ...told }: ErrorDetails & { readonly cause?: unknown } = {},
  ) {
    super(message, { cause });
    // Whatever else the answer holds.
    Object.assign(this, told, { code });
  }
}

/** A class; its type is a union, which a class of TypeScript cannot be. */
export const PortcullisError = GatewayError as unknown as PortcullisErrorConstructor;
