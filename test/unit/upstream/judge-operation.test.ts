import { expect, it } from '@jest/globals';

import { createUpstreamEngine } from '../../../src/upstream/engine/upstream-engine.js';
import { createJudgeOperation } from '../../../src/upstream/judge-operation.js';
import { toOperation } from '../../../src/upstream/read-operation.js';
import { admin, schema, user, usual } from './orders-upstream.js';

/** Some hundred subscriptions that are judged each second would keep a process busy else, whose documents are not all remembered. */
it('what is judged anew is prepared anew only by other rights or another schema', async () => {
  let prepared = 0;
  const engineOf = () => {
    const engine = createUpstreamEngine(schema, usual);
    return {
      ...engine,
      prepare: (...given: Parameters<typeof engine.prepare>) => (prepared++, engine.prepare(...given)),
    };
  };
  let [engine, judged] = [engineOf(), user];
  const documents = {
    find: () => '{ order(id: 1) { id margin } }',
    findUnnamed: () => '',
    keep: () => undefined,
  };
  const judge = createJudgeOperation({
    guarded: { current: () => ({ engine, documents }) },
    judgeCaller: () => Promise.resolve({ judged, who: undefined, accessToken: undefined }),
    conceal: false,
  });
  const operation = toOperation({ value: { query: '{ a }' } });
  const first = await judge.first(operation, {});
  let last = first;
  for (let count = 0; count < 5; count++) last = await judge.anew(operation, last, {});
  expect([prepared, last.prepared]).toEqual([1, first.prepared]);
  judged = admin;
  last = await judge.anew(operation, last, {});
  last = await judge.anew(operation, last, {});
  expect(prepared).toBe(2);
  engine = engineOf();
  await judge.anew(operation, last, {});
  expect(prepared).toBe(3);
});
