import type { Express, Request } from 'express';

import type { Exchange } from './exchange.js';

/** Hands exchanges to Express, and finds them again in its handlers: both paths share one context of a request. */
export interface ExpressExchange {
  handle(exchange: Exchange): void;
  of(request: Request): Exchange;
}

export function createExpressExchange(app: Express): ExpressExchange {
  const exchanges = new WeakMap<object, Exchange>();
  return {
    handle(exchange) {
      exchanges.set(exchange.request, exchange);
      app(exchange.request, exchange.response);
    },
    of(request) {
      const exchange = exchanges.get(request);
      if (exchange === undefined)
        throw new TypeError('Express was not given this request by the dispatcher.');
      return exchange;
    },
  };
}
