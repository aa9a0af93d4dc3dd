import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

import { expect, it } from '@jest/globals';

import { endSoon } from '../../../src/http/end-soon.js';

it('whoever reads the end of a connection and does not close it keeps it for two seconds', async () => {
  // As that of node:http.
  const server = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const accepted = once(server, 'connection') as Promise<[Socket]>;
  const { port } = server.address() as AddressInfo;
  const client = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  const [socket] = await accepted;
  const read = once(client, 'data');
  endSoon(socket, 'over');
  expect(String(await read)).toBe('over');
  expect(socket.destroyed).toBe(false);
  await once(socket, 'close');
  client.destroy();
  server.close();
});
