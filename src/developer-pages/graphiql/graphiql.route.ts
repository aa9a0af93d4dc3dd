import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Express } from 'express';

import { refuseOtherMethods } from '../../http/refuse-other-methods.js';
import type { Route } from '../../http/route.js';
import { sendPage } from '../../http/send-page.js';
import { graphiqlPaths } from './graphiql.openapi.js';
import { graphiqlPage, type GraphiqlPageOptions } from './graphiql.page.js';

export interface GraphiqlRouteOptions extends Omit<GraphiqlPageOptions, 'assetPath'> {
  readonly graphiqlPath: string;
}

/** Its files lie beside the compiled sources, whichever run; they are read when they are asked for. */
export function createGraphiqlRoute(options: GraphiqlRouteOptions): Route {
  return {
    openapi: graphiqlPaths,
    mount: (app) => {
      mountGraphiql(app, options);
    },
  };
}

function mountGraphiql(app: Express, { graphiqlPath, ...options }: GraphiqlRouteOptions): void {
  const root = fileURLToPath(new URL('../../../dist/graphiql/', import.meta.url));
  const assetPath = `${graphiqlPath}/graphiql`;
  const page = graphiqlPage({ ...options, assetPath });
  app.get(graphiqlPath, (_request, response) => {
    sendPage(response, page);
  });
  const files = [`${assetPath}.js`, `${assetPath}.css`];
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
  refuseOtherMethods(app, [graphiqlPath, ...files], 'GET, HEAD');
}
