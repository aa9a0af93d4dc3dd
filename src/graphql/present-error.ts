/**
 * How a failure reaches a GraphQL caller: a code and sentence of the catalogue, or INTERNAL_SERVER_ERROR under
 * the request's id. Nothing else leaks: no stack, no driver's text, no suggestion.
 */
import { GraphQLError, type GraphQLFormattedError } from 'graphql';

import { databaseFault } from '../database/database-fault.js';
import { AppError, type ErrorCode } from '../foundation/errors.js';

export interface ErrorPolicy {
  /** Whether messages about a document may name what is in the schema. */
  readonly tellsSchema: boolean;
}

/** Apollo's words for a request or document it did not take, and ours. */
const documentCodes: Readonly<Record<string, ErrorCode>> = {
  GRAPHQL_PARSE_FAILED: 'GRAPHQL_PARSE_FAILED',
  GRAPHQL_VALIDATION_FAILED: 'GRAPHQL_VALIDATION_FAILED',
  OPERATION_RESOLUTION_FAILURE: 'BAD_REQUEST',
  PERSISTED_QUERY_NOT_FOUND: 'BAD_REQUEST',
  PERSISTED_QUERY_NOT_SUPPORTED: 'BAD_REQUEST',
  BAD_REQUEST: 'BAD_REQUEST',
  BAD_USER_INPUT: 'BAD_USER_INPUT',
};

/** About the request and not the document, so that their words tell nothing of the schema; clients go by some of them. */
const protocolCodes = new Set(['PERSISTED_QUERY_NOT_FOUND', 'PERSISTED_QUERY_NOT_SUPPORTED', 'BAD_REQUEST']);

/** The refusal behind an error: its own, or what the pipeline made of the document; undefined for a bug. */
export function refusalOf(error: unknown, policy: ErrorPolicy): AppError | undefined {
  const original = databaseFault(error instanceof GraphQLError ? (error.originalError ?? error) : error);
  if (original instanceof AppError) return original.code === 'INTERNAL_SERVER_ERROR' ? undefined : original;
  if (!(error instanceof GraphQLError)) return undefined;
  const told = String(error.extensions['code']);
  const code = documentCodes[told];
  if (code === undefined) return undefined;
  // What GraphQL says of a value repeats it, and it may be a password.
  const tells = protocolCodes.has(told) || (policy.tellsSchema && code !== 'BAD_USER_INPUT');
  return new AppError(code, tells ? { message: error.message } : {});
}

export function presentError(
  error: unknown,
  refusal: AppError | undefined,
  requestId: string | undefined,
): GraphQLFormattedError {
  const { message, code, details } = refusal ?? unexpected(requestId);
  const place = error instanceof GraphQLError ? error.toJSON() : undefined;
  return {
    message,
    ...(place?.locations && { locations: place.locations }),
    ...(place?.path && { path: place.path }),
    extensions: { code, ...details },
  };
}

function unexpected(requestId: string | undefined): AppError {
  return new AppError('INTERNAL_SERVER_ERROR', { details: requestId === undefined ? {} : { requestId } });
}
