/**
 * graphql-js is the judge of what executes known operations in its place: for generated schemas, operations and resolvers, which answer at
 * once, later or never, what the two say is the same to the byte, errors and their order included. DIFFERENTIAL=1000 goes further.
 */
import { expect, it } from '@jest/globals';
import {
  buildSchema,
  execute,
  type ExecutionResult,
  getNullableType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLScalarType,
  type GraphQLSchema,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
  responsePathAsArray,
  validate,
} from 'graphql';

import { executePlan } from '../../../src/graphql/execute-plan.js';
import { planExecution } from '../../../src/graphql/execution-plan.js';
import { createRandom, hash, type Random } from '../upstream/random.js';

const SCHEMAS = Number(process.env['DIFFERENTIAL'] ?? 15);
const OPERATIONS_EACH = 25;

const types = ['Query', 'Mutation', 'Cat', 'Dog', 'Box'];
const leaves = ['String', 'Int', 'Float', 'Boolean', 'ID', 'Colour', 'Even'] as const;
const shapes = ['T', 'T', 'T!', 'T!', '[T]', '[T!]', '[T!]!', '[[T!]]'] as const;

function generateSchema(seed: number): GraphQLSchema {
  const random = createRandom(seed);
  const fields = (type: string) =>
    Array.from({ length: 7 }, (_, index) => {
      const named = index < 4 ? random.pick(leaves) : random.pick(['Cat', 'Dog', 'Box']);
      const taken = random.chance(0.3) ? '(n: Int = 3, s: String, list: [Int!])' : '';
      return `f${index}${taken}: ${random.pick(shapes).replace('T', named)} # ${type}`;
    });
  const sdl = types.map((type) => `type ${type} {\n${fields(type).join('\n')}\n}`);
  const schema = buildSchema(`enum Colour { RED GREEN }\nscalar Even\n${sdl.join('\n')}`);
  (schema.getType('Even') as GraphQLScalarType).serialize = (value) => {
    if (Number(value) % 2 !== 0) throw new Error(`${String(value)} is odd`);
    return `even ${String(value)}`;
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    // Those without are read off their parent.
    for (const field of Object.values(type.getFields()))
      if (random.chance(0.5)) field.resolve = createResolver(`${seed} ${field.name}`);
  }
  return schema;
}

type Resolver = NonNullable<GraphQLField<unknown, unknown>['resolve']>;

/** By the place alone; at once, or so many turns later. */
function createResolver(salt: string): Resolver {
  return (_source, args, _context, info) => {
    const place = `${salt} ${responsePathAsArray(info.path).join('.')} ${JSON.stringify(args)}`;
    const turns = hash(`${place} turns`) % 5;
    const answer = () => {
      const fate = hash(`${place} fate`) % 24;
      if (fate === 0) throw new Error(`thrown at ${place}`);
      if (fate === 1) return new Error(`returned at ${place}`);
      return valueOf(info.returnType, place);
    };
    return turns === 0 ? answer() : later(turns).then(answer);
  };
}

async function later(turns: number): Promise<void> {
  for (let turn = 1; turn < turns; turn++) await Promise.resolve();
}

/** Mostly what it should be: sometimes null, sometimes nothing that can be serialized. */
function valueOf(type: GraphQLOutputType, key: string): unknown {
  const chance = hash(`${key} kind`) % 40;
  if (chance < (isNonNullType(type) ? 1 : 6)) return chance % 2 === 0 ? null : undefined;
  if (chance === 39) return { no: 'such' };
  const nullable = getNullableType(type);
  if (isListType(nullable)) return listOf(nullable.ofType, key);
  if (!isObjectType(nullable)) return leafOf(String(nullable), hash(key) % 1_000);
  const fields = Object.values(nullable.getFields()).filter(({ resolve }) => resolve === undefined);
  return Object.fromEntries(
    fields.map((field) => [field.name, propertyOf(field.type, `${key}.${field.name}`)]),
  );
}

function listOf(item: GraphQLOutputType, key: string): readonly unknown[] {
  const length = hash(`${key} length`) % 4;
  const items = Array.from({ length }, (_, index) => valueOf(item, `${key} ${index}`));
  // See ../upstream/mock-resolvers.ts.
  return isLeafType(getNullableType(item)) ? items : items.map((each) => later(2).then(() => each));
}

function leafOf(type: string, number: number): unknown {
  if (type === 'Colour') return number % 9 === 0 ? 'BLUE' : ['RED', 'GREEN'][number % 2];
  if (type === 'Boolean') return number % 2 === 0;
  return number % 11 === 0 ? `text ${number}` : number;
}

const namedType = (type: GraphQLOutputType) => String(type).replaceAll(/[[\]!]/g, '');

/** Operations ask for no more. */
const MOST_LEVELS = 4;

/** A value, or a method that gives it, now or later. */
function propertyOf(type: GraphQLOutputType, key: string): unknown {
  const isDeep = key.split('.f').length > MOST_LEVELS;
  const value = isDeep && types.includes(namedType(type)) ? null : valueOf(type, key);
  const kind = hash(`${key} property`) % 8;
  if (kind === 0) return (args: object) => (Object.keys(args).length > 2 ? null : value);
  if (kind === 1) return later(2).then(() => value);
  return value;
}

