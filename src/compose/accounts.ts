/** How people get into their accounts, and change how they do: the rooms from credentials up to sign-in. */
import type { Attempts } from '../abuse/attempts.js';
import type { Config } from '../config/config.js';
import { createFollowLanguage, type FollowLanguage } from '../sign-in/follow-language.js';
import type { PhoneNumbers } from '../users/phone-number.js';
import type { openAbuse } from './abuse.js';
import { openCodeFlow } from './code-flow.js';
import { type CredentialParts, openCredentials } from './credentials.js';
import { openFederation, openProviders } from './federation.js';
import { type MailLinkParts, openMailLinks } from './mail-links.js';
import type { Models } from './models.js';
import type { Parts } from './parts.js';
import type { SessionRoom } from './sessions.js';
import { openSignInRoom } from './sign-in.js';

export type AccountParts = Omit<CredentialParts, 'providers'> &
  Omit<MailLinkParts, 'credentials' | 'checkCaptcha'> &
  Awaited<ReturnType<typeof openAbuse>> & {
    readonly models: Models;
    readonly phoneNumbers: PhoneNumbers;
  };

export async function openAccounts(config: Config, own: Parts, parts: AccountParts) {
  const { checkSignUp, checkLinkRequest, captchaWidget } = parts;
  const followLanguage = createFollowLanguage({ ...parts, clock: own.clock });
  const sessionRoom = withProofs(parts.sessionRoom, parts.attempts, followLanguage);
  const providers = openProviders(config, own, parts.models);
  const credentials = await openCredentials(config, own, { ...parts, sessionRoom, providers });
  const codeFlow = openCodeFlow(config, own, { ...parts, providers });
  const federation = openFederation(own, { ...parts, ...codeFlow, providers, credentials });
  const links = openMailLinks(config, own, {
    ...parts,
    credentials,
    sessionRoom,
    checkCaptcha: checkLinkRequest,
  });
  const signIn = openSignInRoom(config, own, {
    ...parts,
    ...links,
    ...sessionRoom,
    credentials,
    federation,
    codeFlow,
    checkCaptcha: checkSignUp,
    captcha: captchaWidget?.config,
  });
  return {
    links,
    credentials,
    codeFlowRoutes: codeFlow.routes,
    jobs: { ...links.jobs, ...signIn.jobs },
    resolvers: [...credentials.resolvers, links.resolver, federation.resolver, ...signIn.resolvers],
    inputRules: { ...signIn.inputRules, ...links.inputRules },
  };
}

/** A session is begun only by a complete sign-in, whichever way it came: there is one place to tell the limits. */
function withProofs(
  sessionRoom: SessionRoom,
  attempts: Attempts,
  followLanguage: FollowLanguage,
): SessionRoom {
  return {
    ...sessionRoom,
    async startSession(proof, origin) {
      const signedIn = await sessionRoom.startSession(proof, origin);
      await followLanguage(proof.user, origin);
      await attempts.proved(proof.user._id.toHexString(), 'sign-in', origin);
      return signedIn;
    },
  };
}
