/**
 * What helps to write a client: Sandbox, GraphiQL, the documentation, and the mails that were not sent. Is told the schema and the
 * paths of the others, and must not know who answers them; in production there is none of it.
 */
import type { GraphQLRoom } from '../graphql/graphql.room.js';
import type { Ground } from '../house/ground.js';
import type { RestPaths } from '../http/rest-paths.js';
import type { MailRoom } from '../mail/mail.room.js';
import type { PagesRoom } from '../pages/pages.room.js';
import { createDeveloperPagesRoutes } from './developer-pages.route.js';

export interface DeveloperPagesNeeds {
  readonly ground: Ground;
  readonly graphql: Pick<GraphQLRoom, 'schema'>;
  readonly mail: Pick<MailRoom, 'devMailbox'>;
  readonly pages: Pick<PagesRoom, 'brand'>;
  /** Of all routes; asked when a page is. */
  readonly restPaths: () => RestPaths;
}

export function createDeveloperPagesRoom({ ground, graphql, mail, pages, restPaths }: DeveloperPagesNeeds) {
  const { config, publicUrl } = ground;
  const routes = createDeveloperPagesRoutes({
    schema: graphql.schema,
    rest: restPaths,
    sandbox: config.sandbox,
    mailbox: mail.devMailbox,
    publicUrl,
    brandName: pages.brand.name,
    signUpRequires: config.signUpRequires,
  });
  return { contributes: { routes } };
}
