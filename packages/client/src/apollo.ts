/** Apollo Client 4: the access token with each operation, and one more attempt where it was refused. */
import { ApolloLink, Observable } from '@apollo/client';

import type { Client } from './client.js';
import { PortcullisError } from './portcullis-error.js';
import { hasRefusedToken } from './refused-token.js';

/**
 * Goes before the link that sends: `ApolloLink.from([createAuthLink(client), new HttpLink({ uri })])`. That link's own `uri` is not
 * known here, and is given the token; an operation whose context has another `uri` takes it there only if `origins` has that.
 * Where a token cannot be had now, the operation fails as UNAVAILABLE; where nobody is signed in, it goes out without.
 */
export function createAuthLink(client: Client): ApolloLink {
  return new ApolloLink((operation, forward) => {
    const { uri } = operation.getContext() as { uri?: unknown };
    if (typeof uri === 'string' && !client.mayHaveToken(uri)) return forward(operation);
    return new Observable((observer) => {
      let sending: { unsubscribe(): void } | undefined;
      const fail = (error: unknown) => observer.error(error);
      const send = (token: string | undefined, mayRetry: boolean) => {
        if (observer.closed) return;
        if (token) authorize(operation, token);
        const attempt = { isRefused: false };
        const retry = () => {
          attempt.isRefused = true;
          sending?.unsubscribe();
          client.accessToken(token).then((renewed) => {
            if (renewed) send(renewed, false);
            else fail(new PortcullisError('UNAUTHENTICATED'));
          }, fail);
        };
        const judges = mayRetry && token !== undefined;
        sending = forward(operation).subscribe({
          next(result) {
            if (judges && hasRefusedToken(result.errors)) retry();
            else observer.next(result);
          },
          error(error: { readonly statusCode?: unknown } | null) {
            if (judges && error?.statusCode === 401) retry();
            else observer.error(error);
          },
          complete() {
            if (!attempt.isRefused) observer.complete();
          },
        });
        // What answers within `subscribe` has been left before it was there to be left.
        if (attempt.isRefused) sending.unsubscribe();
      };
      client.accessToken().then((token) => send(token, true), fail);
      return () => sending?.unsubscribe();
    });
  });
}

interface SendingContext {
  readonly headers?: Readonly<Record<string, string>>;
  readonly fetchOptions?: RequestInit;
}

/** No redirect is followed, as by `client.fetch`. */
function authorize(operation: ApolloLink.Operation, token: string): void {
  operation.setContext(({ headers, fetchOptions }: SendingContext) => ({
    headers: { ...headers, authorization: `Bearer ${token}` },
    fetchOptions: { ...fetchOptions, redirect: 'error' },
  }));
}
