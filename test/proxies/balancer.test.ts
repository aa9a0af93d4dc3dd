/** nginx before two gateways, with the configuration of deploy/compose. */
import { createServer, type Server, type ServerResponse } from 'node:http';

import { describe, expect, it } from '@jest/globals';

import { pickPort } from '../../src/database/embedded/free-port.js';
import { until } from '../harness/gateway-process.js';
import { findNginx, startBalancer } from '../harness/nginx.js';

const program = findNginx();

function listen(port: number, answer: (url: string, response: ServerResponse) => void): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer((request, response) => {
      answer(request.url ?? '', response);
    });
    server.listen(port, '127.0.0.1', () => {
      resolve(server);
    });
  });
}

function stop(server: Server): Promise<unknown> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
}

describe('nginx before two gateways', () => {
  if (program === undefined) {
    it.skip('is not installed here, so it was not tested (apt-get install nginx-light)', () => undefined);
    return;
  }
  it('after both were away together, the one that is there is asked by all', async () => {
    const ports = [await pickPort(undefined), await pickPort(undefined)] as const;
    const held: ServerResponse[] = [];
    const answer = (url: string, response: ServerResponse) => {
      if (url === '/slow') held.push(response);
      else response.end('here');
    };
    let [one, other] = [await listen(ports[0], answer), await listen(ports[1], answer)];
    const nginx = await startBalancer(program, ports);
    const statusOf = async (path: string) => (await fetch(`${nginx.url}${path}`)).status;
    await Promise.all([stop(one), stop(other)]);
    for (let asked = 0; asked < 8; asked++) expect(await statusOf('/')).toBe(502);
    [one, other] = [await listen(ports[0], answer), await listen(ports[1], answer)];
    await until('both are asked again', async () => (await statusOf('/')) === 200);
    await stop(other);
    // Some of them would have been for the one that has gone.
    const slow = Array.from({ length: 6 }, () => statusOf('/slow'));
    await until('one is asked', () => held.length > 0);
    const statuses = await Promise.all(Array.from({ length: 24 }, () => statusOf('/')));
    expect(new Set(statuses)).toEqual(new Set([200]));
    await until('all are asked', () => held.length === slow.length);
    for (const response of held) response.end('at last');
    expect(new Set(await Promise.all(slow))).toEqual(new Set([200]));
    await nginx.stop();
    await stop(one);
  });
});
