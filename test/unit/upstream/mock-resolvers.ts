import {
  getNullableType,
  type GraphQLNullableType,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  responsePathAsArray,
} from 'graphql';

import { hash } from './random.js';

/** `path Type.field` of each resolver that has run. */
export type Ran = string[];

/**
 * Values that go by the place in the answer and the arguments alone: the same operation is answered the same. Some are null, some
 * fail, and none at once: graphql-js 16 loses promises of a list where a later item throws while an earlier one waits.
 */
export function mockResolvers(schema: GraphQLSchema, seed: number, ran: Ran): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) field.resolve = createResolver(schema, seed, ran);
  }
  return schema;
}

function createResolver(
  schema: GraphQLSchema,
  seed: number,
  ran: Ran,
): GraphQLFieldResolver<unknown, unknown> {
  return async (_source, args, _context, { path, parentType, fieldName, returnType }) => {
    await Promise.resolve();
    const place = `${responsePathAsArray(path).join('.')} ${parentType.name}.${fieldName}`;
    ran.push(place);
    const key = `${seed} ${place} ${JSON.stringify(args)}`;
    if (hash(`${key} fails`) % 25 === 0) throw new Error(`upstream: ${place}`);
    return valueOf(schema, returnType, key);
  };
}

function valueOf(schema: GraphQLSchema, type: GraphQLOutputType, key: string): unknown {
  // One in forty breaks the promise of a non-null type.
  const isNull = hash(`${key} null`) % (isNonNullType(type) ? 40 : 8) === 0;
  return isNull ? null : presentValueOf(schema, getNullableType(type), key);
}

function presentValueOf(schema: GraphQLSchema, type: GraphQLNullableType, key: string): unknown {
  if (isListType(type)) return listOf(schema, type.ofType as GraphQLOutputType, key);
  if (isObjectType(type)) return { __typename: type.name };
  if (isAbstractType(type)) {
    const types = schema.getPossibleTypes(type);
    return { __typename: types[hash(`${key} type`) % types.length]?.name };
  }
  if (isEnumType(type)) return ['RED', 'GREEN'][hash(key) % 2];
  const number = hash(key) % 1_000;
  if (type.name === 'Boolean') return number % 2 === 0;
  return type.name === 'Int' ? number : `${type.name} ${number}`;
}

function listOf(schema: GraphQLSchema, type: GraphQLOutputType, key: string): readonly unknown[] {
  const keys = Array.from({ length: hash(`${key} length`) % 4 }, (_, index) => `${key} ${index}`);
  return keys.map((each) =>
    isNonNullType(type)
      ? presentValueOf(schema, type.ofType as GraphQLNullableType, each)
      : valueOf(schema, type, each),
  );
}
