/** How people get into their accounts, and change how they do: the rooms from credentials up to sign-in. */
import type { Config } from '../config/config.js';
import type { PhoneNumberParser } from '../users/phone-number.js';
import type { openAbuse } from './abuse.js';
import { openCodeFlow } from './code-flow.js';
import { type CredentialParts, openCredentials } from './credentials.js';
import { openFederation, openProviders } from './federation.js';
import { type MailLinkParts, openMailLinks } from './mail-links.js';
import type { Parts } from './parts.js';
import { openSignInRoom } from './sign-in.js';

export type AccountParts = Omit<CredentialParts, 'providers'> &
  Omit<MailLinkParts, 'credentials' | 'checkCaptcha'> &
  Awaited<ReturnType<typeof openAbuse>> & { readonly parsePhoneNumber: PhoneNumberParser };

export async function openAccounts(config: Config, own: Parts, parts: AccountParts) {
  const { checkCaptchaOn, captchaWidget, sessionRoom } = parts;
  const providers = await openProviders(config, own, parts.connection);
  const credentials = await openCredentials(config, own, { ...parts, providers });
  const federation = openFederation(own, { ...parts, providers, credentials });
  const codeFlow = await openCodeFlow(config, own, { ...parts, providers });
  const links = await openMailLinks(config, own, {
    ...parts,
    credentials,
    checkCaptcha: checkCaptchaOn('reset'),
  });
  const signIn = openSignInRoom(config, own, {
    ...parts,
    ...links,
    ...sessionRoom,
    credentials,
    federation,
    codeFlow,
    checkCaptcha: checkCaptchaOn('signUp'),
    checkSignInCaptcha: checkCaptchaOn('signIn'),
    captcha: captchaWidget?.config,
  });
  return {
    links,
    codeFlowRoutes: codeFlow.routes,
    jobs: { ...links.jobs, ...signIn.jobs },
    resolvers: [...credentials.resolvers, links.resolver, federation.resolver, ...signIn.resolvers],
    inputRules: { ...signIn.inputRules, ...links.inputRules },
  };
}
