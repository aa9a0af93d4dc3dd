import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { type DocumentNode, print } from 'graphql';

import { recordPasswordsOf } from './run-record.js';

export interface GraphQLFailure {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: {
    readonly code: string;
    readonly fields?: readonly { readonly path: string; readonly message: string; readonly rule: string }[];
    readonly requires?: string;
    readonly roles?: readonly string[];
    readonly retryAfter?: number;
    readonly requestId?: string;
  };
}

export interface GraphQLAnswer<Data> {
  readonly status: number;
  readonly headers: Headers;
  readonly data: Data | null | undefined;
  readonly errors: readonly GraphQLFailure[];
}

export interface CallOptions {
  readonly accessToken?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

type Operation<Data, Variables> = TypedDocumentNode<Data, Variables> | string;

/** Calls the gateway as a frontend would, over HTTP, with the operations that codegen typed. */
export class GraphQLClient {
  /** @param rewrite what is sent in the place of a typed operation, as an older client has it. */
  constructor(
    private readonly url: string,
    private readonly rewrite: (document: DocumentNode) => DocumentNode = (document) => document,
  ) {}

  async send<Data, Variables>(
    operation: Operation<Data, Variables>,
    variables?: Variables,
    { accessToken, headers }: CallOptions = {},
  ): Promise<GraphQLAnswer<Data>> {
    const query = typeof operation === 'string' ? operation : print(this.rewrite(operation));
    recordPasswordsOf(variables);
    const response = await fetch(this.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(accessToken !== undefined && { authorization: `Bearer ${accessToken}` }),
        ...headers,
      },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors = [] } = (await response.json()) as {
      data?: Data | null;
      errors?: GraphQLFailure[];
    };
    return { status: response.status, headers: response.headers, data, errors };
  }

  /** @throws where there is any error. */
  async call<Data, Variables>(
    operation: Operation<Data, Variables>,
    variables?: Variables,
    options?: CallOptions,
  ): Promise<Data> {
    const { data, errors } = await this.send(operation, variables, options);
    if (errors.length > 0 || data === null || data === undefined) throw new Error(JSON.stringify(errors));
    return data;
  }

  /** The code of the only error. @throws where there is none, or more. */
  async refusal<Data, Variables>(
    operation: Operation<Data, Variables>,
    variables?: Variables,
    options?: CallOptions,
  ): Promise<GraphQLFailure['extensions']> {
    const { errors } = await this.send(operation, variables, options);
    const [error] = errors;
    if (error === undefined || errors.length > 1)
      throw new Error(`Expected one error, got ${JSON.stringify(errors)}`);
    return error.extensions;
  }
}
