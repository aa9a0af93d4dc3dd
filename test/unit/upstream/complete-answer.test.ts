/** Answers of an upstream, good and bad. */
import { describe, expect, it } from '@jest/globals';

import { MisfitAnswer } from '../../../src/upstream/engine/misfit-answer.js';
import { planOf, sent, user } from './orders-upstream.js';

describe('complete: answers', () => {
  const plan = planOf(
    '{ order(id: 1) { id total } found { ... on Order { id margin } ... on Tree { leaf } } }',
  );

  it('null is handed up, errors and extensions of the upstream are kept, but for their locations', () => {
    const upstream = {
      message: 'late',
      path: ['found', 1],
      locations: [{ line: 1, column: 1 }],
      extensions: { code: 'LATE' },
    };
    const answer = plan.complete(
      {
        data: {
          order: { id: '1' },
          found: [{ _type: 'Tree', leaf: 1 }, null, { _type: 'Order', id: '2' }],
        },
        errors: [upstream],
        extensions: { cost: 3 },
      },
      {},
    );
    const refused = { message: 'Sign in first.', extensions: { code: 'UNAUTHENTICATED' } };
    expect(sent(answer)).toEqual({
      errors: [
        { message: 'late', path: ['found', 1], extensions: { code: 'LATE' } },
        { ...refused, path: ['order', 'total'], locations: [{ line: 1, column: 21 }] },
        { ...refused, path: ['found', 2, 'margin'], locations: [{ line: 1, column: 55 }] },
      ],
      data: { order: null, found: [{ leaf: 1 }, null, { id: '2', margin: null }] },
      extensions: { cost: 3 },
    });
  });

  it.each<[string, object]>([
    ['without data', { errors: [{ message: 'no' }] }],
    ['with null', { errors: [{ message: 'no' }], data: null }],
  ])('%s, they stay as they are', (_name, answer) => {
    expect(plan.complete(answer, {})).toEqual(answer);
  });

  it.each<[string, object]>([
    ['data that is a list', { data: [] }],
    ['data that is a text', { data: 'order' }],
    ['errors that are an object', { data: null, errors: {} }],
    ['errors that are texts', { data: null, errors: ['no'] }],
    ['a list for an object', { data: { order: [], found: null } }],
    ['an object for a list', { data: { order: null, found: {} } }],
    ['a text for an object', { data: { order: 'secret', found: null } }],
    ['no type', { data: { order: null, found: [{ id: '1' }] } }],
    ['a type that is none', { data: { order: null, found: [{ _type: 'Nothing' }] } }],
    ['a type that it cannot be', { data: { order: null, found: [{ _type: 'Person' }] } }],
    ['a type that is no object', { data: { order: null, found: [{ _type: 'Node' }] } }],
    ['a type that is no text', { data: { order: null, found: [{ _type: {} }] } }],
  ])('%s fit nothing, and nothing of them is told', (_name, answer) => {
    const complete = () => plan.complete(answer, {});
    expect(complete).toThrow(MisfitAnswer);
    expect(complete).toThrow(/^(data|errors|order|found[.0]*) is /);
  });

  it('null where the schema has none fits nothing', () => {
    const { complete } = planOf('{ orders { id total } }');
    expect(() => complete({ data: { orders: [null] } }, {})).toThrow('orders.0 is null.');
  });

  it('an error tells each place of a field once, however often a fragment is spread', () => {
    const text =
      '{ order(id: 1) { margin ...F ...F } } fragment F on Order { margin ...G } fragment G on Order { margin }';
    const { errors } = planOf(text, user).complete({ data: { order: {} } }, {});
    expect(errors).toMatchObject([{ locations: [{ column: 18 }, { column: 61 }, { column: 97 }] }]);
  });

  it('what was not asked for is not handed on', () => {
    const data = { order: { id: '1', total: 5, secret: 'x' }, found: [], audit: 'x' };
    expect(sent(plan.complete({ data }, {}))).toMatchObject({ data: { order: null, found: [] } });
    const other = planOf('{ order(id: 1) { id margin } }').complete({ data }, {});
    expect(sent(other)).toMatchObject({ data: { order: { id: '1', margin: null } } });
    expect(JSON.stringify(other)).not.toContain('secret');
  });

  it('keys that objects have by nature are keys like others', () => {
    const query = '{ __proto__: order(id: 1) { constructor: id toString: margin hasOwnProperty: label } }';
    const data = JSON.parse('{"__proto__":{"constructor":"1","hasOwnProperty":"l"}}') as Record<
      string,
      unknown
    >;
    expect(JSON.stringify(planOf(query, user).complete({ data }, {}).data)).toBe(
      '{"__proto__":{"constructor":"1","toString":null,"hasOwnProperty":"l"}}',
    );
    expect(JSON.stringify(planOf(query, user).complete({ data: {} }, {}).data)).toBe('{"__proto__":null}');
  });
});
