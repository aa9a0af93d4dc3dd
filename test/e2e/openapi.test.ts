/** /openapi.json and its pages tell what is there: each path and method, each answer, and nothing is left out. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import express from 'express';

import { startTestGateway, type TestGateway } from '../harness/gateway.js';

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, unknown>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}
interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: object;
}

/** What is answered from memory never comes to Express. */
const staticPaths = [
  ...['/.well-known/jwks.json', '/jwks'],
  ...['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server'],
  '/.well-known/webauthn',
];
/** Every `get /path` that was mounted, as Express was told it. */
const mounted: string[] = [];
for (const method of ['get', 'post', 'put', 'patch', 'delete'] as const) {
  const original = express.application[method] as (...args: unknown[]) => unknown;
  jest.spyOn(express.application, method).mockImplementation(function (this: unknown, ...args: unknown[]) {
    // With one argument `get` reads a setting.
    if (args.length > 1) mounted.push(...[args[0]].flat().map((path) => `${method} ${String(path)}`));
    return original.apply(this, args);
  } as never);
}

let gateway: TestGateway;
let document: Document;
beforeAll(async () => {
  gateway = await startTestGateway();
  document = (await (await fetch(`${gateway.url}/openapi.json`)).json()) as Document;
});
afterAll(async () => {
  jest.restoreAllMocks();
  await gateway.stop();
});

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
/** Express writes `:name` and `{*name}` where OpenAPI writes `{name}`. */
const toTemplate = (path: string) => path.replace(/:(\w+)/g, '{$1}').replace(/\{\*(\w+)\}/g, '{$1}');

/** Asks as somebody who knows the path alone. */
async function ask(path: string, method: string, contentType?: string): Promise<Response> {
  const url = `${gateway.url}${path.replace(/\{\w+\}/g, 'unknown')}`;
  const body = contentType === 'application/json' ? '{}' : '';
  return fetch(url, {
    method: method.toUpperCase(),
    redirect: 'manual',
    ...(contentType !== undefined && { headers: { 'content-type': contentType }, body }),
  });
}

describe('/openapi.json', () => {
  it('names each path and method that is served, and none that is not', () => {
    const fixed = staticPaths.map((path) => `get ${path}`);
    const served = mounted.map(toTemplate);
    const told = operations().map(({ path, method }) => `${method} ${path}`);
    expect(told.sort()).toEqual([...new Set([...served, ...fixed, 'post /graphql'])].sort());
  });

  it('tells each answer that comes, by status and content', async () => {
    for (const { path, method, operation } of operations()) {
      const bodies = Object.keys(operation.requestBody?.content ?? {});
      for (const contentType of bodies.length > 0 ? [...bodies, 'text/csv'] : [undefined])
        await expectAnswerOf(operation, `${method} ${path}`, contentType);
    }
  });

  async function expectAnswerOf(operation: Operation, route: string, contentType?: string): Promise<void> {
    const [method = '', path = ''] = route.split(' ');
    const response = await ask(path, method, contentType);
    await response.arrayBuffer();
    const place = `${route} ${contentType ?? ''} ${response.status}`;
    const answer = operation.responses[String(response.status)];
    expect([place, answer]).toEqual([place, expect.anything()]);
    const [type = ''] = (response.headers.get('content-type') ?? '').split(';');
    const told = Object.keys(answer?.content ?? { [type]: {} });
    expect([place, told]).toEqual([place, expect.arrayContaining([type])]);
  }

  it('knows no method that it does not name', async () => {
    for (const [path, methods] of Object.entries(document.paths))
      for (const method of ['get', 'post', 'put', 'patch', 'delete'].filter((name) => !(name in methods))) {
        const { status } = await ask(path, method);
        expect([method, path, [404, 405].includes(status)]).toEqual([method, path, true]);
      }
  });

  it('is whole: each parameter in a path is described, each reference leads somewhere, each id is one', () => {
    expect(document.openapi).toBe('3.1.0');
    for (const { path, operation } of operations()) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const described = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
      expect([path, described.map(({ name }) => name)]).toEqual([path, inPath]);
    }
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const text = JSON.stringify(document);
    for (const [, name = ''] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g))
      expect(document.components).toHaveProperty(['schemas', name]);
  });

  it('has a page for each operation, that its list leads to', async () => {
    const list = await (await fetch(`${gateway.url}/docs`)).text();
    for (const { path, method, operation } of operations()) {
      const href = `/docs/rest/${operation.operationId}`;
      expect(list).toContain(`href="${href}"`);
      const page = await fetch(`${gateway.url}${href}`);
      expect(page.status).toBe(200);
      expect(await page.text()).toContain(`<h1 class="name">${method.toUpperCase()} ${path}</h1>`);
    }
  });

  it('is not there where the pages are not', async () => {
    const closed = await startTestGateway({ MONGODB_URI: gateway.databaseUri, SANDBOX: 'false' });
    const { status } = await fetch(`${closed.url}/openapi.json`);
    await closed.stop('keep');
    expect(status).toBe(404);
  });
});
