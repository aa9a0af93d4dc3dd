/** What happens to every GraphQL request around its resolvers: input judged, errors presented, operation named. */
import type { ApolloServerPlugin, GraphQLRequestContext, GraphQLRequestListener } from '@apollo/server';
import {
  type DocumentNode,
  getVariableValues,
  GraphQLError,
  type GraphQLFormattedError,
  Kind,
  ProvidedRequiredArgumentsRule,
  specifiedRules,
  validate,
  ValuesOfCorrectTypeRule,
} from 'graphql';

import { AppError, type FieldProblem } from '../foundation/errors.js';
import { refusalHeaders } from '../http/refusal-headers.js';
import type { RequestContext } from './context.js';
import { collectInputProblems, type InputProblems, type InputRules } from './input-problems.js';
import type { KnownOperations } from './known-operations.js';
import { type ErrorPolicy, presentError, refusalOf } from './present-error.js';

/** The rules about values; what they find is the input's fault, not the document's. */
const valueRules = [ValuesOfCorrectTypeRule, ProvidedRequiredArgumentsRule];
const otherRules = specifiedRules.filter((rule) => !valueRules.includes(rule));

type Request = GraphQLRequestContext<RequestContext>;

export interface RequestPluginOptions {
  readonly policy: ErrorPolicy;
  readonly rules: InputRules;
  /** Told of each operation that is about to be executed. */
  readonly keepOperation: KnownOperations['keep'];
}

export function createRequestPlugin(options: RequestPluginOptions): ApolloServerPlugin<RequestContext> {
  return { requestDidStart: () => Promise.resolve(createListener(options)) };
}

function createListener(options: RequestPluginOptions): GraphQLRequestListener<RequestContext> {
  const { policy, rules, keepOperation } = options;
  let problems: readonly FieldProblem[] = [];
  const judgeInput = (request: Request): InputProblems => {
    const found = collectInputProblems(
      request.schema,
      executed(request),
      request.request.variables ?? {},
      rules,
    );
    return policy.tellsSchema ? found : { ...found, problems: found.problems.map(withoutValues) };
  };

  return {
    validationDidStart: (request) =>
      Promise.resolve((errors) => {
        if (errors === undefined || !isOnlyAboutValues(request)) return Promise.resolve();
        const found = judgeInput(request);
        // A document that leaves out what is required, or names what is not there, would be told what is (ASVS 4.3.2).
        if (policy.tellsSchema || !found.tellNames) ({ problems } = found);
        return Promise.resolve();
      }),
    didResolveOperation(request) {
      const { source, document } = request;
      const fields = operationName(request);
      request.contextValue.notes.noteOperation(fields);
      if (!fitsItsVariables(request)) ({ problems } = judgeInput(request));
      if (problems.length > 0) return Promise.reject(badInput(problems));
      keepOperation(source, { document, fields });
      return Promise.resolve();
    },
    willSendResponse(request) {
      present(request, problems, policy);
      return Promise.resolve();
    },
  };
}

/** The quick look that every request takes; literals were judged with the document. */
function fitsItsVariables({ schema, operation, request }: Request): boolean {
  if (!operation) return true;
  return (
    getVariableValues(schema, operation.variableDefinitions ?? [], request.variables ?? {}).errors ===
    undefined
  );
}

/** The chosen operation and the fragments: the variables are its own, not those of its neighbours. */
function executed({ document, operation }: Request): DocumentNode {
  const definitions = document?.definitions ?? [];
  return {
    kind: Kind.DOCUMENT,
    definitions: definitions.filter(
      (node) => node === operation || node.kind === Kind.FRAGMENT_DEFINITION || !operation,
    ),
  };
}

function isOnlyAboutValues({ schema, document }: Request): boolean {
  return document !== undefined && validate(schema, document, otherRules).length === 0;
}

function badInput(fields: readonly FieldProblem[]): GraphQLError {
  const refusal = new AppError('BAD_USER_INPUT', { details: { fields } });
  return new GraphQLError(refusal.message, { originalError: refusal, extensions: { http: { status: 400 } } });
}

function present(request: Request, problems: readonly FieldProblem[], policy: ErrorPolicy): void {
  const { response, contextValue } = request;
  const raised = problems.length > 0 ? [badInput(problems)] : (request.errors ?? []);
  if (raised.length === 0 || response.body?.kind !== 'single') return;
  const presented = raised.map((error) => presentRaised(error, policy, contextValue, response.http));
  response.body.singleResult.errors = policy.tellsSchema ? presented : neutral(presented);
}

/**
 * One answer whatever does not fit the schema, without a place or a number of mistakes: each would tell what does (ASVS
 * 4.3.2). What else is wrong with such a document is not told either.
 */
function neutral(presented: readonly GraphQLFormattedError[]): readonly GraphQLFormattedError[] {
  const misfit = presented.find(({ extensions }) => extensions?.['code'] === 'GRAPHQL_VALIDATION_FAILED');
  return misfit === undefined
    ? presented
    : [{ message: misfit.message, extensions: { ...misfit.extensions } }];
}

/** The values of an enum are names of the schema as well. */
function withoutValues(problem: FieldProblem): FieldProblem {
  const listsValues = problem.rule === 'type' && problem.message.startsWith('must be one of');
  return listsValues ? { ...problem, message: 'must be one of the values that are taken here' } : problem;
}

/** Of an answer's head, what a refusal may change. */
export interface AnswerHead {
  readonly headers: { set(name: string, value: string): unknown };
  status?: number | undefined;
}

/** As it is told, with what it leaves beside the body: headers of a refusal, a log line of a bug. */
export function presentRaised(
  error: GraphQLError,
  policy: ErrorPolicy,
  context: RequestContext,
  head: AnswerHead,
): GraphQLFormattedError {
  const refusal = refusalOf(error, policy);
  context.notes.noteRefusal(refusal?.code ?? 'INTERNAL_SERVER_ERROR');
  if (refusal === undefined) context.notes.logFailure(error.originalError ?? error);
  else {
    for (const [name, value] of refusalHeaders(refusal)) head.headers.set(name, value);
    // Apollo answers a persisted query that it does not take with 200.
    if (refusal.code === 'BAD_REQUEST' && head.status === 200) head.status = 400;
  }
  return presentError(error, refusal, context.origin.requestId);
}

/** Names of root fields, which exist: a made-up name never reaches the log. */
function operationName({ operation }: Request): string | undefined {
  const names = operation?.selectionSet.selections.map((node) =>
    node.kind === 'Field' ? node.name.value : '…',
  );
  return names?.slice(0, 5).join(',');
}
