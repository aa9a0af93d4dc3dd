/**
 * The GraphQL server: Apollo's request pipeline without a web framework around it. server/ brings the request and
 * takes the answer.
 */
import { ApolloServer, HeaderMap } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';
import QuickLRU from 'quick-lru';

import type { RequestContext } from './context.js';
import { OneCredentialFieldRule } from './credential-fields.js';
import { createLimitDocument, type LimitDocument, type Variables } from './document-limits.js';
import type { InputRules } from './input-problems.js';
import { KnownOperationTypesRule } from './known-operation-types.js';
import { createKnownOperations, type KnownAnswer } from './known-operations.js';
import { type ErrorPolicy, presentError, refusalOf } from './present-error.js';
import { createRequestPlugin, presentRaised } from './request-plugin.js';

export interface GraphQLHandlerOptions {
  readonly schema: GraphQLSchema;
  readonly inputRules: InputRules;
  readonly introspection: boolean;
}

interface GraphQLHttpRequest {
  readonly method: string;
  /** As Node has them. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
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
  const known = createKnownOperations(options.schema);
  /** Which type the pipeline has chosen for an Accept header: what it would refuse is not among them. */
  const types = new QuickLRU<string, string>({ maxSize: 100 });
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
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      createRequestPlugin({ policy, rules: options.inputRules, keepOperation: known.keep }),
    ],
  });
  await server.start();
  const limitDocument = createLimitDocument();

  const answerKnown = async (body: unknown, accept: string, context: RequestContext) => {
    const operation = known.find(body);
    const type = types.get(accept);
    if (operation === undefined || type === undefined) return undefined;
    context.notes.noteOperation(operation.fields);
    const answer = await known.execute(operation, body, context);
    return answer && present(answer, policy, type, context);
  };

  return {
    async handle({ method, headers, search, body }, context) {
      limit(limitDocument, method === 'GET' ? readSearch(search) : body);
      const accept = String(headers['accept'] ?? '');
      const known = method === 'POST' ? await answerKnown(body, accept, context) : undefined;
      if (known !== undefined) return known;
      const answer = await server.executeHTTPGraphQLRequest({
        httpGraphQLRequest: { method, headers: toHeaderMap(headers), search, body },
        context: () => Promise.resolve(context),
      });
      const status = answer.status ?? 200;
      const type = answer.headers.get('content-type');
      if (status === 200 && type !== undefined) types.set(accept, type);
      return { status, headers: answer.headers, body: await readBody(answer.body) };
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

/** To the byte what the pipeline writes. */
function present(
  { data, errors }: KnownAnswer,
  policy: ErrorPolicy,
  type: string,
  context: RequestContext,
): GraphQLHttpAnswer {
  const headers = new Map([['content-type', type]]);
  const presented = errors.map((error) => presentRaised(error, policy, context, { headers }));
  const body = errors.length === 0 ? { data } : { errors: presented, data };
  return { status: 200, headers, body: `${JSON.stringify(body)}\n` };
}

function toHeaderMap(headers: GraphQLHttpRequest['headers']): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) map.set(name, typeof value === 'string' ? value : value.join(', '));
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
