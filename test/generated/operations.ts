import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server';
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
export type MakeOptional<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]?: Maybe<T[SubKey]> };
export type MakeMaybe<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]: Maybe<T[SubKey]> };
export type MakeEmpty<T extends { [key: string]: unknown }, K extends keyof T> = { [_ in K]?: never };
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** What `navigator.credentials.get()` resolved to, by its `toJSON()` (WebAuthn, AuthenticationResponseJSON). */
  AuthenticationResponseJSON: { input: AuthenticationResponseJSON; output: AuthenticationResponseJSON; }
  /** A date-time string at UTC, such as 2007-12-03T10:15:30Z, compliant with the `date-time` format outlined in section 5.6 of the RFC 3339 profile of the ISO 8601 standard for representation of dates and times using the Gregorian calendar. */
  DateTime: { input: string; output: string; }
  /** An e-mail address, such as ada@example.com. A domain in other letters is answered in ASCII. Blanks around it do not count, nor does upper or lower case. */
  EmailAddress: { input: string; output: string; }
  /** The `JSON` scalar type represents JSON values as specified by [ECMA-404](http://www.ecma-international.org/publications/files/ECMA-ST/ECMA-404.pdf). */
  JSON: { input: unknown; output: unknown; }
  /** The `JSONObject` scalar type represents JSON objects as specified by [ECMA-404](http://www.ecma-international.org/publications/files/ECMA-ST/ECMA-404.pdf). */
  JSONObject: { input: Record<string, unknown>; output: Record<string, unknown>; }
  /** A field whose value is a JSON Web Token (JWT): https://jwt.io/introduction. */
  JWT: { input: string; output: string; }
  /** A phone number. Answered in E.164, such as +4930123456; taken in any usual spelling, without a country code where the gateway has a default country. */
  PhoneNumber: { input: string; output: string; }
  /** For `PublicKeyCredential.parseCreationOptionsFromJSON()`, whose result is `publicKey` of `navigator.credentials.create()` (WebAuthn, PublicKeyCredentialCreationOptionsJSON). */
  PublicKeyCredentialCreationOptionsJSON: { input: PublicKeyCredentialCreationOptionsJSON; output: PublicKeyCredentialCreationOptionsJSON; }
  /** For `PublicKeyCredential.parseRequestOptionsFromJSON()`, whose result is `publicKey` of `navigator.credentials.get()` (WebAuthn, PublicKeyCredentialRequestOptionsJSON). */
  PublicKeyCredentialRequestOptionsJSON: { input: PublicKeyCredentialRequestOptionsJSON; output: PublicKeyCredentialRequestOptionsJSON; }
  /** What `navigator.credentials.create()` resolved to, by its `toJSON()` (WebAuthn, RegistrationResponseJSON). */
  RegistrationResponseJSON: { input: RegistrationResponseJSON; output: RegistrationResponseJSON; }
  /** A field whose value conforms to the standard URL format as specified in RFC3986: https://www.ietf.org/rfc/rfc3986.txt. */
  URL: { input: string; output: string; }
};

/** For `PublicKeyCredential.signalAllAcceptedCredentials()`: authenticators forget those of this account that are not in it. */
export type AcceptedCredentials = {
  __typename?: 'AcceptedCredentials';
  /** Ids in base64url. */
  allAcceptedCredentialIds: Array<Scalars['String']['output']>;
  /** The RP ID. */
  rpId: Scalars['String']['output'];
  /** The user handle, in base64url; it is not `user.id`. */
  userId: Scalars['String']['output'];
};

/** Who did something, without saying who it is. */
export type AuditActor =
  /** An admin. */
  | 'ADMIN'
  /** Whom it is about. */
  | 'SELF'
  /** The service itself, or whoever runs it. */
  | 'SYSTEM'
  /** Somebody who has not proved who they are. */
  | 'UNKNOWN';

/** Something that happened to an account, a session or a key. It is never changed. */
export type AuditEvent = {
  __typename?: 'AuditEvent';
  /** The user who did it; null where nobody had signed in, the account is erased, or it is not to be told. */
  actor?: Maybe<Scalars['ID']['output']>;
  /** What kind of person did it. */
  actorKind: AuditActor;
  /** The same for all that one person did, and still there when the account is erased; for admins. */
  actorPseudonym?: Maybe<Scalars['ID']['output']>;
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** What that means, in a sentence; null for an event of an older version. */
  description?: Maybe<Scalars['String']['output']>;
  /** What else the event says, as an object of texts, numbers and lists. It names nobody. */
  details?: Maybe<Scalars['JSON']['output']>;
  /** The user agent in words, such as Firefox on Linux; null: nothing that is known. */
  device?: Maybe<Scalars['String']['output']>;
  /** What happened: a name from docs/events.md. */
  event: Scalars['String']['output'];
  /** Of this entry. */
  id: Scalars['ID']['output'];
  /** From which address; null where no request caused it, the account is erased, or it is not to be told. */
  ip?: Maybe<Scalars['String']['output']>;
  /** How it ended. */
  outcome: AuditOutcome;
  /** Why, as a code. */
  reason?: Maybe<Scalars['String']['output']>;
  /** Of the request that caused it: X-Request-Id of its answer, and in the log; null: no request did. */
  requestId?: Maybe<Scalars['ID']['output']>;
  /** Of the session that it is about. */
  sessionId?: Maybe<Scalars['ID']['output']>;
  /** The user whom it is about; null as for `actor`, and where it is about nobody. */
  subject?: Maybe<Scalars['ID']['output']>;
  /** The same of whom it is about; for admins. */
  subjectPseudonym?: Maybe<Scalars['ID']['output']>;
  /** As the device wrote it; null as for `ip`. */
  userAgent?: Maybe<Scalars['String']['output']>;
};

/** A page of the audit trail. */
export type AuditEventConnection = {
  __typename?: 'AuditEventConnection';
  /** Newest first. */
  edges: Array<AuditEventEdge>;
  /** Where this page stands. */
  pageInfo: PageInfo;
  /** Exact up to 1,000; beyond that, 1,000 stands for more. */
  totalCount: Scalars['Int']['output'];
};

/** An entry in its place in the list. */
export type AuditEventEdge = {
  __typename?: 'AuditEventEdge';
  /** This place: `after` for what follows it. */
  cursor: Scalars['String']['output'];
  /** The entry. */
  node: AuditEvent;
};

/** Which entries of the audit trail; what is absent asks for nothing. */
export type AuditFilter = {
  /** The user who did it; an unknown one did nothing. */
  actor?: InputMaybe<Scalars['ID']['input']>;
  /** One of these events, named as in docs/events.md; an empty list asks for nothing. */
  events?: InputMaybe<Array<Scalars['String']['input']>>;
  /** From this moment on. */
  from?: InputMaybe<Scalars['DateTime']['input']>;
  /** How it ended. */
  outcome?: InputMaybe<AuditOutcome>;
  /** The user whom it is about. */
  subject?: InputMaybe<Scalars['ID']['input']>;
  /** Before this moment. */
  to?: InputMaybe<Scalars['DateTime']['input']>;
};

/** How something ended. */
export type AuditOutcome =
  /** It was refused, or was an attack. */
  | 'FAILURE'
  /** It was done. */
  | 'SUCCESS';

/** What a frontend must know to draw its forms. */
export type AuthConfig = {
  __typename?: 'AuthConfig';
  /** Whether isEmailAvailable and its like answer. */
  availabilityQueries: Scalars['Boolean']['output'];
  /** Null: none is asked for. */
  captcha?: Maybe<CaptchaConfig>;
  /** Whether sendSignInEmail also writes to addresses without an account, which it makes. */
  emailSignInSignsUp: Scalars['Boolean']['output'];
  /** Null: they are not offered. */
  passkeys?: Maybe<PasskeyConfig>;
  /** The shortest password taken, in characters. */
  passwordMinLength: Scalars['Int']['output'];
  /** Providers to offer buttons for. */
  providers: Array<Provider>;
  /** Roles that count only in a session that was opened with two factors. */
  requireSecondFactor: Array<Scalars['String']['output']>;
  /** Whether a session waits for a verified e-mail address. */
  requireVerifiedEmail: Scalars['Boolean']['output'];
  /** The ways in that there are; any other is refused. */
  signInMethods: Array<SignInMethod>;
  /** Profile fields demanded at sign-up. */
  signUpRequires: Array<Scalars['String']['output']>;
};

/** How somebody proved who they are. */
export type AuthMethod =
  /** By an Apple account. */
  | 'APPLE'
  /** By a code that was mailed. */
  | 'EMAIL_CODE'
  /** By a link that was mailed. */
  | 'EMAIL_LINK'
  /** By a Google account. */
  | 'GOOGLE'
  /** By another OpenID provider. */
  | 'OIDC'
  /** By password. */
  | 'PASSWORD'
  /** By one of the recovery codes. */
  | 'RECOVERY_CODE'
  /** By a code of an authenticator app. */
  | 'TOTP';

/** A session: who it belongs to, and the tokens to go on with. */
export type AuthPayload = {
  __typename?: 'AuthPayload';
  /** For `Authorization: Bearer …`, here and at every resource server. */
  accessToken: Scalars['JWT']['output'];
  /** The same in seconds from now, for clients whose clock is wrong. */
  accessTokenExpiresIn: Scalars['Int']['output'];
  /** When the access token ends. */
  accessTokenExpiry: Scalars['DateTime']['output'];
  /** For `refresh`. It is replaced each time; only the newest is valid. */
  refreshToken?: Maybe<Scalars['String']['output']>;
  /** The same in seconds from now. */
  refreshTokenExpiresIn: Scalars['Int']['output'];
  /** When the session ends unless it is refreshed before. */
  refreshTokenExpiry: Scalars['DateTime']['output'];
  /** Who signed in. */
  user: User;
  /** The same as `user.id`. */
  userId: Scalars['ID']['output'];
};

/** The captcha that some operations ask for. */
export type CaptchaConfig = {
  __typename?: 'CaptchaConfig';
  /** The operations that ask for it. */
  on: Array<Scalars['String']['output']>;
  /** Whose widget to load. */
  provider: Scalars['String']['output'];
  /** The public key of the widget. */
  siteKey: Scalars['String']['output'];
};

/** The password as it is, and as it shall be. */
export type ChangePasswordInput = {
  /** The password as it is. */
  currentPassword: Scalars['String']['input'];
  /** 8 to 128 characters of any kind; no common one, nor one like your name or address. */
  password: Scalars['String']['input'];
  /** The new password once more. */
  passwordConfirm: Scalars['String']['input'];
};

/** An account that an admin makes for somebody. */
export type CreateUserInput = {
  /** The address. */
  email: Scalars['EmailAddress']['input'];
  /** Whether the address counts as proved. */
  emailVerified?: InputMaybe<Scalars['Boolean']['input']>;
  /** Given name. */
  firstName?: InputMaybe<Scalars['String']['input']>;
  /** Family name. */
  lastName?: InputMaybe<Scalars['String']['input']>;
  /** By the rules of sign-up. Absent: none; its owner sets one by a reset link. */
  password?: InputMaybe<Scalars['String']['input']>;
  /** Phone number. */
  phoneNumber?: InputMaybe<Scalars['PhoneNumber']['input']>;
  /** Beside USER, which everybody has. */
  roles?: InputMaybe<Array<Role>>;
  /** 3 to 32 of a-z, 0-9, dot, underscore and dash. */
  username?: InputMaybe<Scalars['String']['input']>;
};

/** A sign-in that waits for its mail to be read; the same for any address. */
export type EmailSignInChallenge = {
  __typename?: 'EmailSignInChallenge';
  /** For completeEmailSignIn, with the code: once, and five tries. */
  challengeToken: Scalars['String']['output'];
  /** When it is too late for that. */
  expiresAt: Scalars['DateTime']['output'];
  /** A sentence for a person. */
  message: Scalars['String']['output'];
};

/** What to type on the device that asked for a link. */
export type EmailSignInCode = {
  __typename?: 'EmailSignInCode';
  /** Eight digits in two groups. */
  code: Scalars['String']['output'];
  /** Until when it works. */
  expiresAt: Scalars['DateTime']['output'];
};

/** An account of a provider that is known here. */
export type FederatedSignInInput = {
  /** Where `authConfig.captcha.on` names `signIn`. */
  captchaToken?: InputMaybe<Scalars['String']['input']>;
  /** The nonce the frontend sent to the provider, where it sent one. */
  nonce?: InputMaybe<Scalars['String']['input']>;
  /** The provider's ID token. */
  token: Scalars['String']['input'];
  /** How the refresh token travels. */
  transport?: InputMaybe<TokenTransport>;
};

/** A new account for an account of a provider. */
export type FederatedSignUpInput = {
  /** Where `authConfig.captcha.on` names `signUp`. */
  captchaToken?: InputMaybe<Scalars['String']['input']>;
  /** Given name; absent: what the provider says. */
  firstName?: InputMaybe<Scalars['String']['input']>;
  /** Family name; absent: what the provider says. */
  lastName?: InputMaybe<Scalars['String']['input']>;
  /** The nonce the frontend sent to the provider, where it sent one. */
  nonce?: InputMaybe<Scalars['String']['input']>;
  /** A number has one account. */
  phoneNumber?: InputMaybe<Scalars['PhoneNumber']['input']>;
  /** The provider's ID token. */
  token: Scalars['String']['input'];
  /** How the refresh token travels. */
  transport?: InputMaybe<TokenTransport>;
};

/** Done; there is nothing to tell but that. */
export type MessagePayload = {
  __typename?: 'MessagePayload';
  /** A sentence for a person. */
  message: Scalars['String']['output'];
};

