import { describe, expect, it } from '@jest/globals';
import { coerceInputValue, isInputType, parse, typeFromAST, validate, Kind } from 'graphql';

import { exampleOperation } from '../../../../../src/developer-pages/docs/parts/example-operation.js';
import { mapSchema } from '../../../../../src/developer-pages/docs/site/schema-site.js';
import { testSchema } from '../../test-schema.js';

const all = mapSchema(testSchema, '/docs').operations.flatMap(({ kind, fields }) =>
  fields.map((field) => ({ kind, field })),
);

function exampleOf(name: string) {
  const found = all.find(({ field }) => field.name === name);
  if (!found) throw new TypeError(`The test schema has no ${name}.`);
  return exampleOperation(found.kind, found.field);
}

describe('exampleOperation', () => {
  it.each(all.map(({ field }) => field.name))(
    'makes a valid operation with valid variables for %s',
    (name) => {
      const { document, variables } = exampleOf(name);
      const parsed = parse(document);
      expect(validate(testSchema, parsed)).toEqual([]);
      const [operation] = parsed.definitions;
      if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new TypeError('Not an operation.');
      expect(operation.variableDefinitions?.map(({ variable }) => variable.name.value)).toEqual(
        Object.keys(variables),
      );
      for (const { variable, type } of operation.variableDefinitions ?? []) {
        const inputType = typeFromAST(testSchema, type);
        if (!isInputType(inputType)) throw new TypeError('Not an input type.');
        expect(() => coerceInputValue(variables[variable.name.value], inputType)).not.toThrow();
      }
    },
  );

  it('makes variables of required arguments and leaves optional ones out', () => {
    expect(exampleOf('user').document).toMatch(/^query User\(\$id: ID!\) \{\n {2}user\(id: \$id\) \{/);
    expect(exampleOf('users').document).toMatch(/^query Users \{\n {2}users \{/);
  });

  it('gives the leading field of an input beside the required ones', () => {
    expect(exampleOf('signIn').variables).toEqual({
      input: { email: 'ada@example.com', password: 'plum-orbit-lantern-42' },
      roles: ['USER'],
    });
  });

  it('selects two levels, and sees through the wrappers of a list', () => {
    expect(exampleOf('signUp').document).toContain('auth {\n      userId\n      accessToken');
    expect(exampleOf('users').document).toContain('node {\n        id');
    expect(exampleOf('users').document).not.toContain('friends');
  });

  it('leaves out deprecated fields and fields with arguments', () => {
    expect(exampleOf('me').document).not.toMatch(/nickname|sessions/);
  });

  it('asks for fields of one name and different types under different keys', () => {
    expect(exampleOf('signIn').document).toContain('Challenge_expiresAt: expiresAt');
  });
});
