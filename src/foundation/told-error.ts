import type { AppError } from './errors.js';

/** An entry of `errors` of GraphQL. */
interface ToldError {
  readonly message: string;
  readonly extensions: { readonly code: string } & Readonly<Record<string, unknown>>;
}

/** A refusal as callers are told of it. */
export function toldError({
  message,
  code,
  details,
}: Pick<AppError, 'message'> & { readonly code: string; readonly details: object }): ToldError {
  return { message, extensions: { code, ...details } };
}
