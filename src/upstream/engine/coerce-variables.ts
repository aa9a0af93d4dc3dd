/** What a document's variables come to, before anything of it is looked at: those that do not fit execute nothing. */
import {
  getVariableValues,
  GraphQLBoolean,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  type GraphQLNamedType,
  type GraphQLSchema,
  GraphQLString,
  Kind,
  print,
  type VariableDefinitionNode,
} from 'graphql';

import type { Variables } from '../../graphql/document-limits.js';
import type { AnswerError } from './plan.js';
import { DocumentRefusal } from './read-operation.js';

/** @throws DocumentRefusal for those that do not fit, also where what they are for is cut out. */
export type CoerceVariables = (variables: Variables) => Variables;

export function createCoerceVariables(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[] = [],
): CoerceVariables {
  if (definitions.length === 0) return () => ({});
  const coercePlain = createCoercePlain(schema, definitions);
  const coerce = (nodes: readonly VariableDefinitionNode[], variables: Variables) =>
    getVariableValues(schema, nodes, variables, { maxErrors: 1 });
  return (variables) => {
    const coerced = coercePlain(variables) ?? coerce(definitions, variables).coerced;
    if (coerced !== undefined) return coerced;
    const misfits = definitions.filter((node) => coerce([node], variables).errors !== undefined);
    throw new DocumentRefusal(misfits.map(describeMisfit));
  };
}

type IsPlain = (value: unknown) => boolean;

const isText: IsPlain = (value) => typeof value === 'string';
const MOST_INT = 2 ** 31 - 1;

/** Values of which graphql-js makes themselves; of others of these types it makes something else, or nothing. */
const plainValues = new Map<GraphQLNamedType | undefined, IsPlain>([
  [GraphQLID, isText],
  [GraphQLString, isText],
  [GraphQLBoolean, (value) => typeof value === 'boolean'],
  [GraphQLFloat, (value) => Number.isFinite(value)],
  [GraphQLInt, (value) => Number.isInteger(value) && Math.abs(Number(value)) <= MOST_INT],
]);

/**
 * Nearly every variable is a text or a number, and looking its type up anew takes graphql-js a thirtieth of the processor time of an
 * operation. @returns undefined for values that it has to judge.
 */
function createCoercePlain(schema: GraphQLSchema, definitions: readonly VariableDefinitionNode[]) {
  const known = definitions.map(({ variable, type }) => {
    const named = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
    const isPlain =
      named.kind === Kind.NAMED_TYPE ? plainValues.get(schema.getType(named.name.value)) : undefined;
    return { name: variable.name.value, isPlain };
  });
  return (variables: Variables): Variables | undefined => {
    // A variable may be called `__proto__`.
    const coerced = Object.create(null) as Record<string, unknown>;
    for (const { name, isPlain } of known) {
      const value = variables[name];
      if (isPlain?.(value) !== true) return undefined;
      coerced[name] = value;
    }
    return coerced;
  };
}

/** In the document's own words; the value is not told, which may be a secret. */
function describeMisfit({ variable, type }: VariableDefinitionNode): AnswerError {
  const message = `The variable $${variable.name.value} does not fit ${print(type)}.`;
  return { message, extensions: { code: 'BAD_USER_INPUT' } };
}
