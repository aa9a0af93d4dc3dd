import type { Response } from 'express';

import type { Page } from '../markup/page.js';

/** Never cached, since a page may show an address. Pages of a frame go by `answerPage`, which tells their language. */
export function sendPage(response: Response, { body, contentSecurityPolicy }: Page, status = 200): void {
  response
    .status(status)
    .set('content-security-policy', contentSecurityPolicy)
    .set('cache-control', 'no-store')
    .type('html')
    .send(body);
}
