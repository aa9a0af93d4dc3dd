/**
 * The GraphQL server: Apollo's request pipeline without a web framework around it. http/ brings the request and
 * takes the answer.
 */
import { ApolloServer, HeaderMap } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';

import type { RequestContext } from './context.js';
import type { InputRules } from './input-problems.js';
import { type ErrorPolicy, presentError, refusalOf } from './present-error.js';
import { createRequestPlugin } from './request-plugin.js';

export interface GraphQLHandlerOptions {
  readonly schema: GraphQLSchema;
  readonly inputRules: InputRules;
  readonly introspection: boolean;
}

export interface GraphQLHttpRequest {
  readonly method: string;
  readonly headers: Iterable<readonly [string, string]>;
  /** With its question mark, or empty. */
  readonly search: string;
  /** Parsed JSON. */
  readonly body: unknown;
}

export interface GraphQLHttpAnswer {
  readonly status: number;
  readonly headers: Iterable<readonly [string, string]>;
  readonly body: string;
}

export interface GraphQLHandler {
  handle(request: GraphQLHttpRequest, context: RequestContext): Promise<GraphQLHttpAnswer>;
  stop(): Promise<void>;
}

export async function createGraphQLHandler(options: GraphQLHandlerOptions): Promise<GraphQLHandler> {
  const policy: ErrorPolicy = { tellsSchema: options.introspection };
  const server = new ApolloServer<RequestContext>({
    schema: options.schema,
    introspection: options.introspection,
    hideSchemaDetailsFromClientErrors: !options.introspection,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    persistedQueries: false,
    formatError: (_, error) => presentError(error, refusalOf(error, policy), undefined),
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      createRequestPlugin(policy, options.inputRules),
    ],
  });
  await server.start();

  return {
    async handle({ method, headers, search, body }, context) {
      const answer = await server.executeHTTPGraphQLRequest({
        httpGraphQLRequest: { method, headers: toHeaderMap(headers), search, body },
        context: () => Promise.resolve(context),
      });
      return { status: answer.status ?? 200, headers: answer.headers, body: await readBody(answer.body) };
    },
    stop: () => server.stop(),
  };
}

function toHeaderMap(headers: Iterable<readonly [string, string]>): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of headers) map.set(name, value);
  return map;
}

type AnswerBody = Awaited<ReturnType<ApolloServer['executeHTTPGraphQLRequest']>>['body'];

/** Answers come whole: the schema has neither @defer nor @stream. */
async function readBody(body: AnswerBody): Promise<string> {
  if (body.kind === 'complete') return body.string;
  const chunks: string[] = [];
  for await (const chunk of body.asyncIterator) chunks.push(chunk);
  return chunks.join('');
}
