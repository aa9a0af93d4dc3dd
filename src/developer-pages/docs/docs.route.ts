/** The documentation, and what its REST part is made of as OpenAPI. */
import type { Express } from 'express';
import type { GraphQLSchema } from 'graphql';

import { errorCatalogue } from '../../foundation/errors.js';
import { refuseOtherMethods } from '../../http/refuse-other-methods.js';
import type { RestPaths } from '../../http/rest-paths.js';
import type { Route } from '../../http/route.js';
import { sendPage } from '../../http/send-page.js';
import { docsPaths } from './docs.openapi.js';
import { docsPage } from './docs.page.js';
import { createOpenApiDocument } from './openapi-document.js';

export interface DocsRouteOptions {
  /** Asked when the route is mounted, as is `rest`: by then all rooms stand. */
  readonly schema: () => GraphQLSchema;
  /** What stands beside GraphQL. */
  readonly rest: () => RestPaths;
  readonly docsPath: string;
  readonly openApiPath: string;
  readonly endpointPath: string;
  /** Without a trailing slash. */
  readonly publicUrl: string;
  readonly brandName: string;
  /** SIGN_UP_REQUIRES. */
  readonly signUpRequires: readonly string[];
}

export function createDocsRoute(options: DocsRouteOptions): Route {
  return {
    openapi: docsPaths,
    mount: (app) => {
      mountDocs(app, options);
    },
  };
}

function mountDocs(app: Express, options: DocsRouteOptions): void {
  const { docsPath, openApiPath, endpointPath, publicUrl, brandName, signUpRequires } = options;
  const schema = options.schema();
  const rest = options.rest();
  const openApi = createOpenApiDocument(rest, { brandName, publicUrl });
  app.get(openApiPath, (_request, response) => {
    response.json(openApi);
  });
  const docs = { basePath: docsPath, endpointPath, publicUrl, errors: errorCatalogue, rest, signUpRequires };
  const pagePaths = [docsPath, `${docsPath}/{*page}`];
  app.get(pagePaths, (request, response, next) => {
    const { q } = request.query;
    const search = typeof q === 'string' ? q : '';
    const page = docsPage(schema, request.path, { ...docs, search });
    if (page === undefined) next();
    else sendPage(response, page);
  });
  refuseOtherMethods(app, [openApiPath, ...pagePaths], 'GET, HEAD');
}
