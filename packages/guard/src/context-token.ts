import type { HeaderSource } from './read-header.js';
import { readConnectionToken } from './websocket.js';

interface Headed {
  readonly headers: HeaderSource;
}

/**
 * The token of a GraphQL context, wherever the usual servers put the request: `request` (Yoga), `req` (Apollo with Express),
 * `reply.request` (Mercurius), `extra.request` and `connectionParams` (graphql-ws), or `headers` itself.
 * @throws TypeError where there is none of them: everybody would be refused, and nobody knew why.
 */
export function readContextToken(context: unknown): string | undefined {
  const { connectionParams } = isObject(context) ? context : {};
  const request = isObject(context) ? findRequest(context) : undefined;
  if (request === undefined && connectionParams === undefined)
    throw new TypeError('There is no request in the GraphQL context: give authDirective a `token` option.');
  return readConnectionToken({
    connectionParams: isObject(connectionParams) ? connectionParams : {},
    request,
  });
}

function findRequest(context: Record<string, unknown>): Headed | undefined {
  const { request, req, reply, extra } = context;
  const nested = [reply, extra].map((holder) => (isObject(holder) ? holder['request'] : undefined));
  return [request, req, ...nested, context].find(isHeaded);
}

function isHeaded(value: unknown): value is Headed {
  return isObject(value) && isObject(value['headers']);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
