/**
 * What helps to write a client: Sandbox, GraphiQL, documentation and OpenAPI, and the mails that were not sent. In
 * production there is none of it, by not being put together. It is told the schema and the paths of the other routes, and
 * must not know who answers them.
 */
import { GRAPHQL_PATH } from '../http/graphql-path.js';
import type { Route } from '../http/route.js';
import type { DevMailbox } from '../mail/dev-mailbox.js';
import { createDocsRoute, type DocsRouteOptions } from './docs/docs.route.js';
import { createGraphiqlRoute } from './graphiql/graphiql.route.js';
import { createDevMailboxRoute } from './mailbox/dev-mailbox.route.js';
import { createSandboxRoute } from './sandbox/sandbox.route.js';

export interface DeveloperPagesOptions extends Omit<DocsRouteOptions, keyof typeof paths> {
  /** SANDBOX: whether there are pages about the schema. */
  readonly sandbox: boolean;
  /** Undefined where mails are sent. */
  readonly mailbox: DevMailbox | undefined;
}

const paths = {
  endpointPath: GRAPHQL_PATH,
  graphiqlPath: '/graphiql',
  docsPath: '/docs',
  openApiPath: '/openapi.json',
};

export function createDeveloperPagesRoutes(options: DeveloperPagesOptions): readonly Route[] {
  const { sandbox, mailbox, publicUrl, brandName } = options;
  return [
    ...(mailbox === undefined ? [] : [createDevMailboxRoute(mailbox, brandName)]),
    ...(sandbox
      ? [
          createSandboxRoute({ ...paths, publicUrl }),
          createGraphiqlRoute({ ...paths, brandName }),
          createDocsRoute({ ...paths, ...options }),
        ]
      : []),
  ];
}
