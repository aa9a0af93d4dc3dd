/** From a request to the frame of the page that answers it, and the page on its way. */
import type { Request, Response } from 'express';

import { sendPage } from '../http/send-page.js';
import type { Brand } from '../markup/brand.js';
import type { Page } from '../markup/page.js';
import type { MessageCatalogue } from '../messages/messages.js';
import { findApp, readAppName } from './app.js';
import type { PageCaptcha } from './captcha-widget.js';
import type { PageFrame } from './page-frame.js';

/** What all pages have in common, whoever asks for them. */
export interface FrameOptions {
  readonly brand: Brand;
  readonly catalogue: MessageCatalogue;
  readonly captcha: PageCaptcha | undefined;
  /** Without a trailing slash. */
  readonly publicUrl: string;
  /** APP_URL. */
  readonly appUrls: readonly string[] | undefined;
}

/** In the language of the request, for the frontend that its query names. */
export function frameOf(
  { brand, catalogue, captcha, publicUrl, appUrls }: FrameOptions,
  request: Request,
): PageFrame {
  const messages = catalogue.forAcceptLanguage(request.headers['accept-language']);
  const app = findApp(appUrls, readAppName(request.query));
  // A proxy may serve the gateway below a path of its own.
  return { basePath: new URL(publicUrl).pathname.replace(/\/$/, ''), brand, captcha, messages, app };
}

/** @param status also for pages that refuse: browsers show them, and programs read it. */
export function answerPage(response: Response, { messages }: PageFrame, page: Page, status: number): void {
  response.set('content-language', messages.language).vary('accept-language');
  sendPage(response, page, status);
}
