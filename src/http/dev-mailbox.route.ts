import type { Express } from 'express';

import type { DevMailbox } from '../mail/dev-mailbox.js';
import { devMailboxPage, devMailHtml } from './pages/dev-mailbox.page.js';
import { badRequest, sendProblem } from './problem.js';
import { refuseOtherMethods } from './refuse-other-methods.js';
import { sendPage } from './send-page.js';

/** What would have been mailed. It shows working links to anybody, so it is for development alone. */
export function mountDevMailbox(app: Express, mailbox: DevMailbox, brandName: string): void {
  app.get('/dev/mailbox', async (request, response) => {
    const mails = (await mailbox.list()).map(({ _id: id, at, to, subject, text, html }) => ({
      id,
      at,
      to,
      subject,
      text,
      html,
    }));
    if (request.accepts(['html', 'json']) === 'json')
      response.set('cache-control', 'no-store').json({ mails });
    else sendPage(response, devMailboxPage({ brandName, mails }));
  });
  app.get('/dev/mailbox/:id/html', async (request, response) => {
    const mail = await mailbox.find(request.params.id);
    if (mail === undefined) sendProblem(response, badRequest(404, 'There is no such mail.'));
    // The page above shows it in a frame.
    else sendPage(response.set('x-frame-options', 'SAMEORIGIN'), devMailHtml(mail.html));
  });
  refuseOtherMethods(app, ['/dev/mailbox', '/dev/mailbox/:id/html'], 'GET, HEAD');
}
