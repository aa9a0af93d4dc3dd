import { bool, listOf, pageUrls, subsetOf } from './kinds.js';
import { setting } from './setting-definition.js';
import { type SignInMethod, signInMethods } from './sign-in-methods.js';

/** By which nobody signs in who has not another way in beside it. */
const onlyBeside: readonly string[] = ['totp'];

export const signInSettings = {
  signInMethods: setting({
    env: 'SIGN_IN_METHODS',
    group: 'Sign-in',
    kind: subsetOf(...signInMethods)
      .refine(
        (entries) => entries.some((entry) => !onlyBeside.includes(entry)),
        'must name a way in beside totp',
      )
      .transform((entries) => entries as readonly SignInMethod[]),
    default: 'password,passkey,providers',
    doc: 'The ways to sign in: password, passkey, email-link (a link by mail), email-code (a code by mail), totp (the address and a code of the authenticator app by itself, as TOTP_ALONE=true), providers. The operations and pages of one that is not named are refused (FORBIDDEN, `requires: signInMethod`), and `authConfig.signInMethods` tells frontends which there are. Whoever reads a mailbox signs in by email-link and email-code; a second factor is asked for all the same.',
  }),
  emailSignInSignsUp: setting({
    env: 'EMAIL_SIGN_IN_SIGNS_UP',
    group: 'Sign-in',
    kind: bool,
    default: 'false',
    doc: 'Whether a link or code for signing in also goes to an address without an account, and makes one when it is used: with that address, verified, and without a password.',
  }),
  signInLinkUrls: setting({
    env: 'SIGN_IN_LINK_URL',
    group: 'Sign-in',
    kind: pageUrls,
    defaultNote: 'PUBLIC_URL/sign-in-link, which shows the code to type',
    doc: "A frontend's page for the links of email-link, which calls completeEmailSignIn with the `token` of its query and the verifier it kept. A list where several frontends share the gateway: the Origin of the request chooses, any other gets the first.",
  }),
  requireSecondFactor: setting({
    env: 'REQUIRE_SECOND_FACTOR',
    group: 'Sign-in',
    kind: listOf(/^[A-Z][A-Z0-9_]{0,63}$/, 'roles such as ADMIN'),
    defaultNote: 'none',
    doc: 'Roles that count only in a session that was opened with two factors (`amr` has `mfa`): in any other its owner is without them, also in the access token, and can set the second factor up.',
  }),
};
