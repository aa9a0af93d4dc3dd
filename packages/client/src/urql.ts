/**
 * urql: the access token with each operation, and one more attempt where it was refused. @urql/exchange-auth would do it, but an
 * operation for which it has looked after the token before it sends is not tried again when that is refused.
 */
import {
  type Exchange,
  makeErrorResult,
  makeOperation,
  type Operation,
  type OperationResult,
} from '@urql/core';
import {
  filter,
  fromPromise,
  fromValue,
  makeSubject,
  merge,
  mergeMap,
  share,
  type Source,
  takeUntil,
} from 'wonka';

import type { Client } from './client.js';
import { PortcullisError } from './portcullis-error.js';
import { hasRefusedToken } from './refused-token.js';

/**
 * Goes before the exchange that sends. An operation whose URL is none of the client's `origins` passes as it is. Where a token cannot
 * be had now, it fails with UNAVAILABLE as its `networkError`; where nobody is signed in, it goes out without.
 */
export function createAuthExchange(client: Client): Exchange {
  return ({ forward }) =>
    (given) => {
      const operations = share(given);
      const failures = makeSubject<OperationResult>();
      const retries = makeSubject<Operation>();

      const authorize = async (operation: Operation) => {
        const refused = operation.context['refusedToken'] as string | undefined;
        try {
          const token = await client.accessToken(refused);
          if (refused && !token) throw new PortcullisError('UNAUTHENTICATED');
          return token ? withToken(operation, token) : operation;
        } catch (error) {
          failures.next(makeErrorResult(operation, error as Error));
          return undefined;
        }
      };
      const prepare = (operation: Operation): Source<Operation | undefined> => {
        if (operation.kind === 'teardown' || !client.mayHaveToken(operation.context.url))
          return fromValue(operation);
        const isLeft = (other: Operation) => other.kind === 'teardown' && other.key === operation.key;
        return takeUntil<Operation, Operation | undefined>(filter(isLeft)(operations))(
          fromPromise(authorize(operation)),
        );
      };
      const judge = ({ operation, error }: OperationResult) => {
        const status = (error?.response as Response | undefined)?.status;
        const isRefused = status === 401 || hasRefusedToken(error?.graphQLErrors);
        const refusedToken = operation.context['sentToken'] as string | undefined;
        if (!isRefused || !refusedToken || operation.context['refusedToken']) return true;
        retries.next(makeOperation(operation.kind, operation, { ...operation.context, refusedToken }));
        return false;
      };

      const prepared = mergeMap(prepare)(merge([operations, retries.source]));
      const sent = filter((operation: Operation | undefined) => operation !== undefined)(prepared);
      return merge([failures.source, filter(judge)(forward(sent))]);
    };
}

/** No redirect is followed, as by `client.fetch`. */
function withToken(operation: Operation, token: string): Operation {
  const { fetchOptions } = operation.context;
  const options = (typeof fetchOptions === 'function' ? fetchOptions() : fetchOptions) ?? {};
  const given = Object.fromEntries(new Headers(options.headers));
  const headers = { ...given, authorization: `Bearer ${token}` };
  return makeOperation(operation.kind, operation, {
    ...operation.context,
    ...{ fetchOptions: { ...options, headers, redirect: 'error' }, sentToken: token },
  });
}
