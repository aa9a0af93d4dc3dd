import type { Express } from 'express';

import { isKnownState } from '../http/etag.js';
import { refuseOtherMethods } from '../http/refuse-other-methods.js';
import type { Route } from '../http/route.js';
import type { ReadRevocationList } from './revocation-list.js';
import { revokedSessionsPaths } from './revoked-sessions.openapi.js';

const PATH = '/.well-known/revoked-sessions';

/** Public, as the key set is: it holds ids that stand in tokens, and says nothing about people. */
export function createRevokedSessionsRoute(readRevocationList: ReadRevocationList): Route {
  return {
    openapi: revokedSessionsPaths,
    mount: (app) => {
      mountRevokedSessions(app, readRevocationList);
    },
  };
}

function mountRevokedSessions(app: Express, readRevocationList: ReadRevocationList): void {
  app.get(PATH, async (request, response) => {
    const { text, etag } = await readRevocationList();
    // A cache in front may shield the gateway from many resource servers that poll.
    response.set({ 'cache-control': 'public, max-age=1', etag });
    if (isKnownState(request.headers['if-none-match'], etag)) response.status(304).end();
    // As bytes: Express adds a charset to text, which this media type has none of.
    else response.type('application/jwt').send(Buffer.from(text));
  });
  refuseOtherMethods(app, [PATH], 'GET, HEAD');
}
