import type { Express, Response } from 'express';

import { badRequest, sendProblem } from '../../http/problem.js';
import { refuseOtherMethods } from '../../http/refuse-other-methods.js';
import type { Route } from '../../http/route.js';
import { sendPage } from '../../http/send-page.js';
import type { DevMailbox } from '../../mail/dev-mailbox.js';
import type { Page } from '../../markup/page.js';
import { devMailboxPaths } from './dev-mailbox.openapi.js';
import { type DevMail, devMailboxPage, devMailHtml } from './dev-mailbox.page.js';

/** What would have been mailed. It shows working links to anybody, so it is for development alone. */
export function createDevMailboxRoute(mailbox: DevMailbox, brandName: string): Route {
  return {
    openapi: devMailboxPaths,
    mount: (app) => {
      mountDevMailbox(app, mailbox, brandName);
    },
  };
}

function mountDevMailbox(app: Express, mailbox: DevMailbox, brandName: string): void {
  app.get('/dev/mailbox', async (request, response) => {
    const mails = await listMails(mailbox);
    if (request.accepts(['html', 'json']) === 'json')
      response.set('cache-control', 'no-store').json({ mails });
    else sendMailbox(response, devMailboxPage({ brandName, mails }));
  });
  app.get('/dev/mailbox/:id', async (request, response) => {
    const mails = await listMails(mailbox);
    sendMailbox(response, devMailboxPage({ brandName, mails, openId: request.params.id }));
  });
  app.get('/dev/mailbox/:id/html', async (request, response) => {
    const mail = await mailbox.find(request.params.id);
    // The page above shows it in a frame.
    sendMailbox(response.set('x-frame-options', 'SAMEORIGIN'), mail && devMailHtml(mail.html));
  });
  refuseOtherMethods(app, ['/dev/mailbox', '/dev/mailbox/:id', '/dev/mailbox/:id/html'], 'GET, HEAD');
}

async function listMails(mailbox: DevMailbox): Promise<DevMail[]> {
  const mails = await mailbox.list();
  return mails.map(({ _id: id, at, to, subject, text, html }) => ({ id, at, to, subject, text, html }));
}

function sendMailbox(response: Response, page: Page | undefined): void {
  if (page === undefined) sendProblem(response, badRequest(404, 'There is no such mail.'));
  else sendPage(response, page);
}
