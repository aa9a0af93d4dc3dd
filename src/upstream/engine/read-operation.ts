/** From the text of a document to an operation that fits the schema and the limits. */
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  NoSchemaIntrospectionCustomRule,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';

import { AppError, errorCatalogue, type ErrorCode } from '../../foundation/errors.js';
import { KnownOperationTypesRule } from '../../graphql/known-operation-types.js';
import type { AnswerError } from './plan.js';

export interface ReadOperation {
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Of the operation and the fragments. */
  readonly document: DocumentNode;
}

export interface Reading {
  /** What documents have to fit. */
  readonly schema: GraphQLSchema;
  /** What errors may name. */
  readonly told: () => GraphQLSchema;
  readonly introspection: boolean;
}

/** A document that is not taken, as its sender is told. */
export class DocumentRefusal extends Error {
  override readonly name = 'DocumentRefusal';

  constructor(readonly errors: readonly AnswerError[]) {
    super('The document is refused.');
  }
}

const rules = [...specifiedRules, KnownOperationTypesRule];
/** More help nobody. */
const MOST_ERRORS = 10;

/** @throws DocumentRefusal */
export function readOperation(
  reading: Reading,
  query: string,
  operationName: string | undefined,
): ReadOperation {
  const document = parseDocument(query);
  validateDocument(reading, document);
  const operation = chooseOperation(document, operationName);
  const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  return {
    operation,
    fragments: new Map(fragments.map((node) => [node.name.value, node])),
    document: { ...document, definitions: [operation, ...fragments] },
  };
}

/** Whether it can be read and fits. */
export function fitsSchema(schema: GraphQLSchema, query: string): boolean {
  try {
    return findMisfits(schema, parse(query), rules, 1).length === 0;
  } catch (error) {
    if (error instanceof GraphQLError) return false;
    throw error;
  }
}

function parseDocument(query: string): DocumentNode {
  try {
    return parse(query);
  } catch (error) {
    if (error instanceof GraphQLError) throw refuse('GRAPHQL_PARSE_FAILED', [error]);
    throw error;
  }
}

/**
 * What fits is judged by the whole schema, so that a field that is refused is told as refused; what does not is told by
 * what the caller may know, in which nothing else has a name (ASVS 4.3.2).
 */
function validateDocument({ schema, told, introspection }: Reading, document: DocumentNode): void {
  const added = introspection ? [] : [NoSchemaIntrospectionCustomRule, NoServiceRule];
  if (findMisfits(schema, document, [...rules, ...added], 1).length === 0) return;
  const errors = introspection ? findMisfits(told(), document, rules, MOST_ERRORS) : [];
  throw refuse('GRAPHQL_VALIDATION_FAILED', errors);
}

/**
 * The rule of graphql-js for a subscription's only field looks at conditions as if it were running (16.15.0), and throws for a variable.
 * None may stand there (GraphQL, section 5.2.4.1, September 2025).
 */
function findMisfits(
  schema: GraphQLSchema,
  document: DocumentNode,
  each: Parameters<typeof validate>[2],
  maxErrors: number,
): readonly GraphQLError[] {
  try {
    return validate(schema, document, each, { maxErrors });
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
}

/** The SDL of a subgraph tells as much as introspection does. */
function NoServiceRule(context: Parameters<typeof NoSchemaIntrospectionCustomRule>[0]) {
  const query = context.getSchema().getQueryType();
  return {
    Field(node: { readonly name: { readonly value: string } }) {
      if (node.name.value === '_service' && context.getParentType() === query)
        context.reportError(new GraphQLError('No.'));
    },
  };
}

function chooseOperation({ definitions }: DocumentNode, name: string | undefined): OperationDefinitionNode {
  const operations = definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  const found = operations.filter((node) => name === undefined || node.name?.value === name);
  const [operation, another] = found;
  if (operation !== undefined && another === undefined) return operation;
  if (operation === undefined && operations.length > 0)
    throw new DocumentRefusal([badRequest('The document has no operation of this name.')]);
  const many = 'The document has several operations: name one in operationName.';
  throw new DocumentRefusal([badRequest(operation === undefined ? 'The document has no operation.' : many)]);
}

function badRequest(message: string): AnswerError {
  return { message, extensions: { code: 'BAD_REQUEST' } };
}

/** In the words of the catalogue, where there are no better ones. */
function refuse(code: ErrorCode, errors: readonly GraphQLError[]): DocumentRefusal {
  const told = errors.map(({ message, locations }) => ({
    message,
    ...(locations && { locations }),
    extensions: { code },
  }));
  return new DocumentRefusal(
    told.length > 0 ? told : [{ message: errorCatalogue[code].message, extensions: { code } }],
  );
}

/** @returns undefined for what is no refusal. */
export function toAnswerErrors(error: unknown): readonly AnswerError[] | undefined {
  if (error instanceof DocumentRefusal) return error.errors;
  return error instanceof AppError
    ? [{ message: error.message, extensions: { code: error.code, ...error.details } }]
    : undefined;
}
