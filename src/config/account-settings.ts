import { captchaProviderNames } from '../foundation/captcha-providers.js';
import {
  address,
  atLeast,
  bool,
  country,
  duration,
  integer,
  listOf,
  oneOf,
  subsetOf,
  text,
  webUrl,
} from './kinds.js';
import { setting } from './setting-definition.js';

export const signUpSettings = {
  signUpRequires: setting({
    env: 'SIGN_UP_REQUIRES',
    group: 'Sign-up',
    kind: subsetOf('firstName', 'lastName', 'username', 'phoneNumber'),
    default: 'firstName,lastName',
    doc: 'Profile fields demanded at password sign-up.',
  }),
  defaultCountry: setting({
    env: 'DEFAULT_COUNTRY',
    group: 'Sign-up',
    kind: country,
    doc: 'The country of phone numbers written without one; unset: only international numbers are taken.',
  }),
  availabilityQueries: setting({
    env: 'AVAILABILITY_QUERIES',
    group: 'Sign-up',
    kind: bool,
    default: 'true',
    doc: 'Whether isEmailAvailable, isPhoneNumberAvailable and isUsernameAvailable answer.',
  }),
  roles: setting({
    env: 'ROLES',
    group: 'Sign-up',
    kind: listOf(/^[A-Z][A-Z0-9_]{0,63}$/, 'names such as USER or CONTENT_EDITOR').refine(
      (entries) =>
        entries.includes('USER') && entries.includes('ADMIN') && new Set(entries).size === entries.length,
      'must name USER and ADMIN, each role once',
    ),
    default: 'USER,ADMIN',
    doc: "All roles there are; the schema's Role is made from it.",
  }),
  adminEmail: setting({
    env: 'ADMIN_EMAIL',
    group: 'Administration',
    kind: address,
    doc: 'Who becomes the first admin at a start, while there is none: a new account gets a mail link to set the password; one that is there already only where its address is verified.',
  }),
  deleteGraceMs: setting({
    env: 'DELETE_GRACE',
    group: 'Administration',
    kind: duration,
    default: '0',
    doc: 'How long a deleted account waits before it is erased; until then nobody can sign in to it, its address stays taken, and an admin can restore it. 0: erased at once.',
  }),
  requireVerifiedEmail: setting({
    env: 'REQUIRE_VERIFIED_EMAIL',
    group: 'Sign-up',
    kind: bool,
    default: 'false',
    doc: 'No session before the e-mail address is verified.',
  }),
  uniformSignUp: setting({
    env: 'UNIFORM_SIGN_UP',
    group: 'Sign-up',
    kind: bool,
    default: 'false',
    doc: 'Sign-up never tells that an address, username or phone number is known: its owner is mailed instead. Implies REQUIRE_VERIFIED_EMAIL=true and AVAILABILITY_QUERIES=false; until the link is used, sign-in answers INVALID_CREDENTIALS.',
  }),
};

export const secondFactorSettings = {
  totpAlone: setting({
    env: 'TOTP_ALONE',
    group: 'Second factor',
    kind: bool,
    default: 'false',
    doc: 'Whether the address and six digits of the authenticator app sign in by themselves, for users who have not enabled 2FA: weaker than the password beside which they stand. Not with an app that waits to be used together with the password.',
  }),
  totpIssuer: setting({
    env: 'TOTP_ISSUER',
    group: 'Second factor',
    kind: text.regex(/^[^:\p{Cc}]{1,60}$/u, 'must be 1 to 60 characters without a colon'),
    defaultNote: 'BRAND_NAME, without its colons',
    doc: 'The name that authenticator apps show.',
  }),
};

