import type { Express } from 'express';

import { GRAPHQL_PATH } from '../../http/graphql-path.js';
import { refuseOtherMethods } from '../../http/refuse-other-methods.js';
import type { Route } from '../../http/route.js';
import { sendPage } from '../../http/send-page.js';
import { sandboxPaths } from './sandbox.openapi.js';
import { sandboxPage, type SandboxPageOptions } from './sandbox.page.js';

/** At the path of GraphQL itself, whose other methods are not answered here. */
export function createSandboxRoute(options: SandboxPageOptions): Route {
  return {
    openapi: sandboxPaths,
    mount: (app) => {
      mountSandbox(app, options);
    },
  };
}

function mountSandbox(app: Express, options: SandboxPageOptions): void {
  const page = sandboxPage(options);
  app.get('/', (_request, response) => {
    response.redirect(302, GRAPHQL_PATH);
  });
  app.get(GRAPHQL_PATH, (_request, response) => {
    sendPage(response, page);
  });
  refuseOtherMethods(app, ['/'], 'GET, HEAD');
}
