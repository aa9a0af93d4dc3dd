/** GraphQL servers of others, for the gateway to stand in front of: a real one, and one that answers as a test says. */
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import {
  createServer,
  type IncomingHttpHeaders,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import { makeExecutableSchema } from '@graphql-tools/schema';

import { startTestGateway, type TestGateway } from './gateway.js';
import { newFolder } from './new-folder.js';

/** By names that TypeScript does not follow: their types would bring those of browsers into all of our code. */
const [yogaName, partsName] = ['graphql-yoga', '@graphql-yoga/plugin-defer-stream'];

export interface RawUpstream {
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
}

/** @param port 0: a free one. */
export function startRawUpstream(listener: RequestListener, port = 0): Promise<RawUpstream> {
  return serveUpstream(createServer(listener), port);
}

/** For one that answers more than requests. */
export async function serveUpstream(server: Server, port = 0): Promise<RawUpstream> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${taken}/graphql`,
    port: taken,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface SeenRequest {
  readonly headers: IncomingHttpHeaders;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
}

export interface YogaUpstream extends RawUpstream {
  /** What reached its resolvers, oldest first. */
  readonly seen: SeenRequest[];
}

type Resolvers = NonNullable<Parameters<typeof makeExecutableSchema>[0]['resolvers']>;

/** For servers that know nothing of it. */
export const authDefinition =
  'directive @auth(roles: [String!], permissions: [String!], verified: Boolean) on OBJECT | INTERFACE | FIELD_DEFINITION';

/** graphql-yoga, which knows nothing of `@auth`. */
export async function startYoga(
  sdl: string,
  resolvers: Resolvers,
  plugins: readonly object[] = [],
): Promise<YogaUpstream> {
  const { createYoga } = (await import(yogaName)) as {
    createYoga: (options: object) => RequestListener;
  };
  const schema = makeExecutableSchema({ typeDefs: [authDefinition, sdl], resolvers });
  const seen: SeenRequest[] = [];
  const see = {
    onParams({ params, request }: { params: Omit<SeenRequest, 'headers'>; request: Request }) {
      seen.push({ ...params, headers: Object.fromEntries(request.headers) });
    },
  };
  const yoga = createYoga({ schema, logging: false, plugins: [see, ...plugins] });
  return { ...(await startRawUpstream(yoga)), seen };
}

/** So that graphql-yoga answers `@defer` and `@stream` in parts. */
export async function usePartsOfYoga(): Promise<object> {
  const { useDeferStream } = (await import(partsName)) as { useDeferStream: () => object };
  return useDeferStream();
}

/** Writes files into a folder of their own. @returns their paths, in order. */
export function writeFiles(files: Readonly<Record<string, string>>): string[] {
  const folder = newFolder();
  return Object.entries(files).map(([name, text]) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  });
}

/** One upstream that behaves as each test says, with a gateway before it that knows it by several names. */
export interface Stage {
  behave: RequestListener;
  /** How often it was asked. */
  asked: number;
  readonly gateway: TestGateway;
  stop(): Promise<void>;
}

/**
 * @param settings by each name, beside its address and SDL.
 * @param env of the gateway, beside them.
 */
export async function startStage(
  sdl: string,
  settings: Readonly<Record<string, Readonly<Record<string, string | number | boolean>>>>,
  env: Readonly<Record<string, string>> = {},
): Promise<Stage> {
  const upstream = await startRawUpstream((request, response) => {
    stage.asked++;
    stage.behave(request, response);
  });
  const upstreams = Object.entries(settings).map(([name, more]) => ({
    ...{ name, url: upstream.url, sdl: 'raw.graphql' },
    ...more,
  }));
  const files = { 'raw.graphql': sdl, 'upstreams.yaml': JSON.stringify({ upstreams }) };
  const [, config = ''] = writeFiles(files);
  const gateway = await startTestGateway({ ...env, UPSTREAMS: config });
  const stage: Stage = {
    behave: () => undefined,
    asked: 0,
    gateway,
    async stop() {
      await gateway.stop();
      await upstream.stop();
    },
  };
  return stage;
}

export function answerJson(response: ServerResponse, body: unknown, status = 200): ServerResponse {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return response.writeHead(status, { 'content-type': 'application/json' }).end(text);
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions?: Readonly<Record<string, unknown>>;
  }[];
  readonly extensions?: unknown;
}

export interface AskOptions {
  readonly accessToken?: string | undefined;
  readonly variables?: object;
  readonly headers?: Readonly<Record<string, string>>;
  /** In place of the body that `query` and `variables` make. */
  readonly body?: object;
}

/** Asks at a path of the gateway. */
export async function askUpstream(
  { url }: Pick<TestGateway, 'url'>,
  path: string,
  query: string,
  { accessToken, variables, headers = {}, body = { query, variables } }: AskOptions = {},
): Promise<Answer> {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(accessToken !== undefined && { authorization: `Bearer ${accessToken}` }),
      ...headers,
    },
    body: JSON.stringify(body),
  });
  return readAnswer(response);
}

export async function readAnswer(response: Response): Promise<Answer> {
  const { status, headers } = response;
  const text = await response.text();
  const isJson = (headers.get('content-type') ?? '').includes('json');
  return { ...(isJson ? (JSON.parse(text) as object) : {}), status, headers, text };
}
