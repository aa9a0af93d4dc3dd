/** What is told of a request in figures: with names of ours alone, since whoever calls could make up any number of others. */
import type { ErrorCode } from '../foundation/errors.js';
import type { AnsweredRequest, Outcome } from '../http/answered-request.js';
import { GRAPHQL_PATH } from '../http/graphql-path.js';
import type { Exchange } from './exchange.js';

export interface AnswerNames {
  /** Paths as OpenAPI writes them. */
  readonly routes: readonly string[];
  /** Root fields of the schema. */
  readonly operations: readonly string[];
}

/** @param ms since the request came. */
export type DescribeAnswer = (exchange: Exchange, ms: number) => AnsweredRequest;

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const faults: readonly ErrorCode[] = ['INTERNAL_SERVER_ERROR', 'UNAVAILABLE'];

export function createDescribeAnswer({ routes, operations }: AnswerNames): DescribeAnswer {
  const routeOf = createRouteOf(routes);
  const known = new Set(operations);
  return (exchange, ms) => {
    const { request, response, path, operation } = exchange;
    const codes = [...(response.refusalCodes ?? [])];
    const status = response.writableFinished ? response.statusCode : 499;
    return {
      route: routeOf(path),
      method: methods.has(request.method ?? '') ? (request.method ?? '') : 'OTHER',
      operation: exchange.isOperation ? nameOperation(known, operation) : undefined,
      status,
      outcome: outcomeOf(status, codes),
      codes,
      seconds: ms / 1_000,
    };
  };
}

function nameOperation(known: ReadonlySet<string>, fields: string | undefined): string {
  if (fields?.includes(',') === true) return 'several';
  return fields !== undefined && known.has(fields) ? fields : 'unknown';
}

function outcomeOf(status: number, codes: readonly ErrorCode[]): Outcome {
  if (status === 499) return 'abandoned';
  if (status >= 500 || codes.some((code) => faults.includes(code))) return 'failed';
  return status >= 400 || codes.length > 0 ? 'refused' : 'ok';
}

function createRouteOf(routes: readonly string[]): (path: string) => string {
  const plain = new Set([GRAPHQL_PATH, ...routes.filter((route) => !route.includes('{'))]);
  const templates = routes
    .filter((route) => route.includes('{'))
    .map((route) => ({ route, pattern: new RegExp(`^${route.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`) }));
  return (path) => {
    if (plain.has(path)) return path;
    return templates.find(({ pattern }) => pattern.test(path))?.route ?? 'other';
  };
}
