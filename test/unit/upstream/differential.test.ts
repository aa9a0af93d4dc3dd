/**
 * What a caller gets through the engine is what the same schema answers that @portcullis/guard guards in process: for
 * generated schemas, operations and callers. `npm run test:differential` goes through a thousand schemas.
 */
import { expect, it } from '@jest/globals';
import { authDirective } from '@portcullis/guard/graphql';
import {
  buildSchema,
  execute,
  type ExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isObjectType,
  parse,
  validate,
} from 'graphql';

import { readUpstreamSchema } from '../../../src/upstream/engine/read-upstream-schema.js';
import type { UpstreamCaller } from '../../../src/upstream/engine/upstream-caller.js';
import { createUpstreamEngine, type UpstreamEngine } from '../../../src/upstream/engine/upstream-engine.js';
import { guardOf, makeKey, nowSeconds, token } from '../guard/tokens.js';
import { generateOperation, type Operation } from './generate-operation.js';
import { generateSdl } from './generate-sdl.js';
import { mockResolvers, type Ran } from './mock-resolvers.js';
import { createRandom, type Random } from './random.js';

const SCHEMAS = Number(process.env['DIFFERENTIAL'] ?? 12);
const OPERATIONS_EACH = 5;

const ours = await makeKey('ours');
const guard = guardOf([ours]);

interface Caller {
  readonly name: string;
  readonly upstream: UpstreamCaller;
  readonly token: string | undefined;
}

const signedIn = (name: string, roles: string[], permissions: string[], verified: boolean): Caller => ({
  name,
  upstream: { signedIn: true, roles, permissions, verified },
  token: token(ours, { roles, permissions, email_verified: verified }),
});

const callers: readonly Caller[] = [
  { name: 'nobody', upstream: { signedIn: false, because: 'UNAUTHENTICATED' }, token: undefined },
  {
    name: 'an expired token',
    upstream: { signedIn: false, because: 'TOKEN_EXPIRED' },
    token: token(ours, { iat: nowSeconds - 9_000, exp: nowSeconds - 8_000 }),
  },
  signedIn('a user', ['USER'], [], false),
  signedIn('a verified user', ['USER'], ['write'], true),
  signedIn('an admin', ['ADMIN'], [], true),
];

interface Answer {
  readonly data: unknown;
  readonly errors: readonly GraphQLFormattedError[];
  readonly ran: Ran;
}

interface Subject {
  readonly engine: UpstreamEngine;
  readonly guarded: GraphQLSchema;
  readonly bare: GraphQLSchema;
  readonly ran: Ran;
}

function createSubject(seed: number): Subject {
  const sdl = generateSdl(createRandom(seed));
  const ran: Ran = [];
  const build = () => mockResolvers(buildSchema(sdl), seed, ran);
  const source = { name: 'generated', sdl, roles: ['USER', 'ADMIN'], permissions: ['write'] };
  const limits = { aliases: 1_000, rootFields: 100, sameField: 100, directives: 1_000 };
  const options = { onDenied: 'prune', introspection: true, conceal: false, limits } as const;
  return {
    engine: createUpstreamEngine(readUpstreamSchema(source), options),
    guarded: authDirective(guard).transform(build()),
    bare: build(),
    ran,
  };
}

async function run(
  schema: GraphQLSchema,
  ran: Ran,
  query: string,
  variableValues: object,
  contextValue: object,
) {
  ran.length = 0;
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  const result = await execute({ schema, document, variableValues: { ...variableValues }, contextValue });
  return { result: JSON.parse(JSON.stringify(result)) as ExecutionResult, ran: [...ran] };
}

const contextOf = (caller: Caller) => ({
  headers: caller.token === undefined ? {} : { authorization: `Bearer ${caller.token}` },
});

async function inProcess(
  { guarded, ran }: Subject,
  { query, variables }: Operation,
  caller: Caller,
): Promise<Answer> {
  const done = await run(guarded, ran, query, variables, contextOf(caller));
  return {
    data: done.result.data,
    errors: (done.result.errors ?? []) as readonly GraphQLFormattedError[],
    ran: done.ran,
  };
}

async function through(
  { engine, bare, ran }: Subject,
  operation: Operation,
  caller: Caller,
): Promise<Answer> {
  const { query, variables } = operation;
  const prepared = engine.prepare(
    { query, operationName: undefined, variables },
    engine.rightsOf(caller.upstream),
  );
  if (prepared.kind === 'refused') throw new Error(JSON.stringify(prepared.errors));
  const { forward, passThrough, complete } = prepared.plan;
  const done = forward && (await run(bare, ran, forward.query, forward.pickVariables(variables), {}));
  const completed = passThrough ? done?.result : complete(done?.result, variables);
  const { data, errors = [] } = JSON.parse(JSON.stringify(completed)) as ExecutionResult;
  return { data, errors: errors as readonly GraphQLFormattedError[], ran: done?.ran ?? [] };
}

