/** What variables may hold: for every type, value and default the gateway takes what graphql-js takes. */
import { describe, expect, it } from '@jest/globals';
import { buildSchema, getVariableValues, type OperationDefinitionNode, parse } from 'graphql';

import { readUpstreamSchema } from '../../../src/upstream/engine/read-upstream-schema.js';
import { createUpstreamEngine } from '../../../src/upstream/engine/upstream-engine.js';
import { nobody } from './orders-upstream.js';

const types = ['ID', 'String', 'Boolean', 'Int', 'Float', 'Color', 'Money', 'Point', '[Int]', '[[String!]!]'];
const sdl = `
  scalar Money
  enum Color { RED GREEN }
  input Point { x: Int! y: Int = 1 }
  type Query { ${types.map((type, index) => `f${index}(a: ${type}): Int`).join(' ')} }`;
const values: readonly unknown[] = [
  ...[
    '',
    'text',
    '1',
    'RED',
    0,
    -0,
    1,
    1.5,
    -1,
    2 ** 31 - 1,
    2 ** 31,
    -(2 ** 31),
    -(2 ** 31) - 1,
    2 ** 53,
    1e300,
  ],
  ...[
    true,
    false,
    null,
    undefined,
    [],
    [1],
    [null],
    ['1'],
    [['a']],
    {},
    { x: 1 },
    { x: 1, z: 1 },
    { toString: 1 },
  ],
];
const plain = buildSchema(sdl);
const engine = createUpstreamEngine(readUpstreamSchema({ name: 'orders', sdl, roles: [], permissions: [] }), {
  onDenied: 'prune',
  introspection: false,
  conceal: true,
});
const rights = engine.rightsOf(nobody);

function judge(query: string, variables: Record<string, unknown>) {
  const [operation] = parse(query).definitions as [OperationDefinitionNode];
  const { coerced } = getVariableValues(plain, operation.variableDefinitions ?? [], variables);
  const prepared = engine.prepare({ query, operationName: undefined, variables }, rights);
  return { coerced, prepared };
}

describe.each(types)('a variable of %s', (type) => {
  const field = `f${types.indexOf(type)}(a: $a)`;

  it.each([type, `${type}!`])('as %s takes what graphql-js takes', (declared) => {
    const query = `query($a: ${declared}) { ${field} }`;
    const told = values.map((a) => {
      const { coerced, prepared } = judge(query, { a });
      return { a, isTaken: coerced !== undefined, kind: prepared.kind };
    });
    expect(told.map(({ a, kind }) => [a, kind])).toEqual(
      told.map(({ a, isTaken }) => [a, isTaken ? 'planned' : 'refused']),
    );
    expect(new Set(told.map(({ kind }) => kind)).size).toBeGreaterThan(
      type === 'Money' && declared === type ? 0 : 1,
    );
  });
});

describe('a variable that is not sent', () => {
  it.each(types)('is left out where %s need not be there, and refused where it must', (type) => {
    const field = `f${types.indexOf(type)}(a: $a)`;
    expect(judge(`query($a: ${type}) { ${field} }`, {}).prepared.kind).toBe('planned');
    expect(judge(`query($a: ${type}!) { ${field} }`, {}).prepared.kind).toBe('refused');
  });

  it('is no other than those that objects have by themselves', () => {
    const query = 'query($toString: String!, $__proto__: ID!) { f1(a: $toString) f0(a: $__proto__) }';
    expect(judge(query, {}).prepared.kind).toBe('refused');
  });
});