function generateOperation(random: Random, schema: GraphQLSchema): string {
  const fragments: string[] = [];
  const select = (type: string, depth: number): string => {
    const parts = Array.from({ length: 1 + random.below(4) }, () => selectOne(type, depth));
    return `{ ${parts.join(' ')} }`;
  };
  const selectOne = (type: string, depth: number): string => {
    if (random.chance(0.1)) return '__typename';
    if (random.chance(0.1)) return `... ${random.chance(0.5) ? `on ${type} ` : ''}${select(type, depth)}`;
    if (random.chance(0.1)) {
      fragments.push(`fragment F${fragments.length} on ${type} ${select(type, depth - 1)}`);
      return `...F${fragments.length - 1}`;
    }
    return selectField(type, depth);
  };
  const selectField = (type: string, depth: number): string => {
    const fields = Object.values((schema.getType(type) as GraphQLObjectType).getFields());
    const {
      name,
      type: given,
      args,
    } = fields[random.below(depth > 0 ? 7 : 4)] as GraphQLField<unknown, unknown>;
    const below = namedType(given);
    const alias = random.chance(0.2) ? `a${random.below(4)}: ` : '';
    const written = args.length > 0 && random.chance(0.5);
    const sent = written ? random.pick(['(n: $n)', '(s: "x", list: [1, $n])']) : '';
    return `${alias}${name}${sent}${types.includes(below) ? ` ${select(below, depth - 1)}` : ''}`;
  };
  const isMutation = random.chance(0.3);
  const body = select(isMutation ? 'Mutation' : 'Query', 3);
  const text = `${isMutation ? 'mutation' : 'query'} Op($n: Int!) ${body} ${fragments.join(' ')}`;
  return text.split('$n').length > 2 ? text : text.replace('($n: Int!)', '');
}

const written = ({ data, errors }: ExecutionResult) =>
  JSON.stringify({ data, errors: errors?.map((error) => error.toJSON()) });

function* generateOperations(): Generator<{ random: Random; schema: GraphQLSchema; query: string }> {
  for (let seed = 1; seed <= SCHEMAS; seed++) {
    const schema = generateSchema(seed);
    const random = createRandom(seed + 1_000_000);
    for (let count = 0; count < OPERATIONS_EACH; count++)
      yield { random, schema, query: generateValid(random, schema) };
  }
}

function generateValid(random: Random, schema: GraphQLSchema): string {
  const query = generateOperation(random, schema);
  return validate(schema, parse(query)).length === 0 ? query : generateValid(random, schema);
}

it(`executes by a plan as graphql-js does, operations on ${SCHEMAS} schemas`, async () => {
  const seen = { all: 0, planned: 0, failed: 0, withoutData: 0, misfits: 0 };
  for (const { random, schema, query } of generateOperations()) {
    seen.all++;
    const document = parse(query);
    const plan = planExecution(schema, document);
    if (plan === undefined) continue;
    seen.planned++;
    const variableValues = random.chance(0.1) ? { n: 'none' } : { n: random.below(9) };
    const expected = await execute({ schema, document, variableValues });
    const result = await executePlan(plan, undefined, variableValues);
    expect({ query, result: written(result) }).toEqual({ query, result: written(expected) });
    if (expected.errors === undefined) continue;
    seen[expected.data === undefined ? 'misfits' : expected.data === null ? 'withoutData' : 'failed']++;
  }
  // That it was not all for nothing.
  expect(seen.planned).toBeGreaterThan(seen.all * 0.8);
  expect(seen.failed).toBeGreaterThan(seen.all / 10);
  expect(seen.failed).toBeLessThan(seen.all * 0.8);
  expect(seen.withoutData).toBeGreaterThan(seen.all / 50);
  expect(seen.misfits).toBeGreaterThan(seen.all / 100);
});

it('tells as many variables that do not fit as graphql-js does', async () => {
  const schema = buildSchema('type Query { f0(ids: [ID!]): String }');
  const document = parse('query ($ids: [ID!]) { f0(ids: $ids) }');
  const variableValues = { ids: Array.from({ length: 200 }, () => null) };
  const plan = planExecution(schema, document);
  const result = plan && (await executePlan(plan, undefined, variableValues));
  expect(result?.errors).toHaveLength(51);
  expect(result && written(result)).toBe(written(await execute({ schema, document, variableValues })));
});

it.each([
  ['conditions', '{ f0 @skip(if: false) }'],
  ['types that show with the value', '{ pet { __typename } }'],
  ['questions about the schema', '{ __schema { queryType { name } } }'],
  ['names that are no plain members', '{ __proto__: f0 }'],
  ['subscriptions', 'subscription { f0 }'],
  ['a fragment that is spread again and again', `{ ${fields(101)} }`],
])('has no plan for %s', (_, query) => {
  const schema = buildSchema(
    'type Query { f0: String pet: Pet } interface Pet { name: String } type Subscription { f0: String }',
  );
  expect(planExecution(schema, parse(query))).toBeUndefined();
  expect(planExecution(schema, parse(`{ ${fields(100)} }`))).toBeDefined();
});

function fields(count: number): string {
  return Array.from({ length: count }, (_, index) => `a${index}: f0`).join(' ');
}
