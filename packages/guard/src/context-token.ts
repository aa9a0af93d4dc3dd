import { readConnectionToken } from './websocket.js';

/** Reads a header of Node's record or of Fetch's Headers. */
interface Headed {
  readonly headers: object;
}

/**
 * The token of a GraphQL context, wherever the usual servers put the request: `request` (Yoga), `req` (Apollo with Express),
 * `reply.request` (Mercurius), `extra.request` and `connectionParams` (graphql-ws), or `headers` itself.
 * @throws TypeError where there is none of them: everybody would be refused, and nobody knew why.
 */
export function readContextToken(context: object): string | undefined {
  const { connectionParams } = context as { connectionParams?: unknown };
  const request = findRequest(context);
  if (request === undefined && connectionParams === undefined)
    throw new TypeError('There is no request in the GraphQL context: give authDirective a `token` option.');
  return readConnectionToken({
    connectionParams: isObject(connectionParams) ? connectionParams : {},
    request: request && { headers: { authorization: readAuthorization(request.headers) } },
  });
}

function findRequest(context: object): Headed | undefined {
  const { request, req, reply, extra } = context as Record<string, unknown>;
  const nested = [reply, extra].map((holder) => (isObject(holder) ? holder['request'] : undefined));
  return [request, req, ...nested, context].find(isHeaded);
}

function readAuthorization(headers: object): string | undefined {
  const value: unknown =
    'get' in headers && typeof headers.get === 'function'
      ? (headers as Headers).get('authorization')
      : (headers as Record<string, unknown>)['authorization'];
  return typeof value === 'string' ? value : undefined;
}

function isHeaded(value: unknown): value is Headed {
  return isObject(value) && isObject(value['headers']);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
