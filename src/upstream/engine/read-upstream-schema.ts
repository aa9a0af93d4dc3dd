import { refuseMisplaced } from '@portcullis/guard/requirements';
import {
  buildASTSchema,
  type ConstValueNode,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  parse,
  validateSchema,
  visit,
} from 'graphql';
import { validateSDL } from 'graphql/validation/validate.js';

import { defineAuth } from './auth-definition.js';
import { completeFederation, federationFields } from './federation-sdl.js';
import { indexRequirements } from './requirement-index.js';
import { placeOf } from './sdl-place.js';
import { type SchemaMistake, UpstreamSchemaError } from './upstream-schema-error.js';
import type { UpstreamSchema } from './upstream-schema.js';

export interface UpstreamSource {
  /** Of the upstream, for messages. */
  readonly name: string;
  readonly sdl: string;
  /** The file or URL that it comes from, for messages; undefined where it comes from none. */
  readonly place?: string | undefined;
  /** Those that there are; `@auth` may name no other. */
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
}

/**
 * Reads an SDL by the rules of @portcullis/guard. The definition of `@auth` and those of a federation's subgraph (`@key`,
 * `_entities`, `_service`) may be left out.
 * @throws UpstreamSchemaError
 */
export function readUpstreamSchema(source: UpstreamSource): UpstreamSchema {
  let written: DocumentNode | undefined;
  try {
    written = parse(source.sdl);
    refuseRenamed(written);
    const document = completeFederation(written);
    const definitions = [...document.definitions, ...defineAuth(document, source.roles)];
    const defined = { ...document, definitions };
    refuse([...findUnknownNames(written, source), ...validateSDL(defined)]);
    const schema = buildValid(defined);
    const directive = schema.getDirective('auth');
    if (!directive) throw new TypeError('The schema does not define the @auth directive.');
    refuseMisplaced(schema, directive);
    refuse(findDetours(schema));
    return { name: source.name, schema, written, document, index: indexRequirements(schema, directive) };
  } catch (error) {
    throw toSchemaError(source, written, error);
  }
}

/** @param document that fits the rules of an SDL. */
function buildValid(document: DocumentNode): GraphQLSchema {
  const schema = buildASTSchema(document, { assumeValidSDL: true });
  refuse(validateSchema(schema));
  return schema;
}

/** What one look has found. */
class Mistakes extends Error {
  constructor(readonly errors: readonly GraphQLError[]) {
    super('The SDL has mistakes.');
  }
}

/** @throws Mistakes where there are any. */
function refuse(errors: readonly GraphQLError[]): void {
  if (errors.length > 0) throw new Mistakes(errors);
}

/** It would stand under a name that nobody looks for. */
function refuseRenamed(document: DocumentNode): void {
  visit(document, {
    [Kind.OBJECT]({ fields }) {
      const [name, as] = ['name', 'as'].map(
        (wanted) => fields.find((field) => field.name.value === wanted)?.value,
      );
      if (name?.kind !== Kind.STRING || !/^@auth$/i.test(name.value) || as === undefined) return;
      throw new GraphQLError('@auth cannot be imported under another name.', { nodes: as });
    },
  });
}

function findUnknownNames(
  document: DocumentNode,
  { roles, permissions }: UpstreamSource,
): readonly GraphQLError[] {
  const known: Readonly<Record<string, readonly string[]>> = { roles, permissions };
  const mistakes: GraphQLError[] = [];
  const check = (argument: string, value: ConstValueNode, isDefault = false) => {
    if (!Object.hasOwn(known, argument)) return;
    const names = namesIn(value);
    // Where nothing is named, everybody who is signed in would be let through.
    if (names.length === 0 && !isDefault)
      mistakes.push(new GraphQLError(`@auth names no ${argument.slice(0, -1)}.`, { nodes: value }));
    for (const node of names) {
      if (known[argument]?.includes(node.value) === true) continue;
      const says = `There is no ${argument.slice(0, -1)} ${node.value}. ${tellNames(known[argument])}`;
      mistakes.push(new GraphQLError(says, { nodes: node }));
    }
  };
  visit(document, {
    [Kind.DIRECTIVE]({ name, arguments: given = [] }) {
      if (name.value !== 'auth') return;
      for (const argument of given) check(argument.name.value, argument.value as ConstValueNode);
    },
    [Kind.DIRECTIVE_DEFINITION]({ name, arguments: given = [] }) {
      if (name.value !== 'auth') return;
      for (const argument of given)
        if (argument.defaultValue !== undefined) check(argument.name.value, argument.defaultValue, true);
    },
  });
  return mistakes;
}

/** Asked for by an interface, they would not be seen as what they are. */
function findDetours(schema: GraphQLSchema): readonly GraphQLError[] {
  return (schema.getQueryType()?.getInterfaces() ?? []).flatMap((parent) =>
    Object.values(parent.getFields())
      .filter(({ name }) => federationFields.has(name))
      .map(({ name, astNode }) => {
        const says = `${name} is a field of ${parent.name}: it can stand in the type of queries alone.`;
        return new GraphQLError(says, { nodes: astNode ?? null });
      }),
  );
}

function tellNames(names: readonly string[] = []): string {
  return names.length === 0 ? 'There are none.' : `There are ${names.join(', ')}.`;
}

function namesIn(value: ConstValueNode): readonly (ConstValueNode & { readonly value: string })[] {
  if (value.kind === Kind.LIST) return value.values.flatMap(namesIn);
  return value.kind === Kind.ENUM || value.kind === Kind.STRING ? [value] : [];
}

function toSchemaError(
  { name: upstream, place = '' }: UpstreamSource,
  written: DocumentNode | undefined,
  error: unknown,
): unknown {
  const errors = error instanceof Mistakes ? error.errors : [error];
  const mistakes = errors.slice(0, MOST_TOLD).map((each) => toMistake(place, written, each));
  return error instanceof Error ? new UpstreamSchemaError(upstream, mistakes) : error;
}

const MOST_TOLD = 10;

function toMistake(source: string, written: DocumentNode | undefined, error: unknown): SchemaMistake {
  // What the guard says of a requirement, which names the place; or nested past the stack.
  if (!(error instanceof GraphQLError)) return { place: source, problem: (error as Error).message };
  const place = [source, placeOfError(written, error)].filter(Boolean).join(':');
  return { place, problem: error.message };
}

function placeOfError(written: DocumentNode | undefined, error: GraphQLError): string {
  const [node] = error.nodes ?? [];
  if (written !== undefined && node !== undefined) return placeOf(written, node);
  const [location] = error.locations ?? [];
  return location === undefined ? '' : `${String(location.line)}:${String(location.column)}`;
}
