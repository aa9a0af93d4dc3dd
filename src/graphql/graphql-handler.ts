/**
 * The GraphQL server: Apollo's request pipeline without a web framework around it. server/ brings the request and
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
import { OneCredentialFieldRule } from './credential-fields.js';
import { createLimitDocument, type LimitDocument, type Variables } from './document-limits.js';
import type { InputRules } from './input-problems.js';
import { KnownOperationTypesRule } from './known-operation-types.js';
import { type ErrorPolicy, presentError, refusalOf } from './present-error.js';
import { createRequestPlugin } from './request-plugin.js';

export interface GraphQLHandlerOptions {
  readonly schema: GraphQLSchema;
  readonly inputRules: InputRules;
  readonly introspection: boolean;
}

interface GraphQLHttpRequest {
  readonly method: string;
  readonly headers: Iterable<readonly [string, string]>;
  /** With its question mark, or empty. */
  readonly search: string;
  /** Parsed JSON. */
  readonly body: unknown;
}

interface GraphQLHttpAnswer {
  readonly status: number;
  readonly headers: Iterable<readonly [string, string]>;
  readonly body: string;
}

/** Refusals are in the answer, with their status, and not thrown; the one exception is told below. */
export interface GraphQLHandler {
  /** @throws AppError OPERATION_TOO_COMPLEX. */
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
    validationRules: [OneCredentialFieldRule, KnownOperationTypesRule],
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
  const limitDocument = createLimitDocument();

  return {
    async handle({ method, headers, search, body }, context) {
      limit(limitDocument, method === 'GET' ? readSearch(search) : body);
      const answer = await server.executeHTTPGraphQLRequest({
        httpGraphQLRequest: { method, headers: toHeaderMap(headers), search, body },
        context: () => Promise.resolve(context),
      });
      return { status: answer.status ?? 200, headers: answer.headers, body: await readBody(answer.body) };
    },
    stop: () => server.stop(),
  };
}

/** What is no request by its form is left to the pipeline, which says so. */
function limit(limitDocument: LimitDocument, request: unknown): void {
  const { query, variables } = (request ?? {}) as { query?: unknown; variables?: unknown };
  if (typeof query !== 'string') return;
  const isRecord = typeof variables === 'object' && variables !== null;
  limitDocument(query, isRecord ? (variables as Variables) : {});
}

function readSearch(search: string): { query: string | null; variables: unknown } {
  const parameters = new URLSearchParams(search);
  return { query: parameters.get('query'), variables: parseJson(parameters.get('variables')) };
}

function parseJson(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
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
