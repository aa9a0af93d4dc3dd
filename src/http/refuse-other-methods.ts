import type { Express } from 'express';

import { sendMethodNotAllowed } from './problem.js';

/** @param allow as in the header. */
export function refuseOtherMethods(app: Express, paths: string[], allow: string): void {
  const allowed = allow.split(', ');
  app.all(paths, (request, response, next) => {
    if (allowed.includes(request.method)) next();
    else sendMethodNotAllowed(response, allow);
  });
}
