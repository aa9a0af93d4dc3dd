/** Every place of the schema where a caller writes a value, for tests that write the wrong one. */
import { readFileSync } from 'node:fs';

import {
  buildSchema,
  getNamedType,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLOutputType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';

export interface Slot {
  /** Such as `signIn.input.email`. */
  readonly name: string;
  /** The scalar or enum. */
  readonly type: string;
  readonly query: string;
  /** The variables of the operation, with a value in this place. */
  readonly fill: (value: unknown) => Readonly<Record<string, unknown>>;
}

const samples: Readonly<Record<string, unknown>> = {
  ...{ Int: 1, Float: 1, Boolean: true, ID: '65f0c0ffee65f0c0ffee0001', DateTime: '2026-01-01T00:00:00Z' },
  ...{
    EmailAddress: 'sample@example.com',
    PhoneNumber: '+4930123456',
    URL: 'https://example.com',
    JWT: 'a.b.c',
  },
};

function sampleOf(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return sampleOf(type.ofType);
  if (isListType(type)) return [sampleOf(type.ofType)];
  if (isEnumType(type)) return type.getValues()[0]?.value as unknown;
  if (!isInputObjectType(type)) return samples[type.name] ?? 'sample text of nobody';
  const required = Object.values(type.getFields()).filter((field) => isNonNullType(field.type));
  return Object.fromEntries(required.map((field) => [field.name, sampleOf(field.type)]));
}

/** Paths to each value below an argument. */
function leavesOf(field: GraphQLArgument | GraphQLInputField): { path: string[]; type: string }[] {
  const named = getNamedType(field.type);
  if (!isInputObjectType(named)) return [{ path: [field.name], type: named.name }];
  return Object.values(named.getFields()).flatMap((inner) =>
    leavesOf(inner).map(({ path, type }) => ({ path: [field.name, ...path], type })),
  );
}

function withValue(into: unknown, [head = '', ...rest]: readonly string[], value: unknown): unknown {
  const before = (into ?? {}) as Readonly<Record<string, unknown>>;
  return { ...before, [head]: rest.length === 0 ? value : withValue(before[head], rest, value) };
}

function selectionOf(type: GraphQLOutputType): string {
  const named = getNamedType(type);
  return isObjectType(named) || isInterfaceType(named) || isUnionType(named) ? ' { __typename }' : '';
}

/** All slots of all operations. */
export function schemaSlots(): Slot[] {
  const schema = buildSchema(readFileSync('schema/schema.graphql', 'utf8'));
  const roots = { query: schema.getQueryType(), mutation: schema.getMutationType() };
  return Object.entries(roots).flatMap(([kind, root]) =>
    Object.values(root?.getFields() ?? {}).flatMap(({ name, args, type }) => {
      if (args.length === 0) return [];
      const declared = args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
      const passed = args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
      const query = `${kind} (${declared}) { ${name}(${passed})${selectionOf(type)} }`;
      const required = args.filter((arg) => isNonNullType(arg.type));
      const base = Object.fromEntries(required.map((arg) => [arg.name, sampleOf(arg.type)]));
      return args.flatMap(leavesOf).map((leaf) => ({
        name: [name, ...leaf.path].join('.'),
        type: leaf.type,
        query,
        fill: (value: unknown) => withValue(base, leaf.path, value) as Readonly<Record<string, unknown>>,
      }));
    }),
  );
}
