/** A gateway's documents over real HTTP, and what a dead, slow or lying one would answer instead. */
import { hash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { createGuard, type Guard, type RemoteGuardOptions } from '@portcullis/guard';
import { exportJWK, type JWK } from 'jose';

import { audience, now, nowSeconds, signed, type TestKey } from './tokens.js';

export type Answer = (response: ServerResponse, request: IncomingMessage) => void;

export interface KeyServer {
  readonly issuer: string;
  /** Paths in the order they were asked for. */
  readonly asked: string[];
  /** Statuses and form bodies, for those who look. */
  readonly statuses: number[];
  publish(...keys: readonly TestKey[]): Promise<void>;
  publishJwks(...keys: readonly object[]): void;
  /** What a path answers instead; undefined: as usual. */
  answer(path: string, answer: Answer | undefined): void;
  answerAll(answer: Answer | undefined): void;
  stop(): Promise<void>;
  start(): Promise<void>;
}

export const paths = {
  discovery: '/.well-known/openid-configuration',
  keys: '/.well-known/jwks.json',
  revoked: '/.well-known/revoked-sessions',
  introspect: '/oauth/introspect',
} as const;

export async function jwkOf(key: TestKey): Promise<JWK> {
  return { ...(await exportJWK(key.publicKey)), kid: key.kid, alg: key.alg, use: 'sig' };
}

export const json =
  (body: unknown, type = 'application/json'): Answer =>
  (response) => {
    response.setHeader('content-type', type).end(typeof body === 'string' ? body : JSON.stringify(body));
  };
export const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(code, headers).end();
  };

/** With an ETag of its own, as the gateway. */
export const tagged =
  (body: string, type: string): Answer =>
  (response, request) => {
    const etag = `"${hash('sha256', body, 'base64url')}"`;
    response.setHeader('etag', etag).setHeader('content-type', type);
    if (request.headers['if-none-match'] === etag) response.writeHead(304).end();
    else response.end(body);
  };

export async function startKeyServer(...keys: readonly TestKey[]): Promise<KeyServer> {
  const asked: string[] = [];
  const statuses: number[] = [];
  const usual = new Map<string, Answer>();
  const instead = new Map<string, Answer>();
  let forAll: Answer | undefined;
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    response.on('finish', () => statuses.push(response.statusCode));
    (forAll ?? instead.get(path) ?? usual.get(path) ?? status(404))(response, request);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const issuer = `http://127.0.0.1:${port}`;
  usual.set(
    paths.discovery,
    json({
      issuer,
      jwks_uri: `${issuer}${paths.keys}`,
      introspection_endpoint: `${issuer}${paths.introspect}`,
      revoked_sessions_uri: `${issuer}${paths.revoked}`,
    }),
  );
  const publishJwks = (...jwks: readonly object[]) => {
    usual.set(paths.keys, tagged(JSON.stringify({ keys: jwks }), 'application/jwk-set+json'));
  };
  const publish = async (...published: readonly TestKey[]) =>
    publishJwks(...(await Promise.all(published.map(jwkOf))));
  await publish(...keys);
  return {
    issuer,
    asked,
    statuses,
    publish,
    publishJwks,
    answer(path, answer) {
      if (answer) instead.set(path, answer);
      else instead.delete(path);
    },
    answerAll(answer) {
      forAll = answer;
    },
    async stop() {
      server.closeAllConnections();
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
    async start() {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
  };
}

export interface RemoteGuard extends Guard {
  readonly warnings: string[];
  advance(seconds: number): void;
}

/** A guard of its own clock, that knows the server only by its issuer. */
export function remoteGuard(
  { issuer }: Pick<KeyServer, 'issuer'>,
  options: Partial<RemoteGuardOptions> = {},
): RemoteGuard {
  const warnings: string[] = [];
  let aheadMs = 0;
  const guard = createGuard({
    issuer,
    audience,
    now: () => new Date(now.getTime() + aheadMs),
    onWarning: (message, error) =>
      warnings.push(`${message} ${error instanceof Error ? error.message : String(error)}`),
    // Where it is not about a server that is silent.
    timeoutSeconds: 60,
    ...options,
  });
  return { ...guard, warnings, advance: (seconds) => void (aheadMs += seconds * 1_000) };
}

/** The signed list of ended sessions. */
export function revocationList(
  key: TestKey,
  sids: readonly unknown[],
  changes: object = {},
  header: object = {},
): string {
  const head = { alg: key.alg, kid: key.kid, typ: 'revoked-sessions+jwt', ...header };
  return signed(key, head, { iat: nowSeconds, exp: nowSeconds + 60, sids, ...changes });
}
