/**
 * `npm run bench:documents`: the gateway before another server, asked one document after the other, each of which it has never seen; and
 * what it holds in memory by then. Exit codes: 0 measured, 1 an answer was wrong or the run failed.
 */
import { parseArgs } from 'node:util';

import { build } from './build.js';
import { Cleanup } from './cleanup.js';
import { startGatewayProcess } from './gateway-process.js';
import { createHttpClient } from './http-client.js';
import { describeMachine } from './machine.js';
import { graphqlCall } from './operations.js';
import { readCount } from './options.js';
import { createCpuMeter, readResidentMb } from './process-cpu.js';
import { createProgress } from './progress.js';
import { runToEnd } from './run-to-end.js';
import { alignColumns, showNumber } from './table.js';
import { production, signUpAll, startUpstream, writeUpstreams } from './upstream-parts.js';

const usage = `npm run bench:documents -- [--documents 100000]

  --documents  how many; memory is told ten times on the way`;

const connections = 8;
const steps = 10;
const cleanup = new Cleanup();
const progress = createProgress(process.stderr);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      documents: { type: 'string', default: '100000' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const documents = readCount('--documents', values.documents, 1);
  progress.show('building');
  await build(cleanup);
  const upstream = await startUpstream(cleanup);
  const url = `http://127.0.0.1:${upstream.port}/graphql`;
  const gateway = await startGatewayProcess(
    { ...production, UPSTREAMS: writeUpstreams(url, cleanup) },
    cleanup,
  );
  const ask = await openAsk(gateway.port);
  const cpu = createCpuMeter(gateway.pid);
  const rows = [['before', showNumber(readResidentMb(gateway.pid)), '']];
  const perStep = Math.ceil(documents / steps);
  for (let step = 0; step < steps; step++) {
    progress.show(`${step * perStep} of ${documents}`);
    const before = cpu().serverMs;
    await askEach(step * perStep, perStep, ask);
    const cpuMs = (cpu().serverMs - before) / perStep;
    const asked = ((step + 1) * perStep).toLocaleString('en');
    rows.push([asked, showNumber(readResidentMb(gateway.pid)), showNumber(cpuMs)]);
  }
  progress.clear();
  const { cores, node } = describeMachine();
  console.log(`${cores} cores, Node ${node.slice(1)}, ${connections} connections`);
  console.log(alignColumns([['documents', 'resident MB', 'CPU ms for each'], ...rows]));
}

async function openAsk(port: number): Promise<(number: number) => Promise<void>> {
  const [person] = await signUpAll(port, 1);
  if (person === undefined) throw new Error('Nobody has signed up.');
  const client = createHttpClient(port);
  cleanup.add(() => {
    client.close();
  });
  return async (number) => {
    const call = graphqlCall(writeDocument(number), {}, { authorization: `Bearer ${person.accessToken}` });
    const text = await client.send({ ...call, path: '/graphql/orders' });
    if (!text.includes('"number":"A-2026-4711"')) throw new Error(`answered ${text.slice(0, 300)}`);
  };
}

/** Ten fields, each time by other names, as of a client that writes values into its documents. */
function writeDocument(number: number): string {
  const fields = [
    'id',
    'number',
    'state',
    'total',
    'currency',
    'customer',
    'carrier',
    'placedAt',
    'shippedAt',
  ];
  const named = fields.map((field) => `${field}${number}: ${field}`).join(' ');
  return `query Order${number} { order(id: "${number}") { ${named} } }`;
}

async function askEach(first: number, count: number, ask: (number: number) => Promise<void>): Promise<void> {
  let next = first;
  const askSome = async () => {
    while (next < first + count) await ask(next++);
  };
  await Promise.all(Array.from({ length: connections }, askSome));
}

await runToEnd(main, cleanup, progress);
