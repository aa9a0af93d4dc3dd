/** TLS in front of a gateway, and sites beside it, all on one loopback port: a browser tells them apart by name. */
import { once } from 'node:events';
import { type IncomingMessage, request as forward, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';

import { testCertificate } from './test-certificate.js';

export interface TlsFront {
  readonly port: number;
  /** `https://a.test:4433` for `a.test`. */
  originOf(name: string): string;
  /** Where requests for the gateway's name go. */
  pointAt(gatewayUrl: string): void;
  stop(): Promise<void>;
}

/** @param gatewayName whose requests are passed on; every other name serves an empty page. */
export async function startTlsFront(gatewayName: string, otherNames: readonly string[]): Promise<TlsFront> {
  let target: URL | undefined;
  const server = createServer(await testCertificate(gatewayName, ...otherNames), (request, response) => {
    const [host] = (request.headers.host ?? '').split(':');
    if (host === gatewayName && target !== undefined) passOn(target, request, response);
    else response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>site</title>');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    originOf: (name) => `https://${name}:${port}`,
    pointAt: (gatewayUrl) => {
      target = new URL(gatewayUrl);
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function passOn(target: URL, request: IncomingMessage, response: ServerResponse): void {
  const { hostname, port } = target;
  const { url, method, headers } = request;
  const inner = forward({ hostname, port, path: url, method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    answer.pipe(response);
  });
  inner.on('error', () => response.destroy());
  request.pipe(inner);
}