/** What can be done, in the order written; one document proves who somebody is once at most. */
export type Mutation = {
  __typename?: 'Mutation';
  /** Asks for a passkey of the caller, for `reauthenticate(passkey)`. */
  beginPasskeyReauthentication: PasskeyRequest;
  /** Begins to add a passkey to the account, for five minutes. Step-up. */
  beginPasskeyRegistration: PasskeyRegistration;
  /** Begins a sign-in by passkey. Without a name, whichever the person picks: also with `mediation: "conditional"`, on a form whose field has `autocomplete="username webauthn"`. With an address, those of its account; one that nobody has gets the like. */
  beginPasskeySignIn: PasskeyRequest;
  /** Begins a sign-up with a passkey in place of a password. Whether the address is known is not told yet. */
  beginPasskeySignUp: PasskeyRegistration;
  /** Mails a link to a new address, which becomes the account’s when the link is used by verifyEmail. Asks for the password unless the sign-in is fresh. */
  changeEmail: MessagePayload;
  /** Replaces the password, and ends all other sessions. This one goes on with the refresh token that it has. */
  changePassword: AuthPayload;
  /** Starts a session with the link or the code of that mail, or asks for the second factor where it is on. Proves the address. Exactly one of token, and challengeToken with code. */
  completeEmailSignIn: SignInResult;
  /** Ends a linking that began at `startUrl` with `mode=link`: links that account of the provider to the own one. Asks for a fresh sign-in. */
  completeLink: User;
  /** Ends a sign-in that began at `startUrl`; makes the account too, where it is new and was asked for by `mode=sign-up`. */
  completeSignIn: SignInResult;
  /** Proves the authenticator app with its first code; only then is TOTP on. Sign-in asks for it only after enable2FA. Step-up, unless setupTotp was given the password or a code. A wrong code is CODE_INVALID. Returns the recovery codes, once. */
  confirmTotp: RecoveryCodes;
  /** Makes an account for somebody, and mails nobody. */
  createUser: User;
  /** Makes an endpoint, told from now on, and the secret that signs what it is told: shown this once. Up to 20 beside those of WEBHOOKS. Asks for a fresh sign-in of the admin. */
  createWebhook: WebhookSecret;
  /** Deletes the account of the caller, and ends its sessions. It is erased when the grace of this deployment is over. Step-up; the last admin is refused. */
  deleteAccount: MessagePayload;
  /** A sign-in asks for no second factor any more. Step-up. */
  disable2FA: User;
  /** Removes the authenticator app. Switches 2FA off as well, and voids the recovery codes. Step-up. */
  disableTotp: User;
  /** From now on a sign-in asks for the second factor. Needs a verified address, since a lost authenticator is mended by mail. Asks for a fresh sign-in. */
  enable2FA: User;
  /** Adds the passkey, and ends the other sessions. Step-up, unless beginPasskeyRegistration was given the password or a code. One that is not right is PASSKEY_INVALID. */
  finishPasskeyRegistration: Passkey;
  /** Signs in by a passkey. With user verification it is two factors; without, one, and the second is asked for where it is on. Nobody has the passkey: INVALID_CREDENTIALS with `unknownCredential`, for `PublicKeyCredential.signalUnknownCredential()`. */
  finishPasskeySignIn: SignInResult;
  /** Makes the account with its passkey, and its first session, and mails a link that verifies the address. */
  finishPasskeySignUp: SignUpPayload;
  /** Makes an account and mails its owner a link that sets the password. The use of the link proves the address. Once more for who has not taken it up: a new link, and the old one is void. It also dies when your session is ended, other than by a plain sign-out. Where there are no passwords, the mail says to sign in by mail; FORBIDDEN where neither is on. */
  inviteUser: User;
  /** Links an account of a provider, which signs in from now on as well. Asks for a fresh sign-in. */
  linkProvider: User;
  /** Proves the caller anew, so that sensitive changes are allowed for some minutes; the new token says so (auth_time, amr). */
  reauthenticate: AuthPayload;
  /** Replaces the refresh token, given as an argument or as the cookie, and issues a new access token. */
  refresh: AuthPayload;
  /** New recovery codes; the old ones are void. Step-up. */
  regenerateRecoveryCodes: RecoveryCodes;
  /** Removes a passkey, and ends the other sessions; never the last way into the account. Where it was all that 2FA asks for, 2FA is off. Step-up. */
  removePasskey: PasskeyRemoval;
  /** Takes away an endpoint that an admin made; what waits for it is given up, and its log stays. Asks for a fresh sign-in of the admin. */
  removeWebhook: Scalars['Boolean']['output'];
  /** Calls a passkey otherwise. */
  renamePasskey: Passkey;
  /** Has webhooks sent again that were taken or given up: those named, or of a span the oldest 1,000. Says how many. Each keeps its `webhook-id`. Asks for a fresh sign-in of the admin. */
  replayWebhookDeliveries: Scalars['Int']['output'];
  /** Uses that link: sets the password, and ends every session of the account. */
  resetPassword: MessagePayload;
  /** Removes the second factor of somebody who has lost everything, and ends their sessions; they are told by mail. Asks for a fresh sign-in of the admin. */
  resetTwoFactor: User;
  /** Undoes a suspension, and a deletion while its grace lasts. Ended sessions stay ended. */
  restoreUser: User;
  /** Ends the session of a refresh token given as an argument or as the cookie: one's own, or anyone's for an admin. */
  revokeRefreshToken: Session;
  /** Ends one session: one's own, or anyone's for an admin. */
  revokeSession: Session;
  /** Makes another secret for an endpoint that an admin made: shown this once. The one before it signs too until `previousSecretUntil`, so that the receiver may hold either. Asks for a fresh sign-in of the admin. */
  rotateWebhookSecret: WebhookSecret;
  /** Mails a link that sets a new password. The same answer whether or not the address is known. */
  sendPasswordResetEmail: MessagePayload;
  /** Mails the caller a code for `reauthenticate(mailedCode)` in this session, for ten minutes; the one before is void. FORBIDDEN before the address is verified. */
  sendReauthenticationEmail: MessagePayload;
  /** Mails a link or a code to sign in with, for ten minutes. The same answer for any address. */
  sendSignInEmail: EmailSignInChallenge;
  /** Mails a link that verifies an address: to the caller, or without a token to the address given. The same answer for any address. */
  sendVerificationEmail: MessagePayload;
  /** Sets what the deployment keeps about somebody, each half whole: absent stays, null takes it away. It is in their tokens from the next refresh on (CUSTOM_CLAIMS). */
  setUserMetadata: User;
  /** Sets what somebody may do; USER stays in any case. It counts here at once, and is in their tokens from the next refresh on. The last admin stays one. */
  setUserRoles: User;
  /** Replaces URL and events of an endpoint that an admin made; its secret stays. What waits for it goes to the new URL, and one that had answered 410 is told again. Asks for a fresh sign-in of the admin. */
  setWebhook: Webhook;
  /** Begins to set up an authenticator app, for a quarter of an hour; starts anew each time. Step-up, also for the first one. A confirmed one counts until the new one is confirmed. */
  setupTotp: TotpSetup;
  /** Starts a session with the password, or asks for the second factor where it is on. */
  signIn: SignInResult;
  /** Starts a session with the ID token of the provider, or asks for the second factor where it is on. */
  signInWithApple: SignInResult;
  /** Starts a session with the ID token of the provider, or asks for the second factor where it is on. */
  signInWithGoogle: SignInResult;
  /** Starts a session with the ID token of the provider, or asks for the second factor where it is on. */
  signInWithProvider: SignInResult;
  /** Completes a sign-in with a recovery code, which is spent by it. */
  signInWithRecoveryCode: AuthPayload;
  /** Completes a sign-in with a code of the authenticator app, or signs in by it alone where 2FA is not enabled. */
  signInWithTotp: AuthPayload;
  /** Ends the session of the refresh token given as an argument or as the cookie, else that of the access token, and forgets the cookie. The same answer for a token that is unknown or already ended. */
  signOut: MessagePayload;
  /** Ends every session of the caller, this one included. */
  signOutEverywhere: MessagePayload;
  /** Makes an account and its first session, and mails a link that verifies the address. Sent again with the same header Idempotency-Key within an hour, as after a lost answer, it opens a session of that account. */
  signUp: SignUpPayload;
  /** Makes an account for an account of the provider, and its first session. */
  signUpWithApple: SignUpPayload;
  /** Makes an account for an account of the provider, and its first session. */
  signUpWithGoogle: SignUpPayload;
  /** Makes an account for an account of the provider, and its first session. */
  signUpWithProvider: SignUpPayload;
  /** Ends the user's sessions and refuses new ones until restored. Not the last admin. */
  suspendUser: User;
  /** Uses the link of the notice of a new way in ("this was not me"): takes that one away again, and ends every session of the account. Signs nobody in. */
  undoChange: UndoChangePayload;
  /** Unlinks it; never the last way into the account. Asks for a fresh sign-in. */
  unlinkProvider: User;
  /** Changes names and phone number. Sessions go on. */
  updateProfile: User;
  /** Uses the link of a mail: the address is proved. Also for the link of changeEmail. */
  verifyEmail: VerifyEmailPayload;
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationBeginPasskeyRegistrationArgs = {
  code?: InputMaybe<Scalars['String']['input']>;
  password?: InputMaybe<Scalars['String']['input']>;
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationBeginPasskeySignInArgs = {
  challengeToken?: InputMaybe<Scalars['String']['input']>;
  email?: InputMaybe<Scalars['EmailAddress']['input']>;
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationBeginPasskeySignUpArgs = {
  input: PasskeySignUpInput;
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationChangeEmailArgs = {
  code?: InputMaybe<Scalars['String']['input']>;
  email: Scalars['EmailAddress']['input'];
  password?: InputMaybe<Scalars['String']['input']>;
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationChangePasswordArgs = {
  input: ChangePasswordInput;
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationCompleteEmailSignInArgs = {
  challengeToken?: InputMaybe<Scalars['String']['input']>;
  code?: InputMaybe<Scalars['String']['input']>;
  codeVerifier: Scalars['String']['input'];
  token?: InputMaybe<Scalars['String']['input']>;
  transport?: InputMaybe<TokenTransport>;
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationCompleteLinkArgs = {
  code: Scalars['String']['input'];
  codeVerifier: Scalars['String']['input'];
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationCompleteSignInArgs = {
  code: Scalars['String']['input'];
  codeVerifier: Scalars['String']['input'];
  transport?: InputMaybe<TokenTransport>;
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationConfirmTotpArgs = {
  code: Scalars['String']['input'];
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationCreateUserArgs = {
  input: CreateUserInput;
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationCreateWebhookArgs = {
  input: WebhookInput;
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationDeleteAccountArgs = {
  code?: InputMaybe<Scalars['String']['input']>;
  password?: InputMaybe<Scalars['String']['input']>;
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationDisable2FaArgs = {
  code?: InputMaybe<Scalars['String']['input']>;
  password?: InputMaybe<Scalars['String']['input']>;
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationDisableTotpArgs = {
  code?: InputMaybe<Scalars['String']['input']>;
  password?: InputMaybe<Scalars['String']['input']>;
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationFinishPasskeyRegistrationArgs = {
  credential: Scalars['RegistrationResponseJSON']['input'];
  name?: InputMaybe<Scalars['String']['input']>;
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationFinishPasskeySignInArgs = {
  challengeToken?: InputMaybe<Scalars['String']['input']>;
  credential: Scalars['AuthenticationResponseJSON']['input'];
  transport?: InputMaybe<TokenTransport>;
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationFinishPasskeySignUpArgs = {
  credential: Scalars['RegistrationResponseJSON']['input'];
  name?: InputMaybe<Scalars['String']['input']>;
  transport?: InputMaybe<TokenTransport>;
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationInviteUserArgs = {
  email: Scalars['EmailAddress']['input'];
  roles: Array<Role>;
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationLinkProviderArgs = {
  nonce?: InputMaybe<Scalars['String']['input']>;
  provider: Scalars['ID']['input'];
  token: Scalars['String']['input'];
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationReauthenticateArgs = {
  code?: InputMaybe<Scalars['String']['input']>;
  mailedCode?: InputMaybe<Scalars['String']['input']>;
  passkey?: InputMaybe<Scalars['AuthenticationResponseJSON']['input']>;
  password?: InputMaybe<Scalars['String']['input']>;
  providerToken?: InputMaybe<Scalars['String']['input']>;
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationRefreshArgs = {
  refreshToken?: InputMaybe<Scalars['String']['input']>;
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationRegenerateRecoveryCodesArgs = {
  code?: InputMaybe<Scalars['String']['input']>;
  password?: InputMaybe<Scalars['String']['input']>;
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationRemovePasskeyArgs = {
  code?: InputMaybe<Scalars['String']['input']>;
  id: Scalars['ID']['input'];
  password?: InputMaybe<Scalars['String']['input']>;
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationRemoveWebhookArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationRenamePasskeyArgs = {
  id: Scalars['ID']['input'];
  name: Scalars['String']['input'];
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationReplayWebhookDeliveriesArgs = {
  endpoint?: InputMaybe<Scalars['String']['input']>;
  from?: InputMaybe<Scalars['DateTime']['input']>;
  ids?: InputMaybe<Array<Scalars['ID']['input']>>;
  to?: InputMaybe<Scalars['DateTime']['input']>;
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationResetPasswordArgs = {
  input: ResetPasswordInput;
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationResetTwoFactorArgs = {
  userId: Scalars['ID']['input'];
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationRestoreUserArgs = {
  userId: Scalars['ID']['input'];
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationRevokeRefreshTokenArgs = {
  refreshToken?: InputMaybe<Scalars['String']['input']>;
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationRevokeSessionArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationRotateWebhookSecretArgs = {
  id: Scalars['ID']['input'];
  overlapHours?: Scalars['Int']['input'];
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationSendPasswordResetEmailArgs = {
  captchaToken?: InputMaybe<Scalars['String']['input']>;
  email: Scalars['EmailAddress']['input'];
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationSendSignInEmailArgs = {
  captchaToken?: InputMaybe<Scalars['String']['input']>;
  codeChallenge: Scalars['String']['input'];
  email: Scalars['EmailAddress']['input'];
  kind: SignInEmailKind;
  transport?: InputMaybe<TokenTransport>;
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationSendVerificationEmailArgs = {
  captchaToken?: InputMaybe<Scalars['String']['input']>;
  email?: InputMaybe<Scalars['EmailAddress']['input']>;
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationSetUserMetadataArgs = {
  privateMetadata?: InputMaybe<Scalars['JSONObject']['input']>;
  publicMetadata?: InputMaybe<Scalars['JSONObject']['input']>;
  userId: Scalars['ID']['input'];
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationSetUserRolesArgs = {
  roles: Array<Role>;
  userId: Scalars['ID']['input'];
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationSetWebhookArgs = {
  input: WebhookInput;
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationSetupTotpArgs = {
  code?: InputMaybe<Scalars['String']['input']>;
  password?: InputMaybe<Scalars['String']['input']>;
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationSignInArgs = {
  input: SignInInput;
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationSignInWithAppleArgs = {
  input: FederatedSignInInput;
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationSignInWithGoogleArgs = {
  input: FederatedSignInInput;
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationSignInWithProviderArgs = {
  input: FederatedSignInInput;
  provider: Scalars['ID']['input'];
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationSignInWithRecoveryCodeArgs = {
  input: RecoveryCodeSignInInput;
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationSignInWithTotpArgs = {
  input: TotpSignInInput;
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationSignOutArgs = {
  refreshToken?: InputMaybe<Scalars['String']['input']>;
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationSignUpArgs = {
  input: SignUpInput;
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationSignUpWithAppleArgs = {
  input: FederatedSignUpInput;
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationSignUpWithGoogleArgs = {
  input: FederatedSignUpInput;
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationSignUpWithProviderArgs = {
  input: FederatedSignUpInput;
  provider: Scalars['ID']['input'];
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationSuspendUserArgs = {
  reason?: InputMaybe<Scalars['String']['input']>;
  userId: Scalars['ID']['input'];
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationUndoChangeArgs = {
  token: Scalars['String']['input'];
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationUnlinkProviderArgs = {
  provider: Scalars['ID']['input'];
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationUpdateProfileArgs = {
  input: UpdateProfileInput;
};


/** What can be done, in the order written; one document proves who somebody is once at most. */
export type MutationVerifyEmailArgs = {
  token: Scalars['String']['input'];
};

/** Where a page stands in its list. */
export type PageInfo = {
  __typename?: 'PageInfo';
  /** Of the last entry: `after` for the next page. */
  endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether more follows. */
  hasNextPage: Scalars['Boolean']['output'];
  /** Whether something comes before. */
  hasPreviousPage: Scalars['Boolean']['output'];
  /** Of the first entry; null on an empty page. */
  startCursor?: Maybe<Scalars['String']['output']>;
};

/** A passkey of an account. */
export type Passkey = {
  __typename?: 'Passkey';
  /** What keeps it, by its own word, such as `Google Password Manager`; null: not told, or not known. */
  authenticator?: Maybe<Scalars['String']['output']>;
  /** Whether it was, when it was last used. */
  backedUp: Scalars['Boolean']['output'];
  /** Whether it may be synced to other devices; it never changes. */
  backupEligible: Scalars['Boolean']['output'];
  /** When it was added. */
  createdAt: Scalars['DateTime']['output'];
  /** The id of the credential, in base64url. */
  id: Scalars['ID']['output'];
  /** Null: not yet. */
  lastUsedAt?: Maybe<Scalars['DateTime']['output']>;
  /** As its owner calls it. */
  name: Scalars['String']['output'];
  /** How it is reached, as the browser told: `internal`, `hybrid`, `usb`, … */
  transports: Array<Scalars['String']['output']>;
};

/** What pages must know of passkeys. */
export type PasskeyConfig = {
  __typename?: 'PasskeyConfig';
  /** The RP ID (WEBAUTHN_RP_ID): a domain, whose passkeys these are. */
  rpId: Scalars['String']['output'];
};

/** Asks an authenticator for a new passkey. */
export type PasskeyRegistration = {
  __typename?: 'PasskeyRegistration';
  /** When it is too late for an answer; it is taken once, right or wrong. */
  expiresAt: Scalars['DateTime']['output'];
  /** For `navigator.credentials.create()`. */
  options: Scalars['PublicKeyCredentialCreationOptionsJSON']['output'];
};

/** A passkey less. */
export type PasskeyRemoval = {
  __typename?: 'PasskeyRemoval';
  /** To be told to the authenticator. */
  acceptedCredentials: AcceptedCredentials;
  /** A sentence for a person. */
  message: Scalars['String']['output'];
  /** The account without it. */
  user: User;
};

/** Asks an authenticator for a passkey that it has. */
export type PasskeyRequest = {
  __typename?: 'PasskeyRequest';
  /** When it is too late for an answer; it is taken once, right or wrong. */
  expiresAt: Scalars['DateTime']['output'];
  /** For `navigator.credentials.get()`. */
  options: Scalars['PublicKeyCredentialRequestOptionsJSON']['output'];
};

/** A new account without a password. `authConfig.signUpRequires` tells which profile fields are demanded. */
export type PasskeySignUpInput = {
  /** Where `authConfig.captcha.on` names `signUp`. */
  captchaToken?: InputMaybe<Scalars['String']['input']>;
  /** An address has one account. */
  email: Scalars['EmailAddress']['input'];
  /** Given name, 1 to 100 characters. */
  firstName?: InputMaybe<Scalars['String']['input']>;
  /** Family name, 1 to 100 characters. */
  lastName?: InputMaybe<Scalars['String']['input']>;
  /** A number has one account. */
  phoneNumber?: InputMaybe<Scalars['PhoneNumber']['input']>;
  /** 3 to 32 of a-z, 0-9, dot, underscore and dash; compared case-free. */
  username?: InputMaybe<Scalars['String']['input']>;
};

/** A provider that people can sign in with. */
export type Provider = {
  __typename?: 'Provider';
  /** The frontend's client id at the provider. */
  clientId: Scalars['String']['output'];
  /** google, apple or a configured id. */
  id: Scalars['ID']['output'];
  /** For the button. */
  label: Scalars['String']['output'];
  /** Where a frontend without the provider’s SDK sends the browser. */
  startUrl?: Maybe<Scalars['URL']['output']>;
};

/** What can be asked. It changes nothing, and may be asked again at any time. */
export type Query = {
  __typename?: 'Query';
  /** What happened to accounts, sessions and keys, newest first. */
  auditEvents: AuditEventConnection;
  /** What a frontend must know to draw its forms. */
  authConfig: AuthConfig;
  /** The code of a mailed link, for who opens it on another device than the one that asked. Changes nothing. LINK_INVALID for a link that cannot be used. */
  emailSignInCode: EmailSignInCode;
  /** Everything held about the caller: profile, identities, second factors (not their secrets), passkeys, sessions, mail links. Long lists are cut, and say how many entries are left out. */
  exportMyData: Scalars['JSON']['output'];
  /** Whether no account has this e-mail address. */
  isEmailAvailable: Scalars['Boolean']['output'];
  /** Whether no account has this phone number. */
  isPhoneNumberAvailable: Scalars['Boolean']['output'];
  /** Whether no account has this username. */
  isUsernameAvailable: Scalars['Boolean']['output'];
  /** The signed-in user; null without a token, TOKEN_EXPIRED or TOKEN_INVALID with a bad one. */
  me?: Maybe<User>;
  /** What was done to the signed-in user, and by them, newest first. */
  myActivity: AuditEventConnection;
  /** The caller's passkeys, the oldest first. */
  passkeys: Array<Passkey>;
  /** Oneself, or anyone for an admin. */
  user?: Maybe<User>;
  /** Everybody, or who fits. A search finds what address, username, phone number, first or last name begins with, in that order, whichever case and accents. */
  users: UserConnection;
  /** What was told to endpoints in the last 30 days, newest first. */
  webhookDeliveries: WebhookDeliveryConnection;
  /** Who is told of events: those of WEBHOOKS, then those that admins made. Never what signs. */
  webhooks: Array<Webhook>;
};


/** What can be asked. It changes nothing, and may be asked again at any time. */
export type QueryAuditEventsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AuditFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** What can be asked. It changes nothing, and may be asked again at any time. */
export type QueryEmailSignInCodeArgs = {
  token: Scalars['String']['input'];
};


/** What can be asked. It changes nothing, and may be asked again at any time. */
export type QueryIsEmailAvailableArgs = {
  email: Scalars['EmailAddress']['input'];
};


/** What can be asked. It changes nothing, and may be asked again at any time. */
export type QueryIsPhoneNumberAvailableArgs = {
  phoneNumber: Scalars['PhoneNumber']['input'];
};


/** What can be asked. It changes nothing, and may be asked again at any time. */
export type QueryIsUsernameAvailableArgs = {
  username: Scalars['String']['input'];
};


/** What can be asked. It changes nothing, and may be asked again at any time. */
export type QueryMyActivityArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** What can be asked. It changes nothing, and may be asked again at any time. */
export type QueryUserArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. It changes nothing, and may be asked again at any time. */
export type QueryUsersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<UserFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  search?: InputMaybe<Scalars['String']['input']>;
  sort?: InputMaybe<UserSort>;
};


/** What can be asked. It changes nothing, and may be asked again at any time. */
export type QueryWebhookDeliveriesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<WebhookDeliveryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** A recovery code in place of the authenticator app. */
export type RecoveryCodeSignInInput = {
  /** Of the sign-in under way. */
  challengeToken: Scalars['String']['input'];
  /** Upper and lower case, blanks and dashes do not matter. */
  code: Scalars['String']['input'];
  /** How the refresh token travels. Absent: as the sign-in under way asked. */
  transport?: InputMaybe<TokenTransport>;
};

/** For who has lost the authenticator app: each opens one sign-in. They are shown once. Two-factor sign-in is not on before enable2FA. */
export type RecoveryCodes = {
  __typename?: 'RecoveryCodes';
  /** Ten of them; upper and lower case and dashes do not matter. */
  codes: Array<Scalars['String']['output']>;
  /** A sentence for a person: also whether sign-in asks for the app. */
  message: Scalars['String']['output'];
};

/** The token of a reset link, and the password to set. */
export type ResetPasswordInput = {
  /** 8 to 128 characters of any kind; no common one, nor one like your name or address. */
  password: Scalars['String']['input'];
  /** The password once more. */
  passwordConfirm: Scalars['String']['input'];
  /** From the link in the mail. */
  token: Scalars['String']['input'];
};

/** What somebody may do. */
export type Role =
  /** Those who look after the accounts of others. */
  | 'ADMIN'
  /** Everybody who has an account. */
  | 'USER';

/** What a sign-in under way can be completed with. */
export type SecondFactor =
  /** A passkey: beginPasskeySignIn and finishPasskeySignIn. */
  | 'PASSKEY'
  /** One of the recovery codes: signInWithRecoveryCode. */
  | 'RECOVERY_CODE'
  /** A code of the authenticator app: signInWithTotp. */
  | 'TOTP';

/** One sign-in on one device: a family of refresh tokens, of which only the newest is valid. */
export type Session = {
  __typename?: 'Session';
  /** When its user signed in. */
  createdAt: Scalars['DateTime']['output'];
  /** From which address. */
  createdByIp?: Maybe<Scalars['String']['output']>;
  /** The user agent in words, such as Firefox on Linux; null: nothing that is known. */
  device?: Maybe<Scalars['String']['output']>;
  /** When it is over unless it is refreshed before. */
  expiresAt: Scalars['DateTime']['output'];
  /** It is `sid` in access tokens. */
  id: Scalars['ID']['output'];
  /** Neither expired nor ended before its time. */
  isActive: Scalars['Boolean']['output'];
  /** Whether the access token of this very request is of it. */
  isCurrent: Scalars['Boolean']['output'];
  /** Whether that has passed. */
  isExpired: Scalars['Boolean']['output'];
  /** When its refresh token was last replaced; null: not yet. */
  lastRefreshedAt?: Maybe<Scalars['DateTime']['output']>;
  /** From which address that was asked. */
  lastRefreshedByIp?: Maybe<Scalars['String']['output']>;
  /** How its user proved who they are. */
  methods: Array<AuthMethod>;
  /** When a spent refresh token of it was presented. */
  reusedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Why it was ended. */
  revokeReason?: Maybe<SessionEnd>;
  /** When it was ended before its time; null: it was not. */
  revokedAt?: Maybe<Scalars['DateTime']['output']>;
  /** From which address it was ended. */
  revokedByIp?: Maybe<Scalars['String']['output']>;
  /** How often its refresh token has been replaced. */
  rotations: Scalars['Int']['output'];
  /** As the device wrote it at the sign-in. */
  userAgent?: Maybe<Scalars['String']['output']>;
};

/** A page of sessions. */
export type SessionConnection = {
  __typename?: 'SessionConnection';
  /** Newest first. */
  edges: Array<SessionEdge>;
  /** Where this page stands. */
  pageInfo: PageInfo;
  /** Exact up to 1,000; beyond that, 1,000 stands for more. */
  totalCount: Scalars['Int']['output'];
};

/** A session in its place in the list. */
export type SessionEdge = {
  __typename?: 'SessionEdge';
  /** This place: `after` for what follows it. */
  cursor: Scalars['String']['output'];
  /** The session. */
  node: Session;
};

/** Why a session was ended before its time. */
export type SessionEnd =
  /** Another way to sign in was changed, such as the e-mail address. */
  | 'CREDENTIALS_CHANGED'
  /** The account was deleted. */
  | 'DELETED'
  /** The password was changed or reset. */
  | 'PASSWORD_CHANGED'
  /** A refresh token of it was used twice, so it may be in two hands. */
  | 'REUSED'
  /** Its user or an admin revoked it, or its refresh token. */
  | 'REVOKED'
  /** Its user signed out. */
  | 'SIGNED_OUT'
  /** Its user signed out of every session at once. */
  | 'SIGNED_OUT_EVERYWHERE'
  /** An admin shut the account. */
  | 'SUSPENDED'
  /** It was the oldest when its user had one more than allowed. */
  | 'TOO_MANY_SESSIONS';

/** What a sign-in mail holds. */
export type SignInEmailKind =
  /** A code to type where it was asked for. */
  | 'CODE'
  /** A link that signs in where it was asked for, and shows a code elsewhere. */
  | 'LINK';

/** Exactly one of email and username, and the password. */
export type SignInInput = {
  /** Where `authConfig.captcha.on` names `signIn`, and after three failures. */
  captchaToken?: InputMaybe<Scalars['String']['input']>;
  /** Either this or the username. */
  email?: InputMaybe<Scalars['EmailAddress']['input']>;
  /** As at sign-up; any spelling of the same characters in Unicode. */
  password: Scalars['String']['input'];
  /** How the refresh token travels. */
  transport?: InputMaybe<TokenTransport>;
  /** Either this or the e-mail address. */
  username?: InputMaybe<Scalars['String']['input']>;
};

/** A way to sign in (SIGN_IN_METHODS). */
export type SignInMethod =
  /** sendSignInEmail with the kind CODE. */
  | 'EMAIL_CODE'
  /** sendSignInEmail with the kind LINK. */
  | 'EMAIL_LINK'
  /** A passkey. */
  | 'PASSKEY'
  /** signIn and signUp, with what changes a password. */
  | 'PASSWORD'
  /** The accounts of `providers`. */
  | 'PROVIDERS'
  /** signInWithTotp with an e-mail address. */
  | 'TOTP';

/** What a sign-in leads to: a session, or the question for the second factor. */
export type SignInResult = AuthPayload | TwoFactorChallenge;

/** A new account with a password. `authConfig.signUpRequires` tells which profile fields are demanded. */
export type SignUpInput = {
  /** Where `authConfig.captcha.on` names `signUp`. */
  captchaToken?: InputMaybe<Scalars['String']['input']>;
  /** An address has one account. */
  email: Scalars['EmailAddress']['input'];
  /** Given name, 1 to 100 characters. */
  firstName?: InputMaybe<Scalars['String']['input']>;
  /** Family name, 1 to 100 characters. */
  lastName?: InputMaybe<Scalars['String']['input']>;
  /** 8 to 128 characters of any kind; no common one, nor one like your name or address. */
  password: Scalars['String']['input'];
  /** A number has one account. */
  phoneNumber?: InputMaybe<Scalars['PhoneNumber']['input']>;
  /** How the refresh token travels. */
  transport?: InputMaybe<TokenTransport>;
  /** 3 to 32 of a-z, 0-9, dot, underscore and dash; compared case-free. */
  username?: InputMaybe<Scalars['String']['input']>;
};

/** The new account. */
export type SignUpPayload = {
  __typename?: 'SignUpPayload';
  /** The first session. Null where `authConfig.requireVerifiedEmail` asks for the link first. */
  auth?: Maybe<AuthPayload>;
  /** A sentence for a person. */
  message: Scalars['String']['output'];
  /** Who signed up. Null as `userId` is. */
  user?: Maybe<User>;
  /** The same as `user.id`. Null where sign-up must not tell who is known (UNIFORM_SIGN_UP). */
  userId?: Maybe<Scalars['ID']['output']>;
};

/** How the refresh token reaches the client, and comes back. */
export type TokenTransport =
  /** In the answer, and as an argument: for apps, and for servers that keep it themselves. */
  | 'BODY'
  /** As an HttpOnly cookie that no script of a page can read: for browsers. */
  | 'COOKIE';

/** What an authenticator app needs. It is shown once; confirmTotp makes it count, enable2FA makes sign-in ask for it. */
export type TotpSetup = {
  __typename?: 'TotpSetup';
  /** The URI as a QR code: data:image/png;base64,… */
  qrCode: Scalars['String']['output'];
  /** The same secret in base32, to type in by hand. */
  secret: Scalars['String']['output'];
  /** otpauth:// URI. */
  uri: Scalars['String']['output'];
};

/** A six-digit code, as the second factor of a sign-in under way (challengeToken), or alone with the e-mail address where the user has not enabled 2FA. */
export type TotpSignInInput = {
  /** Alone: where `authConfig.captcha.on` names `signIn`, and after three failures. */
  captchaToken?: InputMaybe<Scalars['String']['input']>;
  /** Of the sign-in under way. */
  challengeToken?: InputMaybe<Scalars['String']['input']>;
  /** As the app shows it; blanks do not count. */
  code: Scalars['String']['input'];
  /** Whose code it is, without a sign-in under way. */
  email?: InputMaybe<Scalars['EmailAddress']['input']>;
  /** How the refresh token travels. Absent: as the sign-in under way asked; alone: BODY. */
  transport?: InputMaybe<TokenTransport>;
};

/** The first factor was right, and the second is to come. There is no session yet. */
export type TwoFactorChallenge = {
  __typename?: 'TwoFactorChallenge';
  /** For signInWithTotp, signInWithRecoveryCode or the passkey operations: once, and five tries. */
  challengeToken: Scalars['String']['output'];
  /** When it is too late for that. */
  expiresAt: Scalars['DateTime']['output'];
  /** What it can be completed with. */
  methods: Array<SecondFactor>;
};

/** A new way in that was taken away again. */
export type UndoChangePayload = {
  __typename?: 'UndoChangePayload';
  /** A sentence for a person. */
  message: Scalars['String']['output'];
  /** For resetPassword, so that a new password is chosen at once. Null: ask for a link by sendPasswordResetEmail. */
  resetToken?: Maybe<Scalars['String']['output']>;
};

/** What of the profile changes. */
export type UpdateProfileInput = {
  /** Given name. Absent or null: unchanged. */
  firstName?: InputMaybe<Scalars['String']['input']>;
  /** Family name. Absent or null: unchanged. */
  lastName?: InputMaybe<Scalars['String']['input']>;
  /** The language of mails: a BCP 47 tag such as `de`. Absent or null: unchanged. */
  locale?: InputMaybe<Scalars['String']['input']>;
  /** Phone number. Absent: unchanged. Null clears it, unless sign-up demands it: a client that writes null for what it is not given names in its document the fields it means, `updateProfile(input: { firstName: $firstName })`. */
  phoneNumber?: InputMaybe<Scalars['PhoneNumber']['input']>;
  /** 3 to 32 of a-z, 0-9, dot, underscore and dash. Absent: unchanged. Null clears it, unless sign-up demands it: a client that writes null for what it is not given names in its document the fields it means, `updateProfile(input: { firstName: $firstName })`. */
  username?: InputMaybe<Scalars['String']['input']>;
};

/** A person with an account. */
export type User = {
  __typename?: 'User';
  /** Verified and not suspended. */
  activeStatus: Scalars['Boolean']['output'];
  /** Whether an Apple account is linked. */
  appleAuthEnabled: Scalars['Boolean']['output'];
  /** When the account was made. */
  createdAt: Scalars['DateTime']['output'];
  /** When the account was deleted, while it can still be restored; null: it is there. */
  deletedAt?: Maybe<Scalars['DateTime']['output']>;
  /** As its owner typed it. */
  email: Scalars['EmailAddress']['output'];
  /** When the owner of the e-mail address proved to be this person; null: not yet. */
  emailVerifiedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Whether a sign-in asks for a second factor. */
  enable2FA: Scalars['Boolean']['output'];
  /** Given name. */
  firstName?: Maybe<Scalars['String']['output']>;
  /** Whether a Google account is linked. */
  googleAuthEnabled: Scalars['Boolean']['output'];
  /** Never given to anybody else. It is `sub` and `userId` in access tokens. */
  id: Scalars['ID']['output'];
  /** Family name. */
  lastName?: Maybe<Scalars['String']['output']>;
  /** The language of mails (BCP 47); null: not known yet, and the default. */
  locale?: Maybe<Scalars['String']['output']>;
  /** Whether an authenticator app (TOTP) is set up and confirmed. */
  otpAuthEnabled: Scalars['Boolean']['output'];
  /** Whether a passkey is registered; `passkeys` lists them. */
  passkeyAuthEnabled: Scalars['Boolean']['output'];
  /** What these roles may do, as ROLE_PERMISSIONS names it; in the order of the alphabet. */
  permissions: Array<Scalars['String']['output']>;
  /** In E.164. */
  phoneNumber?: Maybe<Scalars['PhoneNumber']['output']>;
  /** The same, for admins alone. */
  privateMetadata: Scalars['JSONObject']['output'];
  /** What the deployment keeps about this person, as admins set it; by METADATA_SCHEMA. */
  publicMetadata: Scalars['JSONObject']['output'];
  /** Recovery codes not used yet. Null where TOTP is off. */
  recoveryCodesLeft?: Maybe<Scalars['Int']['output']>;
  /** What this person may do. */
  roles: Array<Role>;
  /** Active and ended, newest first. Own ones, or any user's for an admin. */
  sessions: SessionConnection;
  /** When an admin shut the account; null: it is open. */
  suspendedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Why, as the admin wrote it; null: not said. */
  suspensionReason?: Maybe<Scalars['String']['output']>;
  /** When its profile, roles or credentials last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** 3 to 32 of a-z, 0-9, dot, underscore and dash; compared case-free. */
  username?: Maybe<Scalars['String']['output']>;
};


/** A person with an account. */
export type UserSessionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** A page of users. */
export type UserConnection = {
  __typename?: 'UserConnection';
  /** In the order that was asked for. */
  edges: Array<UserEdge>;
  /** Where this page stands. */
  pageInfo: PageInfo;
  /** Exact up to 1,000; beyond that, 1,000 stands for more. */
  totalCount: Scalars['Int']['output'];
};

/** A user in their place in the list. */
export type UserEdge = {
  __typename?: 'UserEdge';
  /** This place: `after` for what follows it. */
  cursor: Scalars['String']['output'];
  /** The user. */
  node: User;
};

/** Which users: all that is given must be so. */
export type UserFilter = {
  /** True: those that are deleted and can still be restored. Else those that are not deleted. */
  deleted?: InputMaybe<Scalars['Boolean']['input']>;
  /** Who has this role. */
  role?: InputMaybe<Role>;
  /** Whether the account is suspended. */
  suspended?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether the address is verified. */
  verified?: InputMaybe<Scalars['Boolean']['input']>;
};

/** The order of a list of users. */
export type UserSort =
  /** The oldest account first. */
  | 'CREATED_ASC'
  /** The newest account first. */
  | 'CREATED_DESC'
  /** By address, a to z. */
  | 'EMAIL';

/** An address that is proved. */
export type VerifyEmailPayload = {
  __typename?: 'VerifyEmailPayload';
  /** The address of the account. */
  email: Scalars['EmailAddress']['output'];
  /** When its owner proved it. */
  emailVerifiedAt: Scalars['DateTime']['output'];
  /** A sentence for a person. */
  message: Scalars['String']['output'];
};

/** An endpoint that is told of events. */
export type Webhook = {
  __typename?: 'Webhook';
  /** When it was made; null for one of WEBHOOKS. */
  createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** Of what: names of docs/events.md, `user.*`, or `*`. */
  events: Array<Scalars['String']['output']>;
  /** Its name, as in `WebhookDelivery.endpoint`. */
  id: Scalars['ID']['output'];
  /** False once it has answered 410: it is told nothing more. */
  isOn: Scalars['Boolean']['output'];
  /** Until when the secret before the last rotation signs too; null: it does not. */
  previousSecretUntil?: Maybe<Scalars['DateTime']['output']>;
  /** Where it comes from. */
  source: WebhookSource;
  /** When an admin last changed it; null for one of WEBHOOKS. */
  updatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Where it is told. */
  url: Scalars['String']['output'];
};

/** An event on its way to an endpoint, or told. */
export type WebhookDelivery = {
  __typename?: 'WebhookDelivery';
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** How often it was tried since it happened, or since it was replayed. */
  attempts: Scalars['Int']['output'];
  /** What is sent, as an object. */
  body: Scalars['JSON']['output'];
  /** As in `Webhook.id`. */
  endpoint: Scalars['String']['output'];
  /** What happened: a name from docs/events.md. */
  event: Scalars['String']['output'];
  /** Of this delivery: for a replay. */
  id: Scalars['ID']['output'];
  /** Of the last attempt; null: none yet. */
  lastAttemptAt?: Maybe<Scalars['DateTime']['output']>;
  /** Why an attempt failed the last time one did: a code of the connection, or HTTP_ and the status. */
  lastFault?: Maybe<Scalars['String']['output']>;
  /** The status of the last answer; null: nobody answered. */
  lastStatus?: Maybe<Scalars['Int']['output']>;
  /** `webhook-id`: of the event, the same at each endpoint and attempt. */
  messageId: Scalars['ID']['output'];
  /** When it is tried again; null: at once, once what is before it is through, or never. */
  nextAttemptAt?: Maybe<Scalars['DateTime']['output']>;
  /** What became of it. */
  state: WebhookDeliveryState;
};

/** A page of the log of webhooks. */
export type WebhookDeliveryConnection = {
  __typename?: 'WebhookDeliveryConnection';
  /** Newest first. */
  edges: Array<WebhookDeliveryEdge>;
  /** Where this page stands. */
  pageInfo: PageInfo;
  /** Exact up to 1,000; beyond that, 1,000 stands for more. */
  totalCount: Scalars['Int']['output'];
};

/** A delivery in its place in the list. */
export type WebhookDeliveryEdge = {
  __typename?: 'WebhookDeliveryEdge';
  /** This place: `after` for what follows it. */
  cursor: Scalars['String']['output'];
  /** The delivery. */
  node: WebhookDelivery;
};

/** Which webhooks; what is absent asks for nothing. */
export type WebhookDeliveryFilter = {
  /** As in `Webhook.id`. */
  endpoint?: InputMaybe<Scalars['String']['input']>;
  /** A name from docs/events.md. */
  event?: InputMaybe<Scalars['String']['input']>;
  /** Happened from this moment on. */
  from?: InputMaybe<Scalars['DateTime']['input']>;
  /** What became of it. */
  state?: InputMaybe<WebhookDeliveryState>;
  /** Happened before this moment. */
  to?: InputMaybe<Scalars['DateTime']['input']>;
};

/** What became of a webhook. */
export type WebhookDeliveryState =
  /** The endpoint has taken it. */
  | 'DELIVERED'
  /** It was given up, and can be replayed. */
  | 'PARKED'
  /** It is on its way, or tried again. */
  | 'WAITING';

/** An endpoint that an admin makes or changes. */
export type WebhookInput = {
  /** Of what it is told: names of docs/events.md, `user.*`, or `*`. */
  events: Array<Scalars['String']['input']>;
  /** Its name: up to 32 of a-z, 0-9 and -, a letter first. */
  id: Scalars['ID']['input'];
  /** An https URL, at a public address or in WEBHOOK_ALLOWED_NETWORKS. */
  url: Scalars['String']['input'];
};

/** An endpoint with its new secret. */
export type WebhookSecret = {
  __typename?: 'WebhookSecret';
  /** `whsec_` and base64: what signs from now on. It is shown this once. */
  secret: Scalars['String']['output'];
  /** The endpoint. */
  webhook: Webhook;
};

/** Where an endpoint comes from. */
export type WebhookSource =
  /** An admin made it by `createWebhook`. */
  | 'ADMIN'
  /** WEBHOOKS: it is changed there alone. */
  | 'SETTINGS';

export type CreateWebhookMutationVariables = Exact<{
  input: WebhookInput;
}>;


export type CreateWebhookMutation = { __typename?: 'Mutation', createWebhook: { __typename?: 'WebhookSecret', secret: string, webhook: { __typename?: 'Webhook', id: string, url: string, events: Array<string>, source: WebhookSource, isOn: boolean, createdAt?: string | null, updatedAt?: string | null, previousSecretUntil?: string | null } } };

export type RemoveWebhookMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type RemoveWebhookMutation = { __typename?: 'Mutation', removeWebhook: boolean };

export type ReplayWebhookDeliveriesMutationVariables = Exact<{
  ids?: InputMaybe<Array<Scalars['ID']['input']> | Scalars['ID']['input']>;
  from?: InputMaybe<Scalars['DateTime']['input']>;
  to?: InputMaybe<Scalars['DateTime']['input']>;
  endpoint?: InputMaybe<Scalars['String']['input']>;
}>;


export type ReplayWebhookDeliveriesMutation = { __typename?: 'Mutation', replayWebhookDeliveries: number };

export type RotateWebhookSecretMutationVariables = Exact<{
  id: Scalars['ID']['input'];
  overlapHours?: InputMaybe<Scalars['Int']['input']>;
}>;


export type RotateWebhookSecretMutation = { __typename?: 'Mutation', rotateWebhookSecret: { __typename?: 'WebhookSecret', secret: string, webhook: { __typename?: 'Webhook', id: string, previousSecretUntil?: string | null } } };

export type SetWebhookMutationVariables = Exact<{
  input: WebhookInput;
}>;


export type SetWebhookMutation = { __typename?: 'Mutation', setWebhook: { __typename?: 'Webhook', id: string, url: string, events: Array<string>, source: WebhookSource, isOn: boolean, createdAt?: string | null, updatedAt?: string | null, previousSecretUntil?: string | null } };

export type WebhookDeliveriesQueryVariables = Exact<{
  filter?: InputMaybe<WebhookDeliveryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type WebhookDeliveriesQuery = { __typename?: 'Query', webhookDeliveries: { __typename?: 'WebhookDeliveryConnection', totalCount: number, edges: Array<{ __typename?: 'WebhookDeliveryEdge', cursor: string, node: { __typename?: 'WebhookDelivery', id: string, messageId: string, endpoint: string, event: string, at: string, state: WebhookDeliveryState, attempts: number, nextAttemptAt?: string | null, lastAttemptAt?: string | null, lastStatus?: number | null, lastFault?: string | null, body: unknown } }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, hasPreviousPage: boolean, startCursor?: string | null, endCursor?: string | null } } };

export type WebhooksQueryVariables = Exact<{ [key: string]: never; }>;


export type WebhooksQuery = { __typename?: 'Query', webhooks: Array<{ __typename?: 'Webhook', id: string, url: string, events: Array<string>, source: WebhookSource, isOn: boolean, createdAt?: string | null, updatedAt?: string | null, previousSecretUntil?: string | null }> };

export type AuditEventPartsFragment = { __typename?: 'AuditEvent', id: string, at: string, event: string, outcome: AuditOutcome, description?: string | null, actorKind: AuditActor, actor?: string | null, subject?: string | null, actorPseudonym?: string | null, subjectPseudonym?: string | null, sessionId?: string | null, ip?: string | null, device?: string | null, userAgent?: string | null, reason?: string | null, details?: unknown | null, requestId?: string | null };

export type AuditEventsQueryVariables = Exact<{
  filter?: InputMaybe<AuditFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type AuditEventsQuery = { __typename?: 'Query', auditEvents: { __typename?: 'AuditEventConnection', totalCount: number, edges: Array<{ __typename?: 'AuditEventEdge', cursor: string, node: { __typename?: 'AuditEvent', id: string, at: string, event: string, outcome: AuditOutcome, description?: string | null, actorKind: AuditActor, actor?: string | null, subject?: string | null, actorPseudonym?: string | null, subjectPseudonym?: string | null, sessionId?: string | null, ip?: string | null, device?: string | null, userAgent?: string | null, reason?: string | null, details?: unknown | null, requestId?: string | null } }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, hasPreviousPage: boolean, startCursor?: string | null, endCursor?: string | null } } };

export type AuthConfigQueryVariables = Exact<{ [key: string]: never; }>;


export type AuthConfigQuery = { __typename?: 'Query', authConfig: { __typename?: 'AuthConfig', signInMethods: Array<SignInMethod>, emailSignInSignsUp: boolean, requireSecondFactor: Array<string>, passwordMinLength: number, requireVerifiedEmail: boolean, signUpRequires: Array<string>, availabilityQueries: boolean, captcha?: { __typename?: 'CaptchaConfig', provider: string, siteKey: string, on: Array<string> } | null, passkeys?: { __typename?: 'PasskeyConfig', rpId: string } | null, providers: Array<{ __typename?: 'Provider', id: string, label: string, clientId: string, startUrl?: string | null }> } };

export type BeginPasskeyReauthenticationMutationVariables = Exact<{ [key: string]: never; }>;


export type BeginPasskeyReauthenticationMutation = { __typename?: 'Mutation', beginPasskeyReauthentication: { __typename?: 'PasskeyRequest', options: PublicKeyCredentialRequestOptionsJSON, expiresAt: string } };

export type BeginPasskeyRegistrationMutationVariables = Exact<{
  password?: InputMaybe<Scalars['String']['input']>;
  code?: InputMaybe<Scalars['String']['input']>;
}>;


export type BeginPasskeyRegistrationMutation = { __typename?: 'Mutation', beginPasskeyRegistration: { __typename?: 'PasskeyRegistration', options: PublicKeyCredentialCreationOptionsJSON, expiresAt: string } };

export type BeginPasskeySignInMutationVariables = Exact<{
  email?: InputMaybe<Scalars['EmailAddress']['input']>;
  challengeToken?: InputMaybe<Scalars['String']['input']>;
}>;


export type BeginPasskeySignInMutation = { __typename?: 'Mutation', beginPasskeySignIn: { __typename?: 'PasskeyRequest', options: PublicKeyCredentialRequestOptionsJSON, expiresAt: string } };

export type BeginPasskeySignUpMutationVariables = Exact<{
  input: PasskeySignUpInput;
}>;


export type BeginPasskeySignUpMutation = { __typename?: 'Mutation', beginPasskeySignUp: { __typename?: 'PasskeyRegistration', options: PublicKeyCredentialCreationOptionsJSON, expiresAt: string } };

export type ChangeEmailMutationVariables = Exact<{
  email: Scalars['EmailAddress']['input'];
  password?: InputMaybe<Scalars['String']['input']>;
  code?: InputMaybe<Scalars['String']['input']>;
}>;


export type ChangeEmailMutation = { __typename?: 'Mutation', changeEmail: { __typename?: 'MessagePayload', message: string } };

export type ChangePasswordMutationVariables = Exact<{
  input: ChangePasswordInput;
}>;


export type ChangePasswordMutation = { __typename?: 'Mutation', changePassword: { __typename?: 'AuthPayload', userId: string, accessToken: string, accessTokenExpiry: string, accessTokenExpiresIn: number, refreshToken?: string | null, refreshTokenExpiry: string, refreshTokenExpiresIn: number, user: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, locale?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, passkeyAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } } };

export type CompleteEmailSignInMutationVariables = Exact<{
  codeVerifier: Scalars['String']['input'];
  token?: InputMaybe<Scalars['String']['input']>;
  challengeToken?: InputMaybe<Scalars['String']['input']>;
  code?: InputMaybe<Scalars['String']['input']>;
  transport?: InputMaybe<TokenTransport>;
}>;


export type CompleteEmailSignInMutation = { __typename?: 'Mutation', completeEmailSignIn:
    | { __typename: 'AuthPayload', userId: string, accessToken: string, accessTokenExpiry: string, accessTokenExpiresIn: number, refreshToken?: string | null, refreshTokenExpiry: string, refreshTokenExpiresIn: number, user: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, locale?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, passkeyAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } }
    | { __typename: 'TwoFactorChallenge', challengeToken: string, expiresAt: string, methods: Array<SecondFactor> }
   };

export type CompleteLinkMutationVariables = Exact<{
  code: Scalars['String']['input'];
  codeVerifier: Scalars['String']['input'];
}>;


export type CompleteLinkMutation = { __typename?: 'Mutation', completeLink: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, locale?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, passkeyAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } };

export type CompleteSignInMutationVariables = Exact<{
  code: Scalars['String']['input'];
  codeVerifier: Scalars['String']['input'];
  transport?: InputMaybe<TokenTransport>;
}>;


export type CompleteSignInMutation = { __typename?: 'Mutation', completeSignIn:
    | { __typename: 'AuthPayload', userId: string, accessToken: string, accessTokenExpiry: string, accessTokenExpiresIn: number, refreshToken?: string | null, refreshTokenExpiry: string, refreshTokenExpiresIn: number, user: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, locale?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, passkeyAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } }
    | { __typename: 'TwoFactorChallenge', challengeToken: string, expiresAt: string, methods: Array<SecondFactor> }
   };

export type ConfirmTotpMutationVariables = Exact<{
  code: Scalars['String']['input'];
}>;


export type ConfirmTotpMutation = { __typename?: 'Mutation', confirmTotp: { __typename?: 'RecoveryCodes', message: string, codes: Array<string> } };

export type CreateUserMutationVariables = Exact<{
  input: CreateUserInput;
}>;


export type CreateUserMutation = { __typename?: 'Mutation', createUser: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, locale?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, passkeyAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } };

export type DeleteAccountMutationVariables = Exact<{
  password?: InputMaybe<Scalars['String']['input']>;
  code?: InputMaybe<Scalars['String']['input']>;
}>;


export type DeleteAccountMutation = { __typename?: 'Mutation', deleteAccount: { __typename?: 'MessagePayload', message: string } };

export type Disable2FaMutationVariables = Exact<{
  password?: InputMaybe<Scalars['String']['input']>;
  code?: InputMaybe<Scalars['String']['input']>;
}>;


export type Disable2FaMutation = { __typename?: 'Mutation', disable2FA: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, locale?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, passkeyAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } };

export type DisableTotpMutationVariables = Exact<{
  password?: InputMaybe<Scalars['String']['input']>;
  code?: InputMaybe<Scalars['String']['input']>;
}>;


export type DisableTotpMutation = { __typename?: 'Mutation', disableTotp: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, locale?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, passkeyAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } };

export type EmailSignInCodeQueryVariables = Exact<{
  token: Scalars['String']['input'];
}>;


export type EmailSignInCodeQuery = { __typename?: 'Query', emailSignInCode: { __typename?: 'EmailSignInCode', code: string, expiresAt: string } };

export type Enable2FaMutationVariables = Exact<{ [key: string]: never; }>;


export type Enable2FaMutation = { __typename?: 'Mutation', enable2FA: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, locale?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, passkeyAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } };

export type ExportMyDataQueryVariables = Exact<{ [key: string]: never; }>;


export type ExportMyDataQuery = { __typename?: 'Query', exportMyData: unknown };

export type FinishPasskeyRegistrationMutationVariables = Exact<{
  credential: Scalars['RegistrationResponseJSON']['input'];
  name?: InputMaybe<Scalars['String']['input']>;
}>;


export type FinishPasskeyRegistrationMutation = { __typename?: 'Mutation', finishPasskeyRegistration: { __typename?: 'Passkey', id: string, name: string, authenticator?: string | null, transports: Array<string>, backupEligible: boolean, backedUp: boolean, createdAt: string, lastUsedAt?: string | null } };

export type FinishPasskeySignInMutationVariables = Exact<{
  credential: Scalars['AuthenticationResponseJSON']['input'];
  challengeToken?: InputMaybe<Scalars['String']['input']>;
  transport?: InputMaybe<TokenTransport>;
}>;


export type FinishPasskeySignInMutation = { __typename?: 'Mutation', finishPasskeySignIn:
    | { __typename: 'AuthPayload', userId: string, accessToken: string, accessTokenExpiry: string, accessTokenExpiresIn: number, refreshToken?: string | null, refreshTokenExpiry: string, refreshTokenExpiresIn: number, user: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, locale?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, passkeyAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } }
    | { __typename: 'TwoFactorChallenge', challengeToken: string, expiresAt: string, methods: Array<SecondFactor> }
   };

export type FinishPasskeySignUpMutationVariables = Exact<{
  credential: Scalars['RegistrationResponseJSON']['input'];
  name?: InputMaybe<Scalars['String']['input']>;
  transport?: InputMaybe<TokenTransport>;
}>;


export type FinishPasskeySignUpMutation = { __typename?: 'Mutation', finishPasskeySignUp: { __typename?: 'SignUpPayload', message: string, userId?: string | null, user?: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, locale?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, passkeyAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } | null, auth?: { __typename?: 'AuthPayload', userId: string, accessToken: string, accessTokenExpiry: string, accessTokenExpiresIn: number, refreshToken?: string | null, refreshTokenExpiry: string, refreshTokenExpiresIn: number, user: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, locale?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, passkeyAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } } | null } };

export type InviteUserMutationVariables = Exact<{
  email: Scalars['EmailAddress']['input'];
  roles: Array<Role> | Role;
}>;


export type InviteUserMutation = { __typename?: 'Mutation', inviteUser: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, locale?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, passkeyAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } };

export type IsEmailAvailableQueryVariables = Exact<{
  email: Scalars['EmailAddress']['input'];
}>;


export type IsEmailAvailableQuery = { __typename?: 'Query', isEmailAvailable: boolean };

export type IsPhoneNumberAvailableQueryVariables = Exact<{
  phoneNumber: Scalars['PhoneNumber']['input'];
}>;


export type IsPhoneNumberAvailableQuery = { __typename?: 'Query', isPhoneNumberAvailable: boolean };

export type IsUsernameAvailableQueryVariables = Exact<{
  username: Scalars['String']['input'];
}>;


export type IsUsernameAvailableQuery = { __typename?: 'Query', isUsernameAvailable: boolean };

export type LinkProviderMutationVariables = Exact<{
  provider: Scalars['ID']['input'];
  token: Scalars['String']['input'];
  nonce?: InputMaybe<Scalars['String']['input']>;
}>;


export type LinkProviderMutation = { __typename?: 'Mutation', linkProvider: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, locale?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, passkeyAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { __typename?: 'Query', me?: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, locale?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, passkeyAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } | null };

export type MyActivityQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type MyActivityQuery = { __typename?: 'Query', myActivity: { __typename?: 'AuditEventConnection', totalCount: number, edges: Array<{ __typename?: 'AuditEventEdge', cursor: string, node: { __typename?: 'AuditEvent', id: string, at: string, event: string, outcome: AuditOutcome, description?: string | null, actorKind: AuditActor, actor?: string | null, subject?: string | null, actorPseudonym?: string | null, subjectPseudonym?: string | null, sessionId?: string | null, ip?: string | null, device?: string | null, userAgent?: string | null, reason?: string | null, details?: unknown | null, requestId?: string | null } }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, hasPreviousPage: boolean, startCursor?: string | null, endCursor?: string | null } } };

export type PasskeysQueryVariables = Exact<{ [key: string]: never; }>;


export type PasskeysQuery = { __typename?: 'Query', passkeys: Array<{ __typename?: 'Passkey', id: string, name: string, authenticator?: string | null, transports: Array<string>, backupEligible: boolean, backedUp: boolean, createdAt: string, lastUsedAt?: string | null }> };

export type PasskeyPartsFragment = { __typename?: 'Passkey', id: string, name: string, authenticator?: string | null, transports: Array<string>, backupEligible: boolean, backedUp: boolean, createdAt: string, lastUsedAt?: string | null };

export type ReauthenticateMutationVariables = Exact<{
  password?: InputMaybe<Scalars['String']['input']>;
  code?: InputMaybe<Scalars['String']['input']>;
  providerToken?: InputMaybe<Scalars['String']['input']>;
  passkey?: InputMaybe<Scalars['AuthenticationResponseJSON']['input']>;
  mailedCode?: InputMaybe<Scalars['String']['input']>;
}>;


export type ReauthenticateMutation = { __typename?: 'Mutation', reauthenticate: { __typename?: 'AuthPayload', userId: string, accessToken: string, accessTokenExpiry: string, accessTokenExpiresIn: number, refreshToken?: string | null, refreshTokenExpiry: string, refreshTokenExpiresIn: number, user: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, locale?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, passkeyAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } } };

export type RefreshMutationVariables = Exact<{
  refreshToken?: InputMaybe<Scalars['String']['input']>;
}>;


export type RefreshMutation = { __typename?: 'Mutation', refresh: { __typename?: 'AuthPayload', userId: string, accessToken: string, accessTokenExpiry: string, accessTokenExpiresIn: number, refreshToken?: string | null, refreshTokenExpiry: string, refreshTokenExpiresIn: number, user: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, locale?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, passkeyAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } } };

export type RegenerateRecoveryCodesMutationVariables = Exact<{
  password?: InputMaybe<Scalars['String']['input']>;
  code?: InputMaybe<Scalars['String']['input']>;
}>;


export type RegenerateRecoveryCodesMutation = { __typename?: 'Mutation', regenerateRecoveryCodes: { __typename?: 'RecoveryCodes', message: string, codes: Array<string> } };

export type RemovePasskeyMutationVariables = Exact<{
  id: Scalars['ID']['input'];
  password?: InputMaybe<Scalars['String']['input']>;
  code?: InputMaybe<Scalars['String']['input']>;
}>;


export type RemovePasskeyMutation = { __typename?: 'Mutation', removePasskey: { __typename?: 'PasskeyRemoval', message: string, user: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, locale?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, passkeyAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string }, acceptedCredentials: { __typename?: 'AcceptedCredentials', rpId: string, userId: string, allAcceptedCredentialIds: Array<string> } } };

export type RenamePasskeyMutationVariables = Exact<{
  id: Scalars['ID']['input'];
  name: Scalars['String']['input'];
}>;


export type RenamePasskeyMutation = { __typename?: 'Mutation', renamePasskey: { __typename?: 'Passkey', id: string, name: string, authenticator?: string | null, transports: Array<string>, backupEligible: boolean, backedUp: boolean, createdAt: string, lastUsedAt?: string | null } };

export type ResetPasswordMutationVariables = Exact<{
  input: ResetPasswordInput;
}>;


export type ResetPasswordMutation = { __typename?: 'Mutation', resetPassword: { __typename?: 'MessagePayload', message: string } };

export type ResetTwoFactorMutationVariables = Exact<{
  userId: Scalars['ID']['input'];
}>;


export type ResetTwoFactorMutation = { __typename?: 'Mutation', resetTwoFactor: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, locale?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, passkeyAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } };

export type RestoreUserMutationVariables = Exact<{
  userId: Scalars['ID']['input'];
}>;


export type RestoreUserMutation = { __typename?: 'Mutation', restoreUser: { __typename?: 'User', suspensionReason?: string | null, deletedAt?: string | null, id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, locale?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, passkeyAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } };

export type RevokeRefreshTokenMutationVariables = Exact<{
  refreshToken?: InputMaybe<Scalars['String']['input']>;
}>;


export type RevokeRefreshTokenMutation = { __typename?: 'Mutation', revokeRefreshToken: { __typename?: 'Session', id: string, createdAt: string, createdByIp?: string | null, userAgent?: string | null, device?: string | null, methods: Array<AuthMethod>, lastRefreshedAt?: string | null, lastRefreshedByIp?: string | null, rotations: number, expiresAt: string, isExpired: boolean, isActive: boolean, isCurrent: boolean, revokedAt?: string | null, revokedByIp?: string | null, revokeReason?: SessionEnd | null, reusedAt?: string | null } };

export type RevokeSessionMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type RevokeSessionMutation = { __typename?: 'Mutation', revokeSession: { __typename?: 'Session', id: string, createdAt: string, createdByIp?: string | null, userAgent?: string | null, device?: string | null, methods: Array<AuthMethod>, lastRefreshedAt?: string | null, lastRefreshedByIp?: string | null, rotations: number, expiresAt: string, isExpired: boolean, isActive: boolean, isCurrent: boolean, revokedAt?: string | null, revokedByIp?: string | null, revokeReason?: SessionEnd | null, reusedAt?: string | null } };

export type SendPasswordResetEmailMutationVariables = Exact<{
  email: Scalars['EmailAddress']['input'];
  captchaToken?: InputMaybe<Scalars['String']['input']>;
}>;


export type SendPasswordResetEmailMutation = { __typename?: 'Mutation', sendPasswordResetEmail: { __typename?: 'MessagePayload', message: string } };

export type SendReauthenticationEmailMutationVariables = Exact<{ [key: string]: never; }>;


export type SendReauthenticationEmailMutation = { __typename?: 'Mutation', sendReauthenticationEmail: { __typename?: 'MessagePayload', message: string } };

export type SendSignInEmailMutationVariables = Exact<{
  email: Scalars['EmailAddress']['input'];
  kind: SignInEmailKind;
  codeChallenge: Scalars['String']['input'];
  transport?: InputMaybe<TokenTransport>;
  captchaToken?: InputMaybe<Scalars['String']['input']>;
}>;


export type SendSignInEmailMutation = { __typename?: 'Mutation', sendSignInEmail: { __typename?: 'EmailSignInChallenge', message: string, challengeToken: string, expiresAt: string } };

export type SendVerificationEmailMutationVariables = Exact<{
  email?: InputMaybe<Scalars['EmailAddress']['input']>;
  captchaToken?: InputMaybe<Scalars['String']['input']>;
}>;


export type SendVerificationEmailMutation = { __typename?: 'Mutation', sendVerificationEmail: { __typename?: 'MessagePayload', message: string } };

export type UserPartsFragment = { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, locale?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, passkeyAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string };

export type SessionPartsFragment = { __typename?: 'AuthPayload', userId: string, accessToken: string, accessTokenExpiry: string, accessTokenExpiresIn: number, refreshToken?: string | null, refreshTokenExpiry: string, refreshTokenExpiresIn: number, user: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, locale?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, passkeyAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } };

export type SetUserRolesMutationVariables = Exact<{
  userId: Scalars['ID']['input'];
  roles: Array<Role> | Role;
}>;


export type SetUserRolesMutation = { __typename?: 'Mutation', setUserRoles: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, locale?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, passkeyAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } };

export type SetupTotpMutationVariables = Exact<{
  password?: InputMaybe<Scalars['String']['input']>;
  code?: InputMaybe<Scalars['String']['input']>;
}>;


export type SetupTotpMutation = { __typename?: 'Mutation', setupTotp: { __typename?: 'TotpSetup', uri: string, secret: string, qrCode: string } };

export type SignInWithAppleMutationVariables = Exact<{
  input: FederatedSignInInput;
}>;


export type SignInWithAppleMutation = { __typename?: 'Mutation', signInWithApple:
    | { __typename: 'AuthPayload', userId: string, accessToken: string, accessTokenExpiry: string, accessTokenExpiresIn: number, refreshToken?: string | null, refreshTokenExpiry: string, refreshTokenExpiresIn: number, user: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, locale?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, passkeyAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } }
    | { __typename: 'TwoFactorChallenge', challengeToken: string, expiresAt: string, methods: Array<SecondFactor> }
   };

export type SignInWithGoogleMutationVariables = Exact<{
  input: FederatedSignInInput;
}>;


export type SignInWithGoogleMutation = { __typename?: 'Mutation', signInWithGoogle:
    | { __typename: 'AuthPayload', userId: string, accessToken: string, accessTokenExpiry: string, accessTokenExpiresIn: number, refreshToken?: string | null, refreshTokenExpiry: string, refreshTokenExpiresIn: number, user: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, locale?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, passkeyAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } }
    | { __typename: 'TwoFactorChallenge', challengeToken: string, expiresAt: string, methods: Array<SecondFactor> }
   };

export type SignInWithProviderMutationVariables = Exact<{
  provider: Scalars['ID']['input'];
  input: FederatedSignInInput;
}>;


export type SignInWithProviderMutation = { __typename?: 'Mutation', signInWithProvider:
    | { __typename: 'AuthPayload', userId: string, accessToken: string, accessTokenExpiry: string, accessTokenExpiresIn: number, refreshToken?: string | null, refreshTokenExpiry: string, refreshTokenExpiresIn: number, user: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, locale?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, passkeyAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } }
    | { __typename: 'TwoFactorChallenge', challengeToken: string, expiresAt: string, methods: Array<SecondFactor> }
   };

export type SignInWithRecoveryCodeMutationVariables = Exact<{
  input: RecoveryCodeSignInInput;
}>;


export type SignInWithRecoveryCodeMutation = { __typename?: 'Mutation', signInWithRecoveryCode: { __typename?: 'AuthPayload', userId: string, accessToken: string, accessTokenExpiry: string, accessTokenExpiresIn: number, refreshToken?: string | null, refreshTokenExpiry: string, refreshTokenExpiresIn: number, user: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, locale?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, passkeyAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } } };

export type SignInWithTotpMutationVariables = Exact<{
  input: TotpSignInInput;
}>;


export type SignInWithTotpMutation = { __typename?: 'Mutation', signInWithTotp: { __typename?: 'AuthPayload', userId: string, accessToken: string, accessTokenExpiry: string, accessTokenExpiresIn: number, refreshToken?: string | null, refreshTokenExpiry: string, refreshTokenExpiresIn: number, user: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, locale?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, passkeyAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } } };

export type SignInMutationVariables = Exact<{
  input: SignInInput;
}>;


export type SignInMutation = { __typename?: 'Mutation', signIn:
    | { __typename: 'AuthPayload', userId: string, accessToken: string, accessTokenExpiry: string, accessTokenExpiresIn: number, refreshToken?: string | null, refreshTokenExpiry: string, refreshTokenExpiresIn: number, user: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, locale?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, passkeyAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } }
    | { __typename: 'TwoFactorChallenge', challengeToken: string, expiresAt: string, methods: Array<SecondFactor> }
   };

export type SignOutEverywhereMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutEverywhereMutation = { __typename?: 'Mutation', signOutEverywhere: { __typename?: 'MessagePayload', message: string } };

export type SignOutMutationVariables = Exact<{
  refreshToken?: InputMaybe<Scalars['String']['input']>;
}>;


export type SignOutMutation = { __typename?: 'Mutation', signOut: { __typename?: 'MessagePayload', message: string } };

export type SignUpWithAppleMutationVariables = Exact<{
  input: FederatedSignUpInput;
}>;


export type SignUpWithAppleMutation = { __typename?: 'Mutation', signUpWithApple: { __typename?: 'SignUpPayload', message: string, userId?: string | null, user?: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, locale?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, passkeyAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } | null, auth?: { __typename?: 'AuthPayload', userId: string, accessToken: string, accessTokenExpiry: string, accessTokenExpiresIn: number, refreshToken?: string | null, refreshTokenExpiry: string, refreshTokenExpiresIn: number, user: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, locale?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, passkeyAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } } | null } };

export type SignUpWithGoogleMutationVariables = Exact<{
  input: FederatedSignUpInput;
}>;


export type SignUpWithGoogleMutation = { __typename?: 'Mutation', signUpWithGoogle: { __typename?: 'SignUpPayload', message: string, userId?: string | null, user?: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, locale?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, passkeyAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } | null, auth?: { __typename?: 'AuthPayload', userId: string, accessToken: string, accessTokenExpiry: string, accessTokenExpiresIn: number, refreshToken?: string | null, refreshTokenExpiry: string, refreshTokenExpiresIn: number, user: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, locale?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, passkeyAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } } | null } };

export type SignUpWithProviderMutationVariables = Exact<{
  provider: Scalars['ID']['input'];
  input: FederatedSignUpInput;
}>;


export type SignUpWithProviderMutation = { __typename?: 'Mutation', signUpWithProvider: { __typename?: 'SignUpPayload', message: string, userId?: string | null, user?: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, locale?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, passkeyAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } | null, auth?: { __typename?: 'AuthPayload', userId: string, accessToken: string, accessTokenExpiry: string, accessTokenExpiresIn: number, refreshToken?: string | null, refreshTokenExpiry: string, refreshTokenExpiresIn: number, user: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, locale?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, passkeyAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } } | null } };

export type SignUpMutationVariables = Exact<{
  input: SignUpInput;
}>;


export type SignUpMutation = { __typename?: 'Mutation', signUp: { __typename?: 'SignUpPayload', message: string, userId?: string | null, user?: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, locale?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, passkeyAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } | null, auth?: { __typename?: 'AuthPayload', userId: string, accessToken: string, accessTokenExpiry: string, accessTokenExpiresIn: number, refreshToken?: string | null, refreshTokenExpiry: string, refreshTokenExpiresIn: number, user: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, locale?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, passkeyAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } } | null } };

export type SuspendUserMutationVariables = Exact<{
  userId: Scalars['ID']['input'];
  reason?: InputMaybe<Scalars['String']['input']>;
}>;


export type SuspendUserMutation = { __typename?: 'Mutation', suspendUser: { __typename?: 'User', suspensionReason?: string | null, id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, locale?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, passkeyAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } };

export type UndoChangeMutationVariables = Exact<{
  token: Scalars['String']['input'];
}>;


export type UndoChangeMutation = { __typename?: 'Mutation', undoChange: { __typename?: 'UndoChangePayload', message: string, resetToken?: string | null } };

export type UnlinkProviderMutationVariables = Exact<{
  provider: Scalars['ID']['input'];
}>;


export type UnlinkProviderMutation = { __typename?: 'Mutation', unlinkProvider: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, locale?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, passkeyAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } };

export type UpdateProfileMutationVariables = Exact<{
  input: UpdateProfileInput;
}>;


export type UpdateProfileMutation = { __typename?: 'Mutation', updateProfile: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, locale?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, passkeyAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } };

export type SessionDetailsFragment = { __typename?: 'Session', id: string, createdAt: string, createdByIp?: string | null, userAgent?: string | null, device?: string | null, methods: Array<AuthMethod>, lastRefreshedAt?: string | null, lastRefreshedByIp?: string | null, rotations: number, expiresAt: string, isExpired: boolean, isActive: boolean, isCurrent: boolean, revokedAt?: string | null, revokedByIp?: string | null, revokeReason?: SessionEnd | null, reusedAt?: string | null };

export type UserSessionsQueryVariables = Exact<{
  id: Scalars['ID']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type UserSessionsQuery = { __typename?: 'Query', user?: { __typename?: 'User', sessions: { __typename?: 'SessionConnection', totalCount: number, edges: Array<{ __typename?: 'SessionEdge', cursor: string, node: { __typename?: 'Session', id: string, createdAt: string, createdByIp?: string | null, userAgent?: string | null, device?: string | null, methods: Array<AuthMethod>, lastRefreshedAt?: string | null, lastRefreshedByIp?: string | null, rotations: number, expiresAt: string, isExpired: boolean, isActive: boolean, isCurrent: boolean, revokedAt?: string | null, revokedByIp?: string | null, revokeReason?: SessionEnd | null, reusedAt?: string | null } }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, hasPreviousPage: boolean, startCursor?: string | null, endCursor?: string | null } } } | null };

export type UserQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type UserQuery = { __typename?: 'Query', user?: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, locale?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, passkeyAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } | null };

export type UsersQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  search?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<UserFilter>;
  sort?: InputMaybe<UserSort>;
}>;


export type UsersQuery = { __typename?: 'Query', users: { __typename?: 'UserConnection', totalCount: number, edges: Array<{ __typename?: 'UserEdge', cursor: string, node: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, locale?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, passkeyAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, hasPreviousPage: boolean, startCursor?: string | null, endCursor?: string | null } } };

export type VerifyEmailMutationVariables = Exact<{
  token: Scalars['String']['input'];
}>;


export type VerifyEmailMutation = { __typename?: 'Mutation', verifyEmail: { __typename?: 'VerifyEmailPayload', message: string, email: string, emailVerifiedAt: string } };

export const AuditEventPartsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AuditEventParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuditEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"event"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"actorKind"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"actorPseudonym"}},{"kind":"Field","name":{"kind":"Name","value":"subjectPseudonym"}},{"kind":"Field","name":{"kind":"Name","value":"sessionId"}},{"kind":"Field","name":{"kind":"Name","value":"ip"}},{"kind":"Field","name":{"kind":"Name","value":"device"}},{"kind":"Field","name":{"kind":"Name","value":"userAgent"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"details"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}}]}}]} as unknown as DocumentNode<AuditEventPartsFragment, unknown>;
export const PasskeyPartsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PasskeyParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Passkey"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"authenticator"}},{"kind":"Field","name":{"kind":"Name","value":"transports"}},{"kind":"Field","name":{"kind":"Name","value":"backupEligible"}},{"kind":"Field","name":{"kind":"Name","value":"backedUp"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}}]}}]} as unknown as DocumentNode<PasskeyPartsFragment, unknown>;
export const UserPartsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"locale"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"suspendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"googleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"appleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"otpAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"enable2FA"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<UserPartsFragment, unknown>;
export const SessionPartsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SessionParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuthPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiresIn"}},{"kind":"Field","name":{"kind":"Name","value":"refreshToken"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiresIn"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"locale"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"suspendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"googleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"appleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"otpAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"enable2FA"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<SessionPartsFragment, unknown>;
export const SessionDetailsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SessionDetails"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Session"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdByIp"}},{"kind":"Field","name":{"kind":"Name","value":"userAgent"}},{"kind":"Field","name":{"kind":"Name","value":"device"}},{"kind":"Field","name":{"kind":"Name","value":"methods"}},{"kind":"Field","name":{"kind":"Name","value":"lastRefreshedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastRefreshedByIp"}},{"kind":"Field","name":{"kind":"Name","value":"rotations"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"isExpired"}},{"kind":"Field","name":{"kind":"Name","value":"isActive"}},{"kind":"Field","name":{"kind":"Name","value":"isCurrent"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedByIp"}},{"kind":"Field","name":{"kind":"Name","value":"revokeReason"}},{"kind":"Field","name":{"kind":"Name","value":"reusedAt"}}]}}]} as unknown as DocumentNode<SessionDetailsFragment, unknown>;
export const CreateWebhookDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateWebhook"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WebhookInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createWebhook"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhook"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"events"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"isOn"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"previousSecretUntil"}}]}},{"kind":"Field","name":{"kind":"Name","value":"secret"}}]}}]}}]} as unknown as DocumentNode<CreateWebhookMutation, CreateWebhookMutationVariables>;
export const RemoveWebhookDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RemoveWebhook"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"removeWebhook"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}]}]}}]} as unknown as DocumentNode<RemoveWebhookMutation, RemoveWebhookMutationVariables>;
export const ReplayWebhookDeliveriesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReplayWebhookDeliveries"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ids"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"to"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"endpoint"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"replayWebhookDeliveries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ids"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ids"}}},{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}},{"kind":"Argument","name":{"kind":"Name","value":"endpoint"},"value":{"kind":"Variable","name":{"kind":"Name","value":"endpoint"}}}]}]}}]} as unknown as DocumentNode<ReplayWebhookDeliveriesMutation, ReplayWebhookDeliveriesMutationVariables>;
export const RotateWebhookSecretDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RotateWebhookSecret"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"overlapHours"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotateWebhookSecret"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"overlapHours"},"value":{"kind":"Variable","name":{"kind":"Name","value":"overlapHours"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhook"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"previousSecretUntil"}}]}},{"kind":"Field","name":{"kind":"Name","value":"secret"}}]}}]}}]} as unknown as DocumentNode<RotateWebhookSecretMutation, RotateWebhookSecretMutationVariables>;
export const SetWebhookDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetWebhook"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WebhookInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"setWebhook"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"events"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"isOn"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"previousSecretUntil"}}]}}]}}]} as unknown as DocumentNode<SetWebhookMutation, SetWebhookMutationVariables>;
export const WebhookDeliveriesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WebhookDeliveries"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"WebhookDeliveryFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhookDeliveries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"messageId"}},{"kind":"Field","name":{"kind":"Name","value":"endpoint"}},{"kind":"Field","name":{"kind":"Name","value":"event"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"nextAttemptAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastAttemptAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastStatus"}},{"kind":"Field","name":{"kind":"Name","value":"lastFault"}},{"kind":"Field","name":{"kind":"Name","value":"body"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]} as unknown as DocumentNode<WebhookDeliveriesQuery, WebhookDeliveriesQueryVariables>;
export const WebhooksDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Webhooks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhooks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"events"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"isOn"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"previousSecretUntil"}}]}}]}}]} as unknown as DocumentNode<WebhooksQuery, WebhooksQueryVariables>;
export const AuditEventsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AuditEvents"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"AuditFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"auditEvents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AuditEventParts"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AuditEventParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuditEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"event"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"actorKind"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"actorPseudonym"}},{"kind":"Field","name":{"kind":"Name","value":"subjectPseudonym"}},{"kind":"Field","name":{"kind":"Name","value":"sessionId"}},{"kind":"Field","name":{"kind":"Name","value":"ip"}},{"kind":"Field","name":{"kind":"Name","value":"device"}},{"kind":"Field","name":{"kind":"Name","value":"userAgent"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"details"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}}]}}]} as unknown as DocumentNode<AuditEventsQuery, AuditEventsQueryVariables>;
export const AuthConfigDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AuthConfig"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"authConfig"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signInMethods"}},{"kind":"Field","name":{"kind":"Name","value":"emailSignInSignsUp"}},{"kind":"Field","name":{"kind":"Name","value":"requireSecondFactor"}},{"kind":"Field","name":{"kind":"Name","value":"passwordMinLength"}},{"kind":"Field","name":{"kind":"Name","value":"requireVerifiedEmail"}},{"kind":"Field","name":{"kind":"Name","value":"signUpRequires"}},{"kind":"Field","name":{"kind":"Name","value":"availabilityQueries"}},{"kind":"Field","name":{"kind":"Name","value":"captcha"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"siteKey"}},{"kind":"Field","name":{"kind":"Name","value":"on"}}]}},{"kind":"Field","name":{"kind":"Name","value":"passkeys"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rpId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"providers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"startUrl"}}]}}]}}]}}]} as unknown as DocumentNode<AuthConfigQuery, AuthConfigQueryVariables>;
export const BeginPasskeyReauthenticationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"BeginPasskeyReauthentication"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"beginPasskeyReauthentication"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"options"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}}]} as unknown as DocumentNode<BeginPasskeyReauthenticationMutation, BeginPasskeyReauthenticationMutationVariables>;
export const BeginPasskeyRegistrationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"BeginPasskeyRegistration"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"password"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"code"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"beginPasskeyRegistration"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"password"},"value":{"kind":"Variable","name":{"kind":"Name","value":"password"}}},{"kind":"Argument","name":{"kind":"Name","value":"code"},"value":{"kind":"Variable","name":{"kind":"Name","value":"code"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"options"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}}]} as unknown as DocumentNode<BeginPasskeyRegistrationMutation, BeginPasskeyRegistrationMutationVariables>;
export const BeginPasskeySignInDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"BeginPasskeySignIn"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"email"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"EmailAddress"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"challengeToken"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"beginPasskeySignIn"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"email"},"value":{"kind":"Variable","name":{"kind":"Name","value":"email"}}},{"kind":"Argument","name":{"kind":"Name","value":"challengeToken"},"value":{"kind":"Variable","name":{"kind":"Name","value":"challengeToken"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"options"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}}]} as unknown as DocumentNode<BeginPasskeySignInMutation, BeginPasskeySignInMutationVariables>;
export const BeginPasskeySignUpDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"BeginPasskeySignUp"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PasskeySignUpInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"beginPasskeySignUp"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"options"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}}]} as unknown as DocumentNode<BeginPasskeySignUpMutation, BeginPasskeySignUpMutationVariables>;
export const ChangeEmailDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ChangeEmail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"email"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"EmailAddress"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"password"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"code"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changeEmail"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"email"},"value":{"kind":"Variable","name":{"kind":"Name","value":"email"}}},{"kind":"Argument","name":{"kind":"Name","value":"password"},"value":{"kind":"Variable","name":{"kind":"Name","value":"password"}}},{"kind":"Argument","name":{"kind":"Name","value":"code"},"value":{"kind":"Variable","name":{"kind":"Name","value":"code"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<ChangeEmailMutation, ChangeEmailMutationVariables>;
export const ChangePasswordDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ChangePassword"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ChangePasswordInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changePassword"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SessionParts"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"locale"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"suspendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"googleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"appleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"otpAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"enable2FA"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SessionParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuthPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiresIn"}},{"kind":"Field","name":{"kind":"Name","value":"refreshToken"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiresIn"}}]}}]} as unknown as DocumentNode<ChangePasswordMutation, ChangePasswordMutationVariables>;
export const CompleteEmailSignInDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CompleteEmailSignIn"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"codeVerifier"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"token"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"challengeToken"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"code"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"transport"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"TokenTransport"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"completeEmailSignIn"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"codeVerifier"},"value":{"kind":"Variable","name":{"kind":"Name","value":"codeVerifier"}}},{"kind":"Argument","name":{"kind":"Name","value":"token"},"value":{"kind":"Variable","name":{"kind":"Name","value":"token"}}},{"kind":"Argument","name":{"kind":"Name","value":"challengeToken"},"value":{"kind":"Variable","name":{"kind":"Name","value":"challengeToken"}}},{"kind":"Argument","name":{"kind":"Name","value":"code"},"value":{"kind":"Variable","name":{"kind":"Name","value":"code"}}},{"kind":"Argument","name":{"kind":"Name","value":"transport"},"value":{"kind":"Variable","name":{"kind":"Name","value":"transport"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuthPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiresIn"}},{"kind":"Field","name":{"kind":"Name","value":"refreshToken"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiresIn"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TwoFactorChallenge"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"challengeToken"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"methods"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"locale"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"suspendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"googleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"appleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"otpAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"enable2FA"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<CompleteEmailSignInMutation, CompleteEmailSignInMutationVariables>;
export const CompleteLinkDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CompleteLink"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"code"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"codeVerifier"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"completeLink"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"code"},"value":{"kind":"Variable","name":{"kind":"Name","value":"code"}}},{"kind":"Argument","name":{"kind":"Name","value":"codeVerifier"},"value":{"kind":"Variable","name":{"kind":"Name","value":"codeVerifier"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"locale"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"suspendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"googleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"appleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"otpAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"enable2FA"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<CompleteLinkMutation, CompleteLinkMutationVariables>;
export const CompleteSignInDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CompleteSignIn"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"code"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"codeVerifier"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"transport"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"TokenTransport"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"completeSignIn"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"code"},"value":{"kind":"Variable","name":{"kind":"Name","value":"code"}}},{"kind":"Argument","name":{"kind":"Name","value":"codeVerifier"},"value":{"kind":"Variable","name":{"kind":"Name","value":"codeVerifier"}}},{"kind":"Argument","name":{"kind":"Name","value":"transport"},"value":{"kind":"Variable","name":{"kind":"Name","value":"transport"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuthPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiresIn"}},{"kind":"Field","name":{"kind":"Name","value":"refreshToken"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiresIn"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TwoFactorChallenge"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"challengeToken"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"methods"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"locale"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"suspendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"googleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"appleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"otpAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"enable2FA"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<CompleteSignInMutation, CompleteSignInMutationVariables>;
export const ConfirmTotpDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ConfirmTotp"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"code"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"confirmTotp"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"code"},"value":{"kind":"Variable","name":{"kind":"Name","value":"code"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"codes"}}]}}]}}]} as unknown as DocumentNode<ConfirmTotpMutation, ConfirmTotpMutationVariables>;
export const CreateUserDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateUser"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateUserInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createUser"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"locale"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"suspendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"googleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"appleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"otpAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"enable2FA"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<CreateUserMutation, CreateUserMutationVariables>;
export const DeleteAccountDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteAccount"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"password"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"code"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"password"},"value":{"kind":"Variable","name":{"kind":"Name","value":"password"}}},{"kind":"Argument","name":{"kind":"Name","value":"code"},"value":{"kind":"Variable","name":{"kind":"Name","value":"code"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<DeleteAccountMutation, DeleteAccountMutationVariables>;
export const Disable2FaDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Disable2FA"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"password"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"code"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"disable2FA"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"password"},"value":{"kind":"Variable","name":{"kind":"Name","value":"password"}}},{"kind":"Argument","name":{"kind":"Name","value":"code"},"value":{"kind":"Variable","name":{"kind":"Name","value":"code"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"locale"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"suspendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"googleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"appleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"otpAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"enable2FA"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<Disable2FaMutation, Disable2FaMutationVariables>;
export const DisableTotpDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DisableTotp"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"password"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"code"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"disableTotp"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"password"},"value":{"kind":"Variable","name":{"kind":"Name","value":"password"}}},{"kind":"Argument","name":{"kind":"Name","value":"code"},"value":{"kind":"Variable","name":{"kind":"Name","value":"code"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"locale"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"suspendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"googleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"appleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"otpAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"enable2FA"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<DisableTotpMutation, DisableTotpMutationVariables>;
export const EmailSignInCodeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"EmailSignInCode"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"token"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"emailSignInCode"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"token"},"value":{"kind":"Variable","name":{"kind":"Name","value":"token"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}}]} as unknown as DocumentNode<EmailSignInCodeQuery, EmailSignInCodeQueryVariables>;
export const Enable2FaDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Enable2FA"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"enable2FA"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"locale"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"suspendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"googleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"appleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"otpAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"enable2FA"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<Enable2FaMutation, Enable2FaMutationVariables>;
export const ExportMyDataDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExportMyData"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"exportMyData"}}]}}]} as unknown as DocumentNode<ExportMyDataQuery, ExportMyDataQueryVariables>;
export const FinishPasskeyRegistrationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"FinishPasskeyRegistration"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"credential"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RegistrationResponseJSON"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"name"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"finishPasskeyRegistration"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"credential"},"value":{"kind":"Variable","name":{"kind":"Name","value":"credential"}}},{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"name"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PasskeyParts"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PasskeyParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Passkey"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"authenticator"}},{"kind":"Field","name":{"kind":"Name","value":"transports"}},{"kind":"Field","name":{"kind":"Name","value":"backupEligible"}},{"kind":"Field","name":{"kind":"Name","value":"backedUp"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}}]}}]} as unknown as DocumentNode<FinishPasskeyRegistrationMutation, FinishPasskeyRegistrationMutationVariables>;
export const FinishPasskeySignInDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"FinishPasskeySignIn"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"credential"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AuthenticationResponseJSON"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"challengeToken"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"transport"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"TokenTransport"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"finishPasskeySignIn"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"credential"},"value":{"kind":"Variable","name":{"kind":"Name","value":"credential"}}},{"kind":"Argument","name":{"kind":"Name","value":"challengeToken"},"value":{"kind":"Variable","name":{"kind":"Name","value":"challengeToken"}}},{"kind":"Argument","name":{"kind":"Name","value":"transport"},"value":{"kind":"Variable","name":{"kind":"Name","value":"transport"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuthPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiresIn"}},{"kind":"Field","name":{"kind":"Name","value":"refreshToken"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiresIn"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TwoFactorChallenge"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"challengeToken"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"methods"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"locale"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"suspendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"googleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"appleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"otpAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"enable2FA"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<FinishPasskeySignInMutation, FinishPasskeySignInMutationVariables>;
export const FinishPasskeySignUpDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"FinishPasskeySignUp"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"credential"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RegistrationResponseJSON"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"name"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"transport"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"TokenTransport"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"finishPasskeySignUp"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"credential"},"value":{"kind":"Variable","name":{"kind":"Name","value":"credential"}}},{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"name"}}},{"kind":"Argument","name":{"kind":"Name","value":"transport"},"value":{"kind":"Variable","name":{"kind":"Name","value":"transport"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"auth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SessionParts"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"locale"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"suspendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"googleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"appleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"otpAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"enable2FA"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SessionParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuthPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiresIn"}},{"kind":"Field","name":{"kind":"Name","value":"refreshToken"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiresIn"}}]}}]} as unknown as DocumentNode<FinishPasskeySignUpMutation, FinishPasskeySignUpMutationVariables>;
export const InviteUserDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"InviteUser"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"email"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"EmailAddress"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"roles"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Role"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inviteUser"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"email"},"value":{"kind":"Variable","name":{"kind":"Name","value":"email"}}},{"kind":"Argument","name":{"kind":"Name","value":"roles"},"value":{"kind":"Variable","name":{"kind":"Name","value":"roles"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"locale"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"suspendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"googleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"appleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"otpAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"enable2FA"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<InviteUserMutation, InviteUserMutationVariables>;
export const IsEmailAvailableDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"IsEmailAvailable"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"email"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"EmailAddress"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isEmailAvailable"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"email"},"value":{"kind":"Variable","name":{"kind":"Name","value":"email"}}}]}]}}]} as unknown as DocumentNode<IsEmailAvailableQuery, IsEmailAvailableQueryVariables>;
export const IsPhoneNumberAvailableDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"IsPhoneNumberAvailable"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"phoneNumber"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PhoneNumber"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isPhoneNumberAvailable"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"phoneNumber"},"value":{"kind":"Variable","name":{"kind":"Name","value":"phoneNumber"}}}]}]}}]} as unknown as DocumentNode<IsPhoneNumberAvailableQuery, IsPhoneNumberAvailableQueryVariables>;
export const IsUsernameAvailableDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"IsUsernameAvailable"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"username"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isUsernameAvailable"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"username"},"value":{"kind":"Variable","name":{"kind":"Name","value":"username"}}}]}]}}]} as unknown as DocumentNode<IsUsernameAvailableQuery, IsUsernameAvailableQueryVariables>;
export const LinkProviderDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LinkProvider"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"provider"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"token"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"nonce"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"linkProvider"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"provider"},"value":{"kind":"Variable","name":{"kind":"Name","value":"provider"}}},{"kind":"Argument","name":{"kind":"Name","value":"token"},"value":{"kind":"Variable","name":{"kind":"Name","value":"token"}}},{"kind":"Argument","name":{"kind":"Name","value":"nonce"},"value":{"kind":"Variable","name":{"kind":"Name","value":"nonce"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"locale"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"suspendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"googleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"appleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"otpAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"enable2FA"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<LinkProviderMutation, LinkProviderMutationVariables>;
export const MeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Me"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"me"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"locale"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"suspendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"googleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"appleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"otpAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"enable2FA"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<MeQuery, MeQueryVariables>;
export const MyActivityDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MyActivity"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"myActivity"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AuditEventParts"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AuditEventParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuditEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"event"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"actorKind"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"actorPseudonym"}},{"kind":"Field","name":{"kind":"Name","value":"subjectPseudonym"}},{"kind":"Field","name":{"kind":"Name","value":"sessionId"}},{"kind":"Field","name":{"kind":"Name","value":"ip"}},{"kind":"Field","name":{"kind":"Name","value":"device"}},{"kind":"Field","name":{"kind":"Name","value":"userAgent"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"details"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}}]}}]} as unknown as DocumentNode<MyActivityQuery, MyActivityQueryVariables>;
export const PasskeysDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Passkeys"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"passkeys"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PasskeyParts"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PasskeyParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Passkey"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"authenticator"}},{"kind":"Field","name":{"kind":"Name","value":"transports"}},{"kind":"Field","name":{"kind":"Name","value":"backupEligible"}},{"kind":"Field","name":{"kind":"Name","value":"backedUp"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}}]}}]} as unknown as DocumentNode<PasskeysQuery, PasskeysQueryVariables>;
export const ReauthenticateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Reauthenticate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"password"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"code"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"providerToken"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"passkey"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"AuthenticationResponseJSON"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"mailedCode"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reauthenticate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"password"},"value":{"kind":"Variable","name":{"kind":"Name","value":"password"}}},{"kind":"Argument","name":{"kind":"Name","value":"code"},"value":{"kind":"Variable","name":{"kind":"Name","value":"code"}}},{"kind":"Argument","name":{"kind":"Name","value":"providerToken"},"value":{"kind":"Variable","name":{"kind":"Name","value":"providerToken"}}},{"kind":"Argument","name":{"kind":"Name","value":"passkey"},"value":{"kind":"Variable","name":{"kind":"Name","value":"passkey"}}},{"kind":"Argument","name":{"kind":"Name","value":"mailedCode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"mailedCode"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SessionParts"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"locale"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"suspendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"googleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"appleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"otpAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"enable2FA"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SessionParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuthPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiresIn"}},{"kind":"Field","name":{"kind":"Name","value":"refreshToken"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiresIn"}}]}}]} as unknown as DocumentNode<ReauthenticateMutation, ReauthenticateMutationVariables>;
export const RefreshDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Refresh"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"refreshToken"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"refresh"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"refreshToken"},"value":{"kind":"Variable","name":{"kind":"Name","value":"refreshToken"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SessionParts"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"locale"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"suspendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"googleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"appleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"otpAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"enable2FA"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SessionParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuthPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiresIn"}},{"kind":"Field","name":{"kind":"Name","value":"refreshToken"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiresIn"}}]}}]} as unknown as DocumentNode<RefreshMutation, RefreshMutationVariables>;
export const RegenerateRecoveryCodesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RegenerateRecoveryCodes"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"password"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"code"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"regenerateRecoveryCodes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"password"},"value":{"kind":"Variable","name":{"kind":"Name","value":"password"}}},{"kind":"Argument","name":{"kind":"Name","value":"code"},"value":{"kind":"Variable","name":{"kind":"Name","value":"code"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"codes"}}]}}]}}]} as unknown as DocumentNode<RegenerateRecoveryCodesMutation, RegenerateRecoveryCodesMutationVariables>;
export const RemovePasskeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RemovePasskey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"password"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"code"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"removePasskey"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"password"},"value":{"kind":"Variable","name":{"kind":"Name","value":"password"}}},{"kind":"Argument","name":{"kind":"Name","value":"code"},"value":{"kind":"Variable","name":{"kind":"Name","value":"code"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acceptedCredentials"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rpId"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"allAcceptedCredentialIds"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"locale"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"suspendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"googleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"appleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"otpAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"enable2FA"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<RemovePasskeyMutation, RemovePasskeyMutationVariables>;
export const RenamePasskeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RenamePasskey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"name"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"renamePasskey"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"name"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PasskeyParts"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PasskeyParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Passkey"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"authenticator"}},{"kind":"Field","name":{"kind":"Name","value":"transports"}},{"kind":"Field","name":{"kind":"Name","value":"backupEligible"}},{"kind":"Field","name":{"kind":"Name","value":"backedUp"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}}]}}]} as unknown as DocumentNode<RenamePasskeyMutation, RenamePasskeyMutationVariables>;
export const ResetPasswordDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ResetPassword"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ResetPasswordInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"resetPassword"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<ResetPasswordMutation, ResetPasswordMutationVariables>;
export const ResetTwoFactorDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ResetTwoFactor"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"userId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"resetTwoFactor"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"userId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"userId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"locale"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"suspendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"googleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"appleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"otpAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"enable2FA"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<ResetTwoFactorMutation, ResetTwoFactorMutationVariables>;
export const RestoreUserDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RestoreUser"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"userId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"restoreUser"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"userId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"userId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}},{"kind":"Field","name":{"kind":"Name","value":"suspensionReason"}},{"kind":"Field","name":{"kind":"Name","value":"deletedAt"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"locale"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"suspendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"googleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"appleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"otpAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"enable2FA"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<RestoreUserMutation, RestoreUserMutationVariables>;
export const RevokeRefreshTokenDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RevokeRefreshToken"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"refreshToken"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"revokeRefreshToken"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"refreshToken"},"value":{"kind":"Variable","name":{"kind":"Name","value":"refreshToken"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SessionDetails"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SessionDetails"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Session"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdByIp"}},{"kind":"Field","name":{"kind":"Name","value":"userAgent"}},{"kind":"Field","name":{"kind":"Name","value":"device"}},{"kind":"Field","name":{"kind":"Name","value":"methods"}},{"kind":"Field","name":{"kind":"Name","value":"lastRefreshedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastRefreshedByIp"}},{"kind":"Field","name":{"kind":"Name","value":"rotations"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"isExpired"}},{"kind":"Field","name":{"kind":"Name","value":"isActive"}},{"kind":"Field","name":{"kind":"Name","value":"isCurrent"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedByIp"}},{"kind":"Field","name":{"kind":"Name","value":"revokeReason"}},{"kind":"Field","name":{"kind":"Name","value":"reusedAt"}}]}}]} as unknown as DocumentNode<RevokeRefreshTokenMutation, RevokeRefreshTokenMutationVariables>;
export const RevokeSessionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RevokeSession"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"revokeSession"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SessionDetails"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SessionDetails"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Session"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdByIp"}},{"kind":"Field","name":{"kind":"Name","value":"userAgent"}},{"kind":"Field","name":{"kind":"Name","value":"device"}},{"kind":"Field","name":{"kind":"Name","value":"methods"}},{"kind":"Field","name":{"kind":"Name","value":"lastRefreshedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastRefreshedByIp"}},{"kind":"Field","name":{"kind":"Name","value":"rotations"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"isExpired"}},{"kind":"Field","name":{"kind":"Name","value":"isActive"}},{"kind":"Field","name":{"kind":"Name","value":"isCurrent"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedByIp"}},{"kind":"Field","name":{"kind":"Name","value":"revokeReason"}},{"kind":"Field","name":{"kind":"Name","value":"reusedAt"}}]}}]} as unknown as DocumentNode<RevokeSessionMutation, RevokeSessionMutationVariables>;
export const SendPasswordResetEmailDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SendPasswordResetEmail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"email"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"EmailAddress"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"captchaToken"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sendPasswordResetEmail"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"email"},"value":{"kind":"Variable","name":{"kind":"Name","value":"email"}}},{"kind":"Argument","name":{"kind":"Name","value":"captchaToken"},"value":{"kind":"Variable","name":{"kind":"Name","value":"captchaToken"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<SendPasswordResetEmailMutation, SendPasswordResetEmailMutationVariables>;
export const SendReauthenticationEmailDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SendReauthenticationEmail"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sendReauthenticationEmail"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<SendReauthenticationEmailMutation, SendReauthenticationEmailMutationVariables>;
export const SendSignInEmailDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SendSignInEmail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"email"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"EmailAddress"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"kind"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SignInEmailKind"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"codeChallenge"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"transport"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"TokenTransport"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"captchaToken"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sendSignInEmail"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"email"},"value":{"kind":"Variable","name":{"kind":"Name","value":"email"}}},{"kind":"Argument","name":{"kind":"Name","value":"kind"},"value":{"kind":"Variable","name":{"kind":"Name","value":"kind"}}},{"kind":"Argument","name":{"kind":"Name","value":"codeChallenge"},"value":{"kind":"Variable","name":{"kind":"Name","value":"codeChallenge"}}},{"kind":"Argument","name":{"kind":"Name","value":"transport"},"value":{"kind":"Variable","name":{"kind":"Name","value":"transport"}}},{"kind":"Argument","name":{"kind":"Name","value":"captchaToken"},"value":{"kind":"Variable","name":{"kind":"Name","value":"captchaToken"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"challengeToken"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}}]} as unknown as DocumentNode<SendSignInEmailMutation, SendSignInEmailMutationVariables>;
export const SendVerificationEmailDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SendVerificationEmail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"email"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"EmailAddress"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"captchaToken"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sendVerificationEmail"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"email"},"value":{"kind":"Variable","name":{"kind":"Name","value":"email"}}},{"kind":"Argument","name":{"kind":"Name","value":"captchaToken"},"value":{"kind":"Variable","name":{"kind":"Name","value":"captchaToken"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<SendVerificationEmailMutation, SendVerificationEmailMutationVariables>;
export const SetUserRolesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetUserRoles"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"userId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"roles"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Role"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"setUserRoles"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"userId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"userId"}}},{"kind":"Argument","name":{"kind":"Name","value":"roles"},"value":{"kind":"Variable","name":{"kind":"Name","value":"roles"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"locale"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"suspendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"googleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"appleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"otpAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"enable2FA"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<SetUserRolesMutation, SetUserRolesMutationVariables>;
export const SetupTotpDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetupTotp"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"password"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"code"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"setupTotp"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"password"},"value":{"kind":"Variable","name":{"kind":"Name","value":"password"}}},{"kind":"Argument","name":{"kind":"Name","value":"code"},"value":{"kind":"Variable","name":{"kind":"Name","value":"code"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"uri"}},{"kind":"Field","name":{"kind":"Name","value":"secret"}},{"kind":"Field","name":{"kind":"Name","value":"qrCode"}}]}}]}}]} as unknown as DocumentNode<SetupTotpMutation, SetupTotpMutationVariables>;
export const SignInWithAppleDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignInWithApple"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"FederatedSignInInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signInWithApple"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuthPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiresIn"}},{"kind":"Field","name":{"kind":"Name","value":"refreshToken"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiresIn"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TwoFactorChallenge"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"challengeToken"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"methods"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"locale"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"suspendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"googleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"appleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"otpAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"enable2FA"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<SignInWithAppleMutation, SignInWithAppleMutationVariables>;
export const SignInWithGoogleDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignInWithGoogle"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"FederatedSignInInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signInWithGoogle"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuthPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiresIn"}},{"kind":"Field","name":{"kind":"Name","value":"refreshToken"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiresIn"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TwoFactorChallenge"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"challengeToken"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"methods"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"locale"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"suspendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"googleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"appleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"otpAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"enable2FA"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<SignInWithGoogleMutation, SignInWithGoogleMutationVariables>;
export const SignInWithProviderDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignInWithProvider"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"provider"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"FederatedSignInInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signInWithProvider"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"provider"},"value":{"kind":"Variable","name":{"kind":"Name","value":"provider"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuthPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiresIn"}},{"kind":"Field","name":{"kind":"Name","value":"refreshToken"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiresIn"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TwoFactorChallenge"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"challengeToken"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"methods"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"locale"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"suspendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"googleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"appleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"otpAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"enable2FA"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<SignInWithProviderMutation, SignInWithProviderMutationVariables>;
export const SignInWithRecoveryCodeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignInWithRecoveryCode"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RecoveryCodeSignInInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signInWithRecoveryCode"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SessionParts"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"locale"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"suspendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"googleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"appleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"otpAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"enable2FA"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SessionParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuthPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiresIn"}},{"kind":"Field","name":{"kind":"Name","value":"refreshToken"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiresIn"}}]}}]} as unknown as DocumentNode<SignInWithRecoveryCodeMutation, SignInWithRecoveryCodeMutationVariables>;
export const SignInWithTotpDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignInWithTotp"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TotpSignInInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signInWithTotp"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SessionParts"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"locale"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"suspendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"googleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"appleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"otpAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"enable2FA"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SessionParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuthPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiresIn"}},{"kind":"Field","name":{"kind":"Name","value":"refreshToken"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiresIn"}}]}}]} as unknown as DocumentNode<SignInWithTotpMutation, SignInWithTotpMutationVariables>;
export const SignInDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignIn"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SignInInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signIn"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuthPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiresIn"}},{"kind":"Field","name":{"kind":"Name","value":"refreshToken"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiresIn"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TwoFactorChallenge"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"challengeToken"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"methods"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"locale"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"suspendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"googleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"appleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"otpAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"enable2FA"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<SignInMutation, SignInMutationVariables>;
export const SignOutEverywhereDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignOutEverywhere"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signOutEverywhere"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<SignOutEverywhereMutation, SignOutEverywhereMutationVariables>;
export const SignOutDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignOut"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"refreshToken"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signOut"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"refreshToken"},"value":{"kind":"Variable","name":{"kind":"Name","value":"refreshToken"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<SignOutMutation, SignOutMutationVariables>;
export const SignUpWithAppleDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignUpWithApple"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"FederatedSignUpInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signUpWithApple"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"auth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SessionParts"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"locale"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"suspendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"googleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"appleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"otpAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"enable2FA"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SessionParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuthPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiresIn"}},{"kind":"Field","name":{"kind":"Name","value":"refreshToken"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiresIn"}}]}}]} as unknown as DocumentNode<SignUpWithAppleMutation, SignUpWithAppleMutationVariables>;
export const SignUpWithGoogleDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignUpWithGoogle"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"FederatedSignUpInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signUpWithGoogle"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"auth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SessionParts"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"locale"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"suspendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"googleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"appleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"otpAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"enable2FA"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SessionParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuthPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiresIn"}},{"kind":"Field","name":{"kind":"Name","value":"refreshToken"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiresIn"}}]}}]} as unknown as DocumentNode<SignUpWithGoogleMutation, SignUpWithGoogleMutationVariables>;
export const SignUpWithProviderDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignUpWithProvider"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"provider"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"FederatedSignUpInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signUpWithProvider"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"provider"},"value":{"kind":"Variable","name":{"kind":"Name","value":"provider"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"auth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SessionParts"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"locale"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"suspendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"googleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"appleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"otpAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"enable2FA"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SessionParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuthPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiresIn"}},{"kind":"Field","name":{"kind":"Name","value":"refreshToken"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiresIn"}}]}}]} as unknown as DocumentNode<SignUpWithProviderMutation, SignUpWithProviderMutationVariables>;
export const SignUpDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignUp"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SignUpInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signUp"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"auth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SessionParts"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"locale"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"suspendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"googleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"appleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"otpAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"enable2FA"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SessionParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuthPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiresIn"}},{"kind":"Field","name":{"kind":"Name","value":"refreshToken"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiresIn"}}]}}]} as unknown as DocumentNode<SignUpMutation, SignUpMutationVariables>;
export const SuspendUserDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SuspendUser"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"userId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"reason"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"suspendUser"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"userId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"userId"}}},{"kind":"Argument","name":{"kind":"Name","value":"reason"},"value":{"kind":"Variable","name":{"kind":"Name","value":"reason"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}},{"kind":"Field","name":{"kind":"Name","value":"suspensionReason"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"locale"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"suspendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"googleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"appleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"otpAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"enable2FA"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<SuspendUserMutation, SuspendUserMutationVariables>;
export const UndoChangeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UndoChange"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"token"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"undoChange"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"token"},"value":{"kind":"Variable","name":{"kind":"Name","value":"token"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"resetToken"}}]}}]}}]} as unknown as DocumentNode<UndoChangeMutation, UndoChangeMutationVariables>;
export const UnlinkProviderDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UnlinkProvider"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"provider"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"unlinkProvider"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"provider"},"value":{"kind":"Variable","name":{"kind":"Name","value":"provider"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"locale"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"suspendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"googleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"appleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"otpAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"enable2FA"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<UnlinkProviderMutation, UnlinkProviderMutationVariables>;
export const UpdateProfileDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateProfile"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateProfileInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateProfile"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"locale"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"suspendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"googleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"appleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"otpAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"enable2FA"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<UpdateProfileMutation, UpdateProfileMutationVariables>;
export const UserSessionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"UserSessions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sessions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SessionDetails"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SessionDetails"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Session"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdByIp"}},{"kind":"Field","name":{"kind":"Name","value":"userAgent"}},{"kind":"Field","name":{"kind":"Name","value":"device"}},{"kind":"Field","name":{"kind":"Name","value":"methods"}},{"kind":"Field","name":{"kind":"Name","value":"lastRefreshedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastRefreshedByIp"}},{"kind":"Field","name":{"kind":"Name","value":"rotations"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"isExpired"}},{"kind":"Field","name":{"kind":"Name","value":"isActive"}},{"kind":"Field","name":{"kind":"Name","value":"isCurrent"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedByIp"}},{"kind":"Field","name":{"kind":"Name","value":"revokeReason"}},{"kind":"Field","name":{"kind":"Name","value":"reusedAt"}}]}}]} as unknown as DocumentNode<UserSessionsQuery, UserSessionsQueryVariables>;
export const UserDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"User"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"locale"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"suspendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"googleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"appleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"otpAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"enable2FA"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<UserQuery, UserQueryVariables>;
export const UsersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Users"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"UserFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sort"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"UserSort"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"users"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"sort"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sort"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"locale"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"suspendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"googleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"appleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"otpAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"enable2FA"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<UsersQuery, UsersQueryVariables>;
export const VerifyEmailDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"VerifyEmail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"token"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verifyEmail"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"token"},"value":{"kind":"Variable","name":{"kind":"Name","value":"token"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}}]}}]}}]} as unknown as DocumentNode<VerifyEmailMutation, VerifyEmailMutationVariables>;