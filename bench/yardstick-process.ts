/**
 * What the gateway is compared with: a bare node:http server, graphql-js alone, a bare password hash. Runs as a
 * process of its own, so that its CPU is its own, and does one task at a time for yardstick.ts.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import bcrypt from 'bcryptjs';
import { buildSchema, execute, parse } from 'graphql';

export type Task =
  { readonly kind: 'graphql' } | { readonly kind: 'hash'; readonly cost: number; readonly seconds: number };

export type Message = { readonly port: number } | { readonly cpuMs: number };

const hello = Buffer.from('{"hello":"world"}');
const warmUpTurns = 5_000;
const countedTurns = 20_000;

function startHello(): void {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': hello.length });
    response.end(hello);
  });
  server.listen(0, '127.0.0.1', () => {
    tell({ port: (server.address() as AddressInfo).port });
  });
}

/** CPU of one turn: a request's JSON read, its operation executed, its answer written. */
function graphqlTurnMs(): number {
  const schema = buildSchema(
    'type Query { me: User } type User { id: ID! email: String! roles: [String!]! }',
  );
  const document = parse('{ me { id email roles } }');
  const me = { id: '0123456789abcdef', email: 'ada@example.com', roles: ['USER'] };
  const request = JSON.stringify({ query: '{ me { id email roles } }', variables: {} });
  const turn = () => JSON.stringify([JSON.parse(request), execute({ schema, document, rootValue: { me } })]);
  for (let i = 0; i < warmUpTurns; i++) turn();
  return cpuMsOf(() => {
    for (let i = 0; i < countedTurns; i++) turn();
    return countedTurns;
  });
}

/** CPU of one bcrypt comparison, of the length and by the package that the gateway takes (src/passwords). */
async function hashMs(cost: number, seconds: number): Promise<number> {
  const { compareSync } = await import('@node-rs/bcrypt').catch(() => bcrypt);
  const input = 'x'.repeat(64);
  const hash = bcrypt.hashSync(input, cost);
  const end = performance.now() + seconds * 1000;
  return cpuMsOf(() => {
    let hashes = 0;
    do {
      compareSync(input, hash);
      hashes++;
    } while (performance.now() < end);
    return hashes;
  });
}

/** @param work returns how often it did what is measured. */
function cpuMsOf(work: () => number): number {
  const before = process.cpuUsage();
  const times = work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / times;
}

function tell(message: Message): void {
  process.send?.(message);
}

async function measure(task: Task): Promise<void> {
  tell({ cpuMs: task.kind === 'graphql' ? graphqlTurnMs() : await hashMs(task.cost, task.seconds) });
}

process.on('message', (task: Task) => {
  void measure(task);
});
// The one that started it is gone, however it went.
process.on('disconnect', () => {
  process.exit();
});
// Ctrl-C reaches every process of the terminal: the one that started this one says when it ends.
process.on('SIGINT', () => undefined);
startHello();
