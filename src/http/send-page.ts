import type { Response } from 'express';

import type { Page } from '../markup/page.js';

export function sendPage(response: Response, { body, contentSecurityPolicy }: Page, status = 200): void {
  response
    .status(status)
    .set('content-security-policy', contentSecurityPolicy)
    .set('cache-control', 'no-store')
    .type('html')
    .send(body);
}
