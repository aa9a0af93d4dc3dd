/**
 * What stands behind the gateways that are compared: a bare node:http server that answers each operation with the same bytes. A
 * process of its own, so that its CPU is its own.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const answer = Buffer.from(
  JSON.stringify({
    data: {
      order: {
        ...{ id: '4711', number: 'A-2026-4711', state: 'PAID', total: 12_900, currency: 'EUR' },
        ...{ customer: 'Ada Byron', carrier: 'Post', placedAt: '2026-11-28T09:30:00Z', shippedAt: null },
      },
    },
  }),
);
const head = { 'content-type': 'application/json; charset=utf-8', 'content-length': answer.length };

const server = createServer((request, response) => {
  request.resume().on('end', () => {
    response.writeHead(200, head).end(answer);
  });
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
// The one that started it is gone, however it went.
process.on('disconnect', () => {
  process.exit();
});
// Ctrl-C reaches every process of the terminal: the one that started this one says when it ends.
process.on('SIGINT', () => undefined);
