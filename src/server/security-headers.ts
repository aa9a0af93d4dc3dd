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

/** What they say is of documents, and of browsers that are gone. */
const ofDocuments = new Set([
  'cross-origin-opener-policy',
  'origin-agent-cluster',
  'x-dns-prefetch-control',
  'x-download-options',
  'x-permitted-cross-domain-policies',
  'x-xss-protection',
]);

/** Of answers that are data: a third less to check and to write with each. @param headers those of every answer. */
export function headersOfData(headers: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([...headers].filter(([name]) => !ofDocuments.has(name.toLowerCase())));
}
