/**
 * Signing in by what is mailed: a link or a code, bound to the device that asked; and step-up by a code. Owns sign-ins and step-ups
 * that wait for their mail, and the first proof of an address by one. Knows no password; a sign-in ends in `openSignIn` like any other.
 */
import type { AbuseRoom } from '../abuse/abuse.room.js';
import { signsInByMail } from '../config/sign-in-methods.js';
import type { CredentialsRoom } from '../credentials/credentials.room.js';
import { createOpaqueTokens } from '../foundation/opaque-token.js';
import { createSecretBox } from '../foundation/secret-box.js';
import type { Ground } from '../house/ground.js';
import type { MailRoom } from '../mail/mail.room.js';
import { appQuery } from '../pages/app.js';
import type { PagesRoom } from '../pages/pages.room.js';
import type { SessionsRoom } from '../sessions/sessions.room.js';
import type { SignInRoom } from '../sign-in/sign-in.room.js';
import type { UsersRoom } from '../users/users.room.js';
import { createCompleteEmailSignIn } from './complete-email-sign-in.js';
import { createEmailReauthenticationModel } from './email-reauthentication.model.js';
import { createEmailReauthentications } from './email-reauthentications.js';
import { createEmailSignInModel } from './email-sign-in.model.js';
import { SIGN_IN_LINK_PATH } from './email-sign-in.openapi.js';
import { EmailSignInResolver } from './email-sign-in.resolver.js';
import { createEmailSignInRoute } from './email-sign-in.route.js';
import { createEmailSignIns, type EmailSignIns } from './email-sign-ins.js';
import { createEnterByEmail } from './enter-by-email.js';
import { createEmailReauthentication } from './reauthenticate-by-email.js';
import { createSendSignInEmail } from './send-sign-in-email.js';
import { createShowSignInCode } from './show-sign-in-code.js';
import { createSignInMailJob, SIGN_IN_MAIL_KIND } from './sign-in-mails.js';
import { createStepUpMailJob, STEP_UP_MAIL_KIND } from './step-up-mails.js';

export interface EmailSignInNeeds {
  readonly ground: Ground;
  readonly users: Pick<UsersRoom, 'users'>;
  readonly sessions: Pick<SessionsRoom, 'undertakings' | 'deliver'>;
  readonly credentials: Pick<CredentialsRoom, 'changeCredentials'>;
  readonly signIn: Pick<SignInRoom, 'openSignIn' | 'beforeSignUp'>;
  readonly mail: Pick<MailRoom, 'outbox' | 'notices'>;
  readonly pages: Pick<PagesRoom, 'brand' | 'frame'>;
  readonly abuse: Pick<AbuseRoom, 'attempts' | 'mailLimits' | 'knownSources' | 'checkLinkRequest'>;
}

export function createEmailSignInRoom(needs: EmailSignInNeeds) {
  const { ground, abuse, pages } = needs;
  const { config, connection, secrets, catalogue, events, clock, randomness } = ground;
  const { users } = needs.users;
  const { undertakings, deliver } = needs.sessions;
  const { notices } = needs.mail;
  const { signInMethods: methods, emailSignInSignsUp: signsUp } = config;
  const tokens = createOpaqueTokens<'challenge' | 'link'>(secrets, 'email-sign-in');
  const box = createSecretBox(secrets, 'email-sign-in');
  const model = createEmailSignInModel(connection);
  const signIns = createEmailSignIns({ model, tokens, box, clock, randomness });
  const enter = createEnterByEmail({
    ...{ users, undertakings, notices, catalogue, events, clock },
    inTransaction: ground.inTransaction,
    changeCredentials: needs.credentials.changeCredentials,
    beforeSignUp: needs.signIn.beforeSignUp,
  });
  const { attempts, mailLimits, knownSources } = abuse;
  const { openSignIn } = needs.signIn;
  const complete = createCompleteEmailSignIn({ signIns, enter, openSignIn, attempts, events });
  const showCode = createShowSignInCode(signIns);
  const send = createSend(needs, signIns);
  const { stepUps, reauthentication } = createStepUpByMail(needs);
  return {
    contributes: {
      fieldMethods: {
        sendSignInEmail: ['email-link', 'email-code'],
        completeEmailSignIn: ['email-link', 'email-code'],
        emailSignInCode: ['email-link'],
        sendReauthenticationEmail: ['email-link', 'email-code'],
      } as const,
      resolvers: [new EmailSignInResolver(send, complete, showCode, reauthentication, deliver)],
      routes: methods.includes('email-link')
        ? [createEmailSignInRoute({ pages: pages.frame, showCode })]
        : [],
      mailJobs: {
        [SIGN_IN_MAIL_KIND]: createSignInMailJob({
          ...{ users, signIns, undertakings, mailLimits, knownSources, signsUp, catalogue },
          brand: pages.brand,
        }),
        [STEP_UP_MAIL_KIND]: createStepUpMailJob({ users, catalogue, brand: pages.brand }),
      },
      stepUpChecks: signsInByMail(methods) ? { mailedCode: reauthentication.check } : {},
      erasers: [
        (userId: string) => signIns.forgetUser(userId),
        (userId: string) => stepUps.forgetUser(userId),
      ],
    },
  };
}

function createSend({ ground, abuse, mail }: EmailSignInNeeds, signIns: EmailSignIns) {
  const { config, publicUrl, catalogue, events } = ground;
  return createSendSignInEmail({
    ...{ signIns, catalogue, events },
    methods: config.signInMethods,
    checkRequest: abuse.checkLinkRequest,
    outbox: mail.outbox,
    linkUrls: config.signInLinkUrls,
    gatewayPage: (webOrigin) => `${publicUrl}${SIGN_IN_LINK_PATH}${appQuery(config.appUrls, webOrigin)}`,
  });
}

function createStepUpByMail({ ground, abuse: { attempts, mailLimits }, mail: { outbox } }: EmailSignInNeeds) {
  const { connection, secrets, events, clock, randomness } = ground;
  const model = createEmailReauthenticationModel(connection);
  const box = createSecretBox(secrets, 'email-reauthentication');
  const stepUps = createEmailReauthentications({ model, box, clock, randomness });
  const reauthentication = createEmailReauthentication({ stepUps, attempts, mailLimits, outbox, events });
  return { stepUps, reauthentication };
}
