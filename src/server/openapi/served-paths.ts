/** Every path that a gateway serves, as its route files describe them. */
import type { RestPaths } from '../../http/rest-paths.js';
import { linkPagesPaths } from '../../link-pages/link-pages.openapi.js';
import { devMailboxPaths } from '../dev-mailbox.openapi.js';
import { federationPaths } from '../federation.openapi.js';
import { forwardAuthPaths } from '../forward-auth.openapi.js';
import { oauthPaths } from '../oauth.openapi.js';
import { developerPaths, graphqlPaths, healthPaths, metricsPaths } from '../service.openapi.js';
import { wellKnownPaths } from '../well-known.openapi.js';

/** In the order of the pages. */
export function servedPaths({
  hasDevMailbox,
  hasMetrics,
}: {
  hasDevMailbox: boolean;
  hasMetrics: boolean;
}): RestPaths {
  return {
    ...graphqlPaths,
    ...wellKnownPaths,
    ...forwardAuthPaths,
    ...oauthPaths,
    ...linkPagesPaths,
    ...federationPaths,
    ...healthPaths,
    ...(hasMetrics && metricsPaths),
    ...(hasDevMailbox && devMailboxPaths),
    ...developerPaths,
  };
}
