/**
 * What a mailed sign-in link opens where no frontend has a page for it (SIGN_IN_LINK_URL): the code to type on the device
 * that asked. It sets no cookie and signs nobody in.
 */
import type { Express, Request } from 'express';

import { AppError } from '../foundation/errors.js';
import { refuseOtherMethods } from '../http/refuse-other-methods.js';
import type { Route } from '../http/route.js';
import { answerPage, frameOf, type FrameOptions } from '../pages/answer-page.js';
import { SIGN_IN_LINK_PATH, emailSignInPaths } from './email-sign-in.openapi.js';
import type { ShowSignInCode } from './show-sign-in-code.js';
import { deadSignInLinkPage, signInCodePage } from './sign-in-code.page.js';

export interface EmailSignInRouteOptions {
  readonly pages: FrameOptions;
  readonly showCode: ShowSignInCode;
}

export function createEmailSignInRoute(options: EmailSignInRouteOptions): Route {
  return {
    openapi: emailSignInPaths,
    mount: (app) => {
      mountEmailSignIn(app, options);
    },
  };
}

function mountEmailSignIn(app: Express, { pages, showCode }: EmailSignInRouteOptions): void {
  app.get(SIGN_IN_LINK_PATH, async (request, response) => {
    const frame = frameOf(pages, request);
    const shown = await showCode(tokenOf(request)).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'LINK_INVALID') return undefined;
      throw error;
    });
    if (shown === undefined) answerPage(response, frame, deadSignInLinkPage(frame), 400);
    else answerPage(response, frame, signInCodePage(frame, shown), 200);
  });
  refuseOtherMethods(app, [SIGN_IN_LINK_PATH], 'GET, HEAD');
}

/** What only resembles a token (a list, an operator) is none. */
function tokenOf({ query }: Request): string {
  const { token } = query;
  return typeof token === 'string' ? token : '';
}