export const limitSettings = {
  rateLimit: setting({
    env: 'RATE_LIMIT',
    group: 'Limits',
    kind: bool,
    default: 'true',
    doc: '`false` switches RATE_LIMITED off, such as for a load test. The tries of a challenge, the queue of hashes, MAIL_LIMIT and the limits of documents stay.',
  }),
  signInLimit: setting({
    env: 'SIGN_IN_LIMIT',
    group: 'Limits',
    kind: integer(1, 1_000),
    default: '10',
    doc: 'Wrong passwords and codes of one account from one source (an IPv4 address, or the /64 of an IPv6 one) within SIGN_IN_WINDOW; past it RATE_LIMITED. Codes of one account also count over all sources. A complete sign-in forgets them.',
  }),
  signInWindowMs: setting({
    env: 'SIGN_IN_WINDOW',
    group: 'Limits',
    kind: atLeast(duration, 1_000, '1s'),
    default: '15m',
    doc: 'See SIGN_IN_LIMIT.',
  }),
  sourceLimit: setting({
    env: 'SOURCE_LIMIT',
    group: 'Limits',
    kind: integer(1, 1_000_000),
    default: '100',
    doc: 'Wrong passwords and codes from one source over all accounts within SOURCE_WINDOW. Raise it where many people share an address.',
  }),
  sourceWindowMs: setting({
    env: 'SOURCE_WINDOW',
    group: 'Limits',
    kind: atLeast(duration, 1_000, '1s'),
    default: '15m',
    doc: 'See SOURCE_LIMIT.',
  }),
  accountLimit: setting({
    env: 'ACCOUNT_LIMIT',
    group: 'Limits',
    kind: integer(1, 1_000_000),
    default: '100',
    doc: 'Wrong passwords and codes of one account over all sources within ACCOUNT_WINDOW. Past it only a source from which the account signed in within 90 days, or that has used a reset link, may try.',
  }),
  accountWindowMs: setting({
    env: 'ACCOUNT_WINDOW',
    group: 'Limits',
    kind: atLeast(duration, 1_000, '1s'),
    default: '24h',
    doc: 'See ACCOUNT_LIMIT.',
  }),
  signUpLimit: setting({
    env: 'SIGN_UP_LIMIT',
    group: 'Limits',
    kind: integer(1, 1_000_000),
    default: '100',
    doc: 'Sign-ups from one source within OPERATION_WINDOW.',
  }),
  availabilityLimit: setting({
    env: 'AVAILABILITY_LIMIT',
    group: 'Limits',
    kind: integer(1, 1_000_000),
    default: '100',
    doc: 'isEmailAvailable and its like from one source, together, within OPERATION_WINDOW.',
  }),
  linkRequestLimit: setting({
    env: 'LINK_REQUEST_LIMIT',
    group: 'Limits',
    kind: integer(1, 1_000_000),
    default: '100',
    doc: 'Requests for a mail link, to whichever address, from one source within OPERATION_WINDOW.',
  }),
  providerLimit: setting({
    env: 'PROVIDER_LIMIT',
    group: 'Limits',
    kind: integer(1, 1_000_000),
    default: '100',
    doc: 'Sign-ins by a provider that are begun or completed (/federation/…/start, completeSignIn, signInWithProvider and its like) from one source within OPERATION_WINDOW.',
  }),
  passkeyLimit: setting({
    env: 'PASSKEY_LIMIT',
    group: 'Limits',
    kind: integer(1, 1_000_000),
    default: '200',
    doc: 'Sign-ins and sign-ups by passkey that are begun or finished from one source within OPERATION_WINDOW.',
  }),
  operationWindowMs: setting({
    env: 'OPERATION_WINDOW',
    group: 'Limits',
    kind: atLeast(duration, 1_000, '1s'),
    default: '15m',
    doc: 'Of SIGN_UP_LIMIT, AVAILABILITY_LIMIT, LINK_REQUEST_LIMIT, PROVIDER_LIMIT and PASSKEY_LIMIT.',
  }),
  redisUrl: setting({
    env: 'REDIS_URL',
    group: 'Limits',
    kind: text.regex(/^rediss?:\/\/.+/, 'must begin with redis:// or rediss://'),
    defaultNote: 'the database',
    doc: 'Where attempts are counted. Without an answer of it within 2.5 s, what is limited is UNAVAILABLE.',
  }),
  mailLimit: setting({
    env: 'MAIL_LIMIT',
    group: 'Limits',
    kind: integer(1, 1_000),
    default: '5',
    doc: 'Mails that people can cause to one address within MAIL_WINDOW: strangers together, and each account that is signed in by itself. Past it the last link stays valid; strangers get the same answer, and who is signed in RATE_LIMITED. Notices of a change are never held back.',
  }),
  mailWindowMs: setting({
    env: 'MAIL_WINDOW',
    group: 'Limits',
    kind: atLeast(duration, 1_000, '1s'),
    default: '1h',
    doc: 'See MAIL_LIMIT.',
  }),
};

export const captchaSettings = {
  captchaProvider: setting({
    env: 'CAPTCHA_PROVIDER',
    group: 'Limits',
    kind: oneOf(...captchaProviderNames),
    doc: `Whose captcha is asked for: ${captchaProviderNames.join(', ')}; recaptcha is its v2.`,
  }),
  captchaSiteKey: setting({
    env: 'CAPTCHA_SITE_KEY',
    group: 'Limits',
    kind: text,
    doc: "The widget's public key, as the provider gives it.",
  }),
  captchaSecret: setting({
    env: 'CAPTCHA_SECRET',
    group: 'Limits',
    kind: text,
    doc: 'The secret that goes with it.',
  }),
  captchaVerifyUrl: setting({
    env: 'CAPTCHA_VERIFY_URL',
    group: 'Limits',
    kind: webUrl,
    defaultNote: "the provider's",
    doc: 'Where answers are checked.',
  }),
  captchaHosts: setting({
    env: 'CAPTCHA_HOSTS',
    group: 'Limits',
    kind: listOf(
      /^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/i,
      'hosts and packages such as app.example.com or com.example.app',
    ),
    defaultNote: 'the hosts of PUBLIC_URL and CORS_ORIGINS; in development without CORS_ORIGINS any',
    doc: 'Where a captcha may have been solved, beside those hosts: hosts, and packages or bundle ids of mobile apps, as the provider tells them. `none` takes answers that name neither, as some do of apps.',
  }),
  captchaOn: setting({
    env: 'CAPTCHA_ON',
    group: 'Limits',
    kind: subsetOf('signUp', 'signIn', 'reset'),
    default: 'signUp,signIn,reset',
    doc: 'What asks for it: sign-up, sign-in after three failures within SIGN_IN_WINDOW, and asking for a mail link (reset).',
  }),
  captchaFailOpen: setting({
    env: 'CAPTCHA_FAIL_OPEN',
    group: 'Limits',
    kind: bool,
    default: 'false',
    doc: 'Whether those operations go on while the captcha service is out of reach; false: they are UNAVAILABLE.',
  }),
};
