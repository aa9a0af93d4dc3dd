/**
 * What a room answers beside GraphQL, so that a room has its paths, and the server none. A route is mounted once, at the
 * start; the room says of it what OpenAPI has to tell. Neither knows the other routes, nor who asks what of them.
 */
import type { Express, Request } from 'express';

import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { RestPaths } from './rest-paths.js';
import type { StaticAnswer } from './static-answer.js';

/** What Express answers. */
export interface Route extends DescribedPaths {
  mount(app: Express, by: RouteContext): void;
}

/** What is answered from memory, ahead of Express; any page of any origin may read it. */
export interface StaticRoute extends DescribedPaths {
  readonly paths: readonly string[];
  /** Asked anew for each request, since what it tells may change. */
  readonly answer: () => StaticAnswer;
}

export interface DescribedPaths {
  /** Absent: nothing is told of them. */
  readonly openapi?: RestPaths;
}

/** What the server knows of a request. */
export interface RouteContext {
  readonly originOf: (request: Request) => RequestOrigin;
}
