import { type IncomingMessage, ServerResponse } from 'node:http';

import helmet from 'helmet';

/**
 * The security headers of every answer, worked out once: helmet's choices do not depend on the request, so its
 * middleware need not run for each. Pages put a Content-Security-Policy of their own over this one.
 */
export function securityHeaders(isHttps: boolean): ReadonlyMap<string, string> {
  const set = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    // A promise about the host name that plain http cannot keep.
    strictTransportSecurity: isHttps ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    xPoweredBy: false,
  });
  const request = { headers: {} } as IncomingMessage;
  const response = new ServerResponse(request);
  set(request, response, () => undefined);
  return new Map(Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]));
}
