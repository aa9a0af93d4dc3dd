/** What a developer is told in the log of pages whose requests cannot work, once for each page. Knows no accounts. */
import type { Logger } from '../foundation/logger.js';

export interface OriginHints {
  /** A page that is not this service's own has asked. */
  foreign(origin: string): void;
  /** A cookie was set for the page of an origin, at a host as the request names it. */
  cookieSet(origin: string | undefined, host: string | undefined): void;
}

/** Anybody can make up an origin: so many are told, and then no more. */
const MAX_TOLD = 20;
const silent: OriginHints = { foreign: () => undefined, cookieSet: () => undefined };

/** In production nothing is told: what is refused there is mostly what strangers try. */
export function createOriginHints(log: Logger, isProduction: boolean): OriginHints {
  if (isProduction) return silent;
  const told = new Set<string>();
  const tell = (origin: string, message: string) => {
    const isKnown = told.has(message) || told.size >= MAX_TOLD;
    told.add(message);
    if (!isKnown) log.warn({ origin: origin.slice(0, 200) }, message);
  };
  return {
    foreign(origin) {
      const name = origin.slice(0, 200);
      tell(origin, `pages of ${name} may not read answers: add ${name} to CORS_ORIGINS if they are yours`);
    },
    cookieSet(origin, host) {
      const [page, service] = [nameOf(origin ?? ''), nameOf(`http://${host ?? ''}`)];
      if (origin === undefined || page === service || !isLocal(page) || !isLocal(service)) return;
      tell(
        origin,
        `the cookie of ${service} does not come back from pages of ${page}, which is another site: open the page at ${service}, or call the gateway at ${page}`,
      );
    },
  };
}

function nameOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}

function isLocal(name: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(name);
}
