/** A gateway before another server that is told to stop: what is under way is finished, what lasts is let go, and nobody who is silent holds it up. */
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

import { expect, it } from '@jest/globals';

import { until } from '../harness/gateway-process.js';
import { openConnection } from '../harness/open-connection.js';
import { answerJson, startStage } from '../harness/upstream.js';

it('finishes what was asked by events, and has subscriptions opened anew', async () => {
  const stage = await startStage('type Query { shop: String } type Subscription { bell: String }', {
    shop: {},
  });
  const { gateway } = stage;
  const held: ServerResponse[] = [];
  let rings = 0;
  stage.behave = (request, response) => {
    if (request.headers.accept === 'text/event-stream') {
      rings++;
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n');
    } else held.push(response);
  };
  const ask = async (query: string) => {
    const response = await fetch(`${gateway.url}/graphql/shop`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query }),
    });
    return response.text();
  };
  const silent = await openConnection(Number(new URL(gateway.url).port));
  const subscription = ask('subscription { bell }');
  const query = ask('{ shop }');
  await until('both have come', () => rings === 1 && held.length === 1);
  const stopping = stage.stop();
  // Without `complete`, which would be its end for good.
  expect(await subscription).toBe('');
  await once(silent, 'close');
  for (const response of held) answerJson(response, '{"data":{"shop":"open"}}');
  expect(await query).toBe('event: next\ndata: {"data":{"shop":"open"}}\n\nevent: complete\n\n');
  await stopping;
});
