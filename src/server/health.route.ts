import type { Express } from 'express';

import { refuseOtherMethods } from '../http/refuse-other-methods.js';
import type { Route } from '../http/route.js';
import type { Health } from './health.js';
import { healthPaths } from './health.openapi.js';

export function createHealthRoute(health: Health): Route {
  return {
    openapi: healthPaths,
    mount: (app) => {
      mountHealth(app, health);
    },
  };
}

function mountHealth(app: Express, health: Health): void {
  app.get('/health/live', (_request, response) => {
    response.json({ status: 'live' });
  });
  app.get('/health/ready', async (_request, response) => {
    const reason = await health.notReady();
    response
      .status(reason === undefined ? 200 : 503)
      .set('cache-control', 'no-store')
      .json(reason === undefined ? { status: 'ready' } : { status: 'not ready', reason });
  });
  refuseOtherMethods(app, ['/health/live', '/health/ready'], 'GET, HEAD');
}