/** By asking the guard itself, field by field. */
async function forbiddenFields({ guarded, ran }: Subject, caller: Caller): Promise<ReadonlySet<string>> {
  const forbidden = new Set<string>();
  const context = contextOf(caller);
  for (const type of Object.values(guarded.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const { name, resolve, type: returnType } of Object.values(type.getFields())) {
      const info = { parentType: type, fieldName: name, returnType, operation: {}, path: { key: name } };
      try {
        await resolve?.({}, {}, context, info as unknown as GraphQLResolveInfo);
      } catch (error) {
        if (error instanceof GraphQLError) forbidden.add(`${type.name}.${name}`);
      }
    }
  }
  ran.length = 0;
  return forbidden;
}

const rootsOf = (ran: Ran) => ran.filter((place) => !(place.split(' ')[0] ?? '').includes('.'));

/** Errors of the upstream are without places of the caller's document. */
const keyOf = ({ path, message, extensions, locations }: GraphQLFormattedError) =>
  JSON.stringify([path, message, extensions, extensions && locations]);

/** The place in the answer that became null by an error: the error's own, or one above it. */
function nullPlace(data: unknown, { path = [] }: GraphQLFormattedError): string {
  let value = data;
  for (const [index, key] of path.entries()) {
    if (value === null) return path.slice(0, index).join('.');
    value = (value as Readonly<Record<string | number, unknown>>)[key];
  }
  return path.join('.');
}

/**
 * Data to the byte. An error of the one is one of the other, except below a place that an error has made null: which of several is told
 * there depends on which comes first, and upstream those do not come at all that are refused.
 */
function expectSame(through: Answer, process: Answer): void {
  expect(JSON.stringify(through.data)).toBe(JSON.stringify(process.data));
  expect(untold(through, process)).toEqual([]);
  expect(untold(process, through)).toEqual([]);
  expect(new Set(through.errors.map(keyOf)).size).toBe(through.errors.length);
}

function untold(one: Answer, other: Answer): readonly GraphQLFormattedError[] {
  const told = new Set(other.errors.map(keyOf));
  const places = new Set(other.errors.map((error) => nullPlace(other.data, error)));
  return one.errors.filter((error) => {
    const place = nullPlace(one.data, error);
    return !told.has(keyOf(error)) && !(places.has(place) && place !== error.path?.join('.'));
  });
}

/** Whether something below a field is refused may depend on what it is: the gateway has sent the next ones of a mutation by then. */
function expectSameRoots(through: Answer, process: Answer): void {
  const roots = rootsOf(through.ran);
  expect(through.data === null ? roots.slice(0, rootsOf(process.ran).length) : roots).toEqual(
    rootsOf(process.ran),
  );
}

interface Tried extends Operation {
  readonly subject: Subject;
  readonly caller: Caller;
  readonly forbidden: ReadonlySet<string>;
}

async function* generateTrials(schemas: number): AsyncGenerator<Tried> {
  for (let seed = 1; seed <= schemas; seed++) {
    const subject = createSubject(seed);
    const random = createRandom(seed + 1_000_000);
    const operations = Array.from({ length: OPERATIONS_EACH }, () => generateValid(random, subject.bare));
    for (const caller of callers) {
      const forbidden = await forbiddenFields(subject, caller);
      for (const operation of operations) yield { ...operation, subject, caller, forbidden };
    }
  }
}

function generateValid(random: Random, schema: GraphQLSchema): Operation {
  const operation = generateOperation(random, schema);
  return validate(schema, parse(operation.query)).length === 0 ? operation : generateValid(random, schema);
}

it(`the engine answers as the guard does in process, for operations on ${SCHEMAS} schemas`, async () => {
  const seen = { all: 0, refused: 0, withoutUpstream: 0 };
  for await (const { subject, caller, forbidden, ...operation } of generateTrials(SCHEMAS)) {
    const process = await inProcess(subject, operation, caller);
    const answer = await through(subject, operation, caller);
    try {
      expectSame(answer, process);
      expect(answer.ran.filter((place) => forbidden.has(place.split(' ')[1] ?? ''))).toEqual([]);
      if (operation.query.startsWith('mutation')) expectSameRoots(answer, process);
    } catch (error) {
      throw new Error(`${caller.name}: ${operation.query}`, { cause: error });
    }
    seen.all++;
    if (answer.errors.some(({ extensions }) => extensions !== undefined)) seen.refused++;
    if (answer.ran.length === 0) seen.withoutUpstream++;
  }
  // That it was not all for nothing.
  expect(seen.refused).toBeGreaterThan(seen.all / 5);
  expect(seen.refused).toBeLessThan(seen.all * 0.8);
  expect(seen.withoutUpstream).toBeLessThan(seen.all / 3);
});
