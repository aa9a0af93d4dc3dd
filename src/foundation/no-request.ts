import type { RequestOrigin } from './event-catalogue.js';

/** Where something came from that no request caused: it has neither an address nor a language. */
export function noRequest(requestId: string): RequestOrigin {
  return {
    requestId,
    ip: '',
    userAgent: undefined,
    webOrigin: undefined,
    acceptLanguage: undefined,
  };
}
