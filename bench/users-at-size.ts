/**
 * `npm run bench:users`: two gateways, each with an embedded mongod, one with 1,000 accounts and one with a million,
 * and what the pages of the admin's list of accounts take in both. Exit codes: 0 measured, 1 an answer was wrong or
 * the run failed. A mark that is not met fails nothing.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

import { build } from './build.js';
import { Cleanup } from './cleanup.js';
import type { Filling } from './fill.js';
import { findDatabaseOf, startGatewayProcess } from './gateway-process.js';
import { createHttpClient } from './http-client.js';
import { createOperations } from './operations.js';
import { readCount } from './options.js';
import { createProgress } from './progress.js';
import { runToEnd } from './run-to-end.js';
import { appoint, fillUsers, openUsers } from './user-filling.js';
import { type AskUsers, createAskUsers, usersQueries, walkTo } from './user-queries.js';
import { type QueryFigures, renderUsersTable } from './users-table.js';

const usage = `npm run bench:users -- [--users 1000000] [--requests 30] [--depth 100000]

  --users     accounts in the larger of the two databases; the smaller has 1,000
  --requests  how often each query is asked of each, in turn
  --depth     how many accounts lie before the deep cursor, at most half of them`;

const smallCrowd = 1_000;
const warmUpRequests = 10;
const cleanup = new Cleanup();
const progress = createProgress(process.stderr);

interface Crowd {
  readonly size: number;
  readonly filling: Filling;
  readonly ask: AskUsers;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      users: { type: 'string', default: '1000000' },
      requests: { type: 'string', default: '30' },
      depth: { type: 'string', default: '100000' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const users = readCount('--users', values.users, smallCrowd);
  const requests = readCount('--requests', values.requests, 1);
  const depth = readCount('--depth', values.depth, 1);
  progress.show('building');
  await build(cleanup);
  const crowds = [await openCrowd(smallCrowd), await openCrowd(users)];
  const figures = await measure(crowds, requests, depth);
  progress.clear();
  console.log(report(crowds, figures, requests));
}

async function openCrowd(size: number): Promise<Crowd> {
  progress.show(`starting a gateway for ${size} accounts`);
  const gateway = await startGatewayProcess({ ACCESS_TOKEN_TTL: '1h', ROLES: 'USER,ADMIN,EDITOR' }, cleanup);
  const client = createHttpClient(gateway.port);
  cleanup.add(() => {
    client.close();
  });
  const operations = createOperations(client, `http://127.0.0.1:${gateway.port}`);
  const admin = await operations.signUp();
  const uri = await findDatabaseOf(gateway);
  const database = await openUsers(uri);
  cleanup.add(() => database.close());
  await appoint(database.users, admin.email);
  const filling = await fillUsers(database.users, size, (made) => {
    progress.show(`${made} of ${size} accounts`);
  });
  await operations.signIn(admin);
  return { size, filling, ask: createAskUsers(client, admin.accessToken) };
}

/** In turn, so that whatever else the machine does weighs on both. */
async function measure(crowds: readonly Crowd[], requests: number, depth: number): Promise<QueryFigures[]> {
  progress.show('walking to the deep cursor');
  const queries = await Promise.all(
    crowds.map(async ({ ask, size }) => usersQueries(await walkTo(Math.min(depth, size / 2), ask))),
  );
  const figures = (queries[0] ?? []).map(({ name }) => ({
    name,
    at: crowds.map(() => ({ times: [] as number[], listed: 0, counted: 0 })),
  }));
  for (let round = -warmUpRequests; round < requests; round++) {
    progress.show(round < 0 ? 'warming up' : `request ${round + 1} of ${requests}`);
    for (const [position, { at }] of figures.entries()) {
      for (const [index, crowd] of crowds.entries()) {
        const [figure, query] = [at[index], queries[index]?.[position]];
        if (!figure || !query) continue;
        const begin = performance.now();
        const { edges, totalCount } = await crowd.ask(query.variables);
        if (round >= 0) figure.times.push(performance.now() - begin);
        Object.assign(figure, { listed: edges.length, counted: totalCount });
      }
    }
  }
  return figures;
}

function report(crowds: readonly Crowd[], figures: readonly QueryFigures[], requests: number): string {
  const sizes = crowds.map(({ size }) => size);
  const fillings = crowds.map(
    ({ size, filling: { insertSeconds, indexSeconds } }) =>
      `${size.toLocaleString('en')} accounts: ${insertSeconds.toFixed(1)} s to insert, ${indexSeconds.toFixed(1)} s to index.`,
  );
  const machine = `${availableParallelism()} cores, Node ${process.version.slice(1)}; ${requests} requests each`;
  return [machine, '', renderUsersTable(figures, sizes), '', ...fillings].join('\n');
}

await runToEnd(main, cleanup, progress);
