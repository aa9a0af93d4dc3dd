import {
  getNamedType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isObjectType,
  isUnionType,
} from 'graphql';

import type { Random } from './random.js';

export interface Operation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

interface Writing {
  readonly random: Random;
  readonly schema: GraphQLSchema;
  /** Texts, by name. */
  readonly fragments: Map<string, string>;
  aliases: number;
}

const declared = '$yes: Boolean!, $no: Boolean!, $maybe: Boolean = true, $count: Int, $text: String = "s"';
const variables = { yes: true, no: false, count: 3 };

/** A text that may not be valid, where two of its fields would be merged that differ. */
export function generateOperation(random: Random, schema: GraphQLSchema): Operation {
  const isMutation = random.chance(0.25);
  const root = isMutation ? schema.getMutationType() : schema.getQueryType();
  if (!root) throw new TypeError('The schema has both.');
  const writing: Writing = { random, schema, fragments: new Map(), aliases: 0 };
  const selections = writeSelections(writing, root, 4);
  const fragments = [...writing.fragments.values()].join(' ');
  // `@include` of each variable, so that none is unused.
  const uses = '... @include(if: $yes) { __typename @skip(if: $no) @include(if: $maybe) }';
  const text = `${isMutation ? 'mutation' : 'query'} Op(${declared}) { ${uses} ${selections} } ${fragments}`;
  return { query: withoutUnused(text), variables };
}

/** Declarations of variables that the text does not use would not be valid. */
function withoutUnused(text: string): string {
  const isUsed = (name: string) => text.split(`$${name}`).length > 2;
  return ['count: Int', 'text: String = "s"'].reduce(
    (kept, declaration) =>
      isUsed(declaration.split(':')[0] ?? '') ? kept : kept.replace(`, $${declaration}`, ''),
    text,
  );
}

function writeSelections(writing: Writing, type: GraphQLNamedType, depth: number): string {
  const { random } = writing;
  const parts = Array.from({ length: 1 + random.below(4) }, () => writeSelection(writing, type, depth));
  return parts.join(' ');
}

function writeSelection(writing: Writing, type: GraphQLNamedType, depth: number): string {
  const { random } = writing;
  if (depth > 0 && random.chance(isAbstractType(type) ? 0.45 : 0.1))
    return writeFragment(writing, type, depth);
  const fields =
    isObjectType(type) || (!isUnionType(type) && isAbstractType(type)) ? Object.values(type.getFields()) : [];
  const usable = fields.filter((field) => depth > 0 || !isCompositeType(getNamedType(field.type)));
  const [first, ...rest] = usable;
  if (first === undefined || random.chance(0.08))
    return random.chance(0.5) ? '__typename' : `t${writing.aliases++}: __typename`;
  return writeField(writing, random.pick([first, ...rest]), depth);
}

function writeField(writing: Writing, field: GraphQLField<unknown, unknown>, depth: number): string {
  const { random } = writing;
  const alias = random.chance(0.3) ? `x${writing.aliases++}: ` : '';
  const given =
    field.args.length === 0 ? '' : random.pick(['', '(n: 2)', '(n: $count)', '(n: $count, s: $text)']);
  const named = getNamedType(field.type);
  const below = isCompositeType(named) ? ` { ${writeSelections(writing, named, depth - 1)} }` : '';
  return `${alias}${field.name}${given}${writeCondition(random)}${below}`;
}

function writeFragment(writing: Writing, type: GraphQLNamedType, depth: number): string {
  const { random, schema, fragments } = writing;
  const types = Object.values(schema.getTypeMap()).filter(
    (each) => isCompositeType(each) && !each.name.startsWith('__'),
  );
  const overlapping = types.filter((each) => overlap(schema, type, each));
  const [first, ...rest] = overlapping;
  const on = first === undefined ? type : random.pick([first, ...rest]);
  const body = `{ ${writeSelections(writing, on, depth - 1)} }`;
  if (random.chance(0.5))
    return `... ${random.chance(0.15) && on === type ? '' : `on ${on.name}`}${writeCondition(random)} ${body}`;
  const name = `F${fragments.size}${on.name}`;
  const known = [...fragments.keys()].filter((each) => each.endsWith(on.name) && /^F\d+[A-Z]/.test(each));
  const [old] = known;
  // Not one that is being written, which would go round in a circle: those have no text yet.
  if (old !== undefined && fragments.get(old) !== '' && random.chance(0.3))
    return `...${old}${writeCondition(random)}`;
  fragments.set(name, `fragment ${name} on ${on.name} ${body}`);
  return `...${name}${writeCondition(random)}`;
}

function overlap(schema: GraphQLSchema, one: GraphQLNamedType, other: GraphQLNamedType): boolean {
  const objectsOf = (type: GraphQLNamedType) => {
    if (isObjectType(type)) return [type];
    return isAbstractType(type) ? schema.getPossibleTypes(type) : [];
  };
  return objectsOf(one).some((type) => objectsOf(other).includes(type));
}

function writeCondition(random: Random): string {
  if (random.chance(0.75)) return '';
  return random.pick([
    ' @include(if: $yes)',
    ' @skip(if: $no)',
    ' @include(if: $no)',
    ' @skip(if: $yes)',
    ' @include(if: $maybe)',
    ' @skip(if: true)',
    ' @include(if: true)',
    ' @include(if: $yes) @skip(if: $no)',
  ]);
}
