/** What helps to write a client: Sandbox, GraphiQL, documentation and OpenAPI. Whether they may be shown is said by compose. */
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Express } from 'express';
import type { GraphQLSchema } from 'graphql';

import { errorCatalogue } from '../foundation/errors.js';
import { GRAPHQL_PATH } from '../http/graphql-path.js';
import { refuseOtherMethods } from '../http/refuse-other-methods.js';
import type { RestPaths } from '../http/rest-paths.js';
import { sendPage } from '../http/send-page.js';
import type { Page } from '../markup/page.js';
import { createOpenApiDocument } from './openapi/openapi-document.js';
import { docsPage } from './pages/docs/docs.page.js';
import { graphiqlPage } from './pages/graphiql.page.js';
import { sandboxPage } from './pages/sandbox.page.js';

export interface DeveloperPagesOptions {
  readonly schema: GraphQLSchema;
  /** What else there is. */
  readonly rest: RestPaths;
  /** Without a trailing slash. */
  readonly publicUrl: string;
  readonly brandName: string;
  /** SIGN_UP_REQUIRES. */
  readonly signUpRequires: readonly string[];
}

const DOCS_PATH = '/docs';
const OPENAPI_PATH = '/openapi.json';
const GRAPHIQL_PATH = '/graphiql';

export function mountDeveloperPages(app: Express, options: DeveloperPagesOptions): void {
  const { schema, rest, publicUrl, brandName, signUpRequires } = options;
  const paths = { endpointPath: GRAPHQL_PATH, docsPath: DOCS_PATH, graphiqlPath: GRAPHIQL_PATH };
  const sandbox = sandboxPage({ ...paths, publicUrl });
  const docs = {
    basePath: DOCS_PATH,
    endpointPath: GRAPHQL_PATH,
    publicUrl,
    errors: errorCatalogue,
    rest,
    signUpRequires,
  };
  const openApi = createOpenApiDocument(rest, { brandName, publicUrl });
  app.get('/', (_request, response) => {
    response.redirect(302, GRAPHQL_PATH);
  });
  app.get(GRAPHQL_PATH, (_request, response) => {
    sendPage(response, sandbox);
  });
  mountGraphiql(app, graphiqlPage({ ...paths, assetPath: `${GRAPHIQL_PATH}/graphiql`, brandName }));
  app.get(OPENAPI_PATH, (_request, response) => {
    response.json(openApi);
  });
  app.get([DOCS_PATH, `${DOCS_PATH}/{*page}`], (request, response, next) => {
    const { q } = request.query;
    const search = typeof q === 'string' ? q : '';
    const page = docsPage(schema, request.path, { ...docs, search });
    if (page === undefined) next();
    else sendPage(response, page);
  });
  refuseOtherMethods(app, ['/', OPENAPI_PATH, DOCS_PATH, `${DOCS_PATH}/{*page}`], 'GET, HEAD');
}

/** Its files lie beside the compiled sources, whichever run; they are read when they are asked for. */
function mountGraphiql(app: Express, page: Page): void {
  const root = fileURLToPath(new URL('../../dist/graphiql/', import.meta.url));
  app.get(GRAPHIQL_PATH, (_request, response) => {
    sendPage(response, page);
  });
  const files = [`${GRAPHIQL_PATH}/graphiql.js`, `${GRAPHIQL_PATH}/graphiql.css`];
  app.get(files, (request, response, next) => {
    response.sendFile(
      basename(request.path),
      { root, headers: { 'cache-control': 'no-cache' }, cacheControl: false },
      (error) => {
        // Not built, or the browser went away.
        if (!response.headersSent)
          next((error as { status?: number } | undefined)?.status === 404 ? undefined : error);
      },
    );
  });
  refuseOtherMethods(app, [GRAPHIQL_PATH, ...files], 'GET, HEAD');
}
