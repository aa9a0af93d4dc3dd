/** Two gateways behind nginx are replaced one after the other, while people work: nobody notices. `FAULTS` says how often. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { type BalancedPair, startBalancedPair } from '../harness/balanced-pair.js';
import { freshDatabaseUri } from '../harness/database-uri.js';
import { testSecret } from '../harness/gateway.js';
import { GraphQLClient } from '../harness/graphql-client.js';
import { findNginx } from '../harness/nginx.js';
import { signUp } from '../harness/people.js';
import { startSteadyLoad } from '../harness/steady-load.js';

const nginx = findNginx();
const rounds = Number(process.env['FAULTS'] ?? 1);
let pair: BalancedPair;
beforeAll(async () => {
  if (nginx === undefined) return;
  const settings = { MONGODB_URI: freshDatabaseUri(), SECRET: testSecret, RATE_LIMIT: 'false' };
  pair = await startBalancedPair(nginx, { ...settings, PUBLIC_URL: 'http://localhost:4000' });
});
afterAll(async () => {
  if (nginx !== undefined) await pair.stop();
});

// Without one it is told as skipped (apt-get install nginx).
(nginx === undefined ? describe.skip : describe)('SIGTERM of one of two replicas behind nginx', () => {
  it('fails no request, nor does the one that takes its place', async () => {
    const api = new GraphQLClient(`${pair.url}/graphql`);
    const people = await Promise.all(Array.from({ length: 8 }, () => signUp({ api })));
    const load = startSteadyLoad(pair.url, people);
    for (let round = 0; round < rounds; round++)
      for (const place of [0, 1] as const) {
        await pair.end(place);
        await pair.begin(place);
        process.stderr.write(
          `replaced ${place}; ${load.answered} answered, ${load.failures.length} failed\n`,
        );
      }
    await load.stop();
    expect(load.failures).toEqual([]);
    expect(load.answered).toBeGreaterThan(100);
  });
});
