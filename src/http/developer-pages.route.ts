/** What helps to write a client: Sandbox, documentation and OpenAPI. Whether they may be shown is said by compose. */
import type { Express } from 'express';
import type { GraphQLSchema } from 'graphql';

import { errorCatalogue } from '../foundation/errors.js';
import { GRAPHQL_PATH } from './dispatcher.js';
import { createOpenApiDocument } from './openapi/openapi-document.js';
import type { RestPaths } from './openapi/rest-paths.js';
import { docsPage } from './pages/docs/docs.page.js';
import { sandboxPage } from './pages/sandbox.page.js';
import { refuseOtherMethods } from './refuse-other-methods.js';
import { sendPage } from './send-page.js';

export interface DeveloperPagesOptions {
  readonly schema: GraphQLSchema;
  /** What else there is. */
  readonly rest: RestPaths;
  /** Without a trailing slash. */
  readonly publicUrl: string;
  readonly brandName: string;
}

const DOCS_PATH = '/docs';
const OPENAPI_PATH = '/openapi.json';

export function mountDeveloperPages(app: Express, options: DeveloperPagesOptions): void {
  const { schema, rest, publicUrl, brandName } = options;
  const sandbox = sandboxPage({ endpointPath: GRAPHQL_PATH, docsPath: DOCS_PATH, publicUrl });
  const docs = { basePath: DOCS_PATH, endpointPath: GRAPHQL_PATH, publicUrl, errors: errorCatalogue, rest };
  const openApi = createOpenApiDocument(rest, { brandName, publicUrl });
  app.get('/', (_request, response) => {
    response.redirect(302, GRAPHQL_PATH);
  });
  app.get(GRAPHQL_PATH, (_request, response) => {
    sendPage(response, sandbox);
  });
  app.get(OPENAPI_PATH, (_request, response) => {
    response.json(openApi);
  });
  app.get([DOCS_PATH, `${DOCS_PATH}/{*page}`], (request, response, next) => {
    const page = docsPage(schema, request.path, docs);
    if (page === undefined) next();
    else sendPage(response, page);
  });
  refuseOtherMethods(app, ['/', OPENAPI_PATH, DOCS_PATH, `${DOCS_PATH}/{*page}`], 'GET, HEAD');
}
