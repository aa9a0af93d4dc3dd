import { setTimeout as pause } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';

import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { describeWith, runTool } from '../harness/hostile-tools.js';
import { ROOM } from '../harness/timing.js';

/** The last count of its connections, whatever colours it is in. */
function report(output: string): string {
  const plain = stripVTControlCharacters(output);
  const counts = plain.matchAll(/(pending|connected|error|closed|service available):\s+(\w+)/g);
  return [...counts]
    .slice(-5)
    .map(([, name, value]) => `${name ?? ''} ${value ?? ''}`)
    .join(', ');
}

describeWith(['slowhttptest'], 'slowhttptest', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway();
  });
  afterAll(() => gateway.stop());

  it.each([
    ['headers that do not end', ['-H', '-t', 'GET'], '/reset-password?token=x'],
    ['a body that does not end', ['-B', '-t', 'POST', '-s', '8192'], '/reset-password/request'],
    ['GraphQL that does not end', ['-B', '-t', 'POST', '-s', '8192', '-f', 'application/json'], '/graphql'],
    ['ranges that overlap', ['-R', '-t', 'HEAD', '-a', '5', '-b', '3000'], '/docs'],
    ['an answer that is read byte by byte', ['-X', '-t', 'GET', '-w', '1', '-y', '2', '-z', '1'], '/docs'],
  ] as const)('keeps others served: %s', async (_title, options, path) => {
    const attack = ['-c', '200', '-r', '200', '-i', '2', '-l', '30', '-p', '3'];
    const test = runTool(['slowhttptest', ...options, ...attack, '-u', `${gateway.url}${path}`]);
    const waits: number[] = [];
    const load = new AbortController();
    const ended = test.finally(() => {
      load.abort();
    });
    while (!load.signal.aborted) {
      const start = performance.now();
      const { status } = await fetch(`${gateway.url}/.well-known/jwks.json`);
      expect(status).toBe(200);
      waits.push(performance.now() - start);
      await pause(20);
    }
    const { output } = await ended;
    const p99 = waits.sort((a, b) => a - b)[Math.floor(waits.length * 0.99)] ?? Number.NaN;
    process.stderr.write(`${report(output)}; the key set's p99 ${Math.round(p99)} ms\n`);
    expect(output).toMatch(/service available:\S*\s+\S*YES/);
    expect(p99).toBeLessThan(ROOM * 150);
  });
});
