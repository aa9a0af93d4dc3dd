import type { AuthenticationResponseJSON } from '../webauthn-json.js';
import type { PublicKeyCredentialCreationOptionsJSON } from '../webauthn-json.js';
import type { PublicKeyCredentialRequestOptionsJSON } from '../webauthn-json.js';
import type { RegistrationResponseJSON } from '../webauthn-json.js';
import type { WithoutInputTransport, WithoutTransport } from '../transport.js';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
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

/** A recovery code in place of the authenticator app. */
export type RecoveryCodeSignInInput = {
  /** Of the sign-in under way. */
  challengeToken: Scalars['String']['input'];
  /** Upper and lower case, blanks and dashes do not matter. */
  code: Scalars['String']['input'];
  /** How the refresh token travels. Absent: as the sign-in under way asked. */
  transport?: InputMaybe<TokenTransport>;
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

/** How the refresh token reaches the client, and comes back. */
export type TokenTransport =
  /** In the answer, and as an argument: for apps, and for servers that keep it themselves. */
  | 'BODY'
  /** As an HttpOnly cookie that no script of a page can read: for browsers. */
  | 'COOKIE';

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

/** Where an endpoint comes from. */
export type WebhookSource =
  /** An admin made it by `createWebhook`. */
  | 'ADMIN'
  /** WEBHOOKS: it is changed there alone. */
  | 'SETTINGS';

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

export type Disable2FAMutationVariables = Exact<{
  password?: InputMaybe<Scalars['String']['input']>;
  code?: InputMaybe<Scalars['String']['input']>;
}>;


export type Disable2FAMutation = { __typename?: 'Mutation', disable2FA: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, locale?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, passkeyAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } };

export type DisableTotpMutationVariables = Exact<{
  password?: InputMaybe<Scalars['String']['input']>;
  code?: InputMaybe<Scalars['String']['input']>;
}>;


export type DisableTotpMutation = { __typename?: 'Mutation', disableTotp: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, locale?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, passkeyAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } };

export type EmailSignInCodeQueryVariables = Exact<{
  token: Scalars['String']['input'];
}>;


export type EmailSignInCodeQuery = { __typename?: 'Query', emailSignInCode: { __typename?: 'EmailSignInCode', code: string, expiresAt: string } };

export type Enable2FAMutationVariables = Exact<{ [key: string]: never; }>;


export type Enable2FAMutation = { __typename?: 'Mutation', enable2FA: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, locale?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, passkeyAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } };

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

const AuditEventParts='fragment AuditEventParts on AuditEvent{id at event outcome description actorKind actor subject actorPseudonym subjectPseudonym sessionId ip device userAgent reason details requestId}';
const PasskeyParts='fragment PasskeyParts on Passkey{id name authenticator transports backupEligible backedUp createdAt lastUsedAt}';
const UserParts='fragment UserParts on User{id email username firstName lastName phoneNumber locale roles emailVerifiedAt activeStatus suspendedAt googleAuthEnabled appleAuthEnabled otpAuthEnabled passkeyAuthEnabled enable2FA recoveryCodesLeft createdAt updatedAt}';
const SessionParts='fragment SessionParts on AuthPayload{userId user{...UserParts}accessToken accessTokenExpiry accessTokenExpiresIn refreshToken refreshTokenExpiry refreshTokenExpiresIn}';
const SessionDetails='fragment SessionDetails on Session{id createdAt createdByIp userAgent device methods lastRefreshedAt lastRefreshedByIp rotations expiresAt isExpired isActive isCurrent revokedAt revokedByIp revokeReason reusedAt}';
/** What is to be done with them, the variables, the selection, and the fragments that it spreads. */
export type StoredDocument = readonly [flags: number, variables: string, selection: string, ...fragments: string[]];
export const documents: Readonly<Record<string, StoredDocument>> = {
  auditEvents: [8, '$filter:AuditFilter$first:Int$after:String', '{edges{cursor node{...AuditEventParts}}pageInfo{hasNextPage hasPreviousPage startCursor endCursor}totalCount}', AuditEventParts],
  authConfig: [8, '', '{signInMethods emailSignInSignsUp requireSecondFactor passwordMinLength requireVerifiedEmail signUpRequires availabilityQueries captcha{provider siteKey on}passkeys{rpId}providers{id label clientId startUrl}}'],
  beginPasskeyReauthentication: [0, '', '{options expiresAt}'],
  beginPasskeyRegistration: [0, '$password:String$code:String', '{options expiresAt}'],
  beginPasskeySignIn: [0, '$email:EmailAddress$challengeToken:String', '{options expiresAt}'],
  beginPasskeySignUp: [1, '$input:PasskeySignUpInput!', '{options expiresAt}'],
  changeEmail: [0, '$email:EmailAddress!$password:String$code:String', '{message}'],
  changePassword: [1, '$input:ChangePasswordInput!', '{...SessionParts}', SessionParts, UserParts],
  completeEmailSignIn: [4, '$codeVerifier:String!$token:String$challengeToken:String$code:String$transport:TokenTransport', '{__typename ...on AuthPayload{userId user{...UserParts}accessToken accessTokenExpiry accessTokenExpiresIn refreshToken refreshTokenExpiry refreshTokenExpiresIn}...on TwoFactorChallenge{challengeToken expiresAt methods}}', UserParts],
  completeLink: [0, '$code:String!$codeVerifier:String!', '{...UserParts}', UserParts],
  completeSignIn: [4, '$code:String!$codeVerifier:String!$transport:TokenTransport', '{__typename ...on AuthPayload{userId user{...UserParts}accessToken accessTokenExpiry accessTokenExpiresIn refreshToken refreshTokenExpiry refreshTokenExpiresIn}...on TwoFactorChallenge{challengeToken expiresAt methods}}', UserParts],
  confirmTotp: [0, '$code:String!', '{message codes}'],
  createUser: [1, '$input:CreateUserInput!', '{...UserParts}', UserParts],
  deleteAccount: [0, '$password:String$code:String', '{message}'],
  disable2FA: [0, '$password:String$code:String', '{...UserParts}', UserParts],
  disableTotp: [0, '$password:String$code:String', '{...UserParts}', UserParts],
  emailSignInCode: [8, '$token:String!', '{code expiresAt}'],
  enable2FA: [0, '', '{...UserParts}', UserParts],
  exportMyData: [8, '', ''],
  finishPasskeyRegistration: [0, '$credential:RegistrationResponseJSON!$name:String', '{...PasskeyParts}', PasskeyParts],
  finishPasskeySignIn: [4, '$credential:AuthenticationResponseJSON!$challengeToken:String$transport:TokenTransport', '{__typename ...on AuthPayload{userId user{...UserParts}accessToken accessTokenExpiry accessTokenExpiresIn refreshToken refreshTokenExpiry refreshTokenExpiresIn}...on TwoFactorChallenge{challengeToken expiresAt methods}}', UserParts],
  finishPasskeySignUp: [4, '$credential:RegistrationResponseJSON!$name:String$transport:TokenTransport', '{message userId user{...UserParts}auth{...SessionParts}}', UserParts, SessionParts],
  inviteUser: [0, '$email:EmailAddress!$roles:[Role!]!', '{...UserParts}', UserParts],
  isEmailAvailable: [8, '$email:EmailAddress!', ''],
  isPhoneNumberAvailable: [8, '$phoneNumber:PhoneNumber!', ''],
  isUsernameAvailable: [8, '$username:String!', ''],
  linkProvider: [0, '$provider:ID!$token:String!$nonce:String', '{...UserParts}', UserParts],
  me: [8, '', '{...UserParts}', UserParts],
  myActivity: [8, '$first:Int$after:String', '{edges{cursor node{...AuditEventParts}}pageInfo{hasNextPage hasPreviousPage startCursor endCursor}totalCount}', AuditEventParts],
  passkeys: [8, '', '{...PasskeyParts}', PasskeyParts],
  reauthenticate: [0, '$password:String$code:String$providerToken:String$passkey:AuthenticationResponseJSON$mailedCode:String', '{...SessionParts}', SessionParts, UserParts],
  refresh: [0, '$refreshToken:String', '{...SessionParts}', SessionParts, UserParts],
  regenerateRecoveryCodes: [0, '$password:String$code:String', '{message codes}'],
  removePasskey: [0, '$id:ID!$password:String$code:String', '{message user{...UserParts}acceptedCredentials{rpId userId allAcceptedCredentialIds}}', UserParts],
  renamePasskey: [0, '$id:ID!$name:String!', '{...PasskeyParts}', PasskeyParts],
  resetPassword: [1, '$input:ResetPasswordInput!', '{message}'],
  resetTwoFactor: [0, '$userId:ID!', '{...UserParts}', UserParts],
  restoreUser: [0, '$userId:ID!', '{...UserParts suspensionReason deletedAt}', UserParts],
  revokeRefreshToken: [0, '$refreshToken:String', '{...SessionDetails}', SessionDetails],
  revokeSession: [0, '$id:ID!', '{...SessionDetails}', SessionDetails],
  sendPasswordResetEmail: [0, '$email:EmailAddress!$captchaToken:String', '{message}'],
  sendReauthenticationEmail: [0, '', '{message}'],
  sendSignInEmail: [4, '$email:EmailAddress!$kind:SignInEmailKind!$codeChallenge:String!$transport:TokenTransport$captchaToken:String', '{message challengeToken expiresAt}'],
  sendVerificationEmail: [0, '$email:EmailAddress$captchaToken:String', '{message}'],
  setUserRoles: [0, '$userId:ID!$roles:[Role!]!', '{...UserParts}', UserParts],
  setupTotp: [0, '$password:String$code:String', '{uri secret qrCode}'],
  signInWithApple: [3, '$input:FederatedSignInInput!', '{__typename ...on AuthPayload{userId user{...UserParts}accessToken accessTokenExpiry accessTokenExpiresIn refreshToken refreshTokenExpiry refreshTokenExpiresIn}...on TwoFactorChallenge{challengeToken expiresAt methods}}', UserParts],
  signInWithGoogle: [3, '$input:FederatedSignInInput!', '{__typename ...on AuthPayload{userId user{...UserParts}accessToken accessTokenExpiry accessTokenExpiresIn refreshToken refreshTokenExpiry refreshTokenExpiresIn}...on TwoFactorChallenge{challengeToken expiresAt methods}}', UserParts],
  signInWithProvider: [2, '$provider:ID!$input:FederatedSignInInput!', '{__typename ...on AuthPayload{userId user{...UserParts}accessToken accessTokenExpiry accessTokenExpiresIn refreshToken refreshTokenExpiry refreshTokenExpiresIn}...on TwoFactorChallenge{challengeToken expiresAt methods}}', UserParts],
  signInWithRecoveryCode: [3, '$input:RecoveryCodeSignInInput!', '{...SessionParts}', SessionParts, UserParts],
  signInWithTotp: [3, '$input:TotpSignInInput!', '{...SessionParts}', SessionParts, UserParts],
  signIn: [3, '$input:SignInInput!', '{__typename ...on AuthPayload{userId user{...UserParts}accessToken accessTokenExpiry accessTokenExpiresIn refreshToken refreshTokenExpiry refreshTokenExpiresIn}...on TwoFactorChallenge{challengeToken expiresAt methods}}', UserParts],
  signOutEverywhere: [0, '', '{message}'],
  signOut: [0, '$refreshToken:String', '{message}'],
  signUpWithApple: [3, '$input:FederatedSignUpInput!', '{message userId user{...UserParts}auth{...SessionParts}}', UserParts, SessionParts],
  signUpWithGoogle: [3, '$input:FederatedSignUpInput!', '{message userId user{...UserParts}auth{...SessionParts}}', UserParts, SessionParts],
  signUpWithProvider: [2, '$provider:ID!$input:FederatedSignUpInput!', '{message userId user{...UserParts}auth{...SessionParts}}', UserParts, SessionParts],
  signUp: [3, '$input:SignUpInput!', '{message userId user{...UserParts}auth{...SessionParts}}', UserParts, SessionParts],
  suspendUser: [0, '$userId:ID!$reason:String', '{...UserParts suspensionReason}', UserParts],
  undoChange: [0, '$token:String!', '{message resetToken}'],
  unlinkProvider: [0, '$provider:ID!', '{...UserParts}', UserParts],
  updateProfile: [1, '$input:UpdateProfileInput!', '{...UserParts}', UserParts],
  userSessions: [16, '', 'query UserSessions($id:ID!$first:Int$after:String){user(id:$id){sessions(first:$first after:$after){edges{cursor node{...SessionDetails}}pageInfo{hasNextPage hasPreviousPage startCursor endCursor}totalCount}}}', SessionDetails],
  user: [8, '$id:ID!', '{...UserParts}', UserParts],
  users: [8, '$first:Int$after:String$search:String$filter:UserFilter$sort:UserSort', '{edges{cursor node{...UserParts}}pageInfo{hasNextPage hasPreviousPage startCursor endCursor}totalCount}', UserParts],
  verifyEmail: [0, '$token:String!', '{message email emailVerifiedAt}'],
};

/** What every call may be given beside its variables. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

/** Every operation of the gateway. */
export interface Operations {
  /** What happened to accounts, sessions and keys, newest first. */
  auditEvents(variables?: WithoutTransport<AuditEventsQueryVariables>, options?: CallOptions): Promise<AuditEventsQuery['auditEvents']>;
  /** What a frontend must know to draw its forms. */
  authConfig(variables?: null, options?: CallOptions): Promise<AuthConfigQuery['authConfig']>;
  /** Asks for a passkey of the caller, for `reauthenticate(passkey)`. */
  beginPasskeyReauthentication(variables?: null, options?: CallOptions): Promise<BeginPasskeyReauthenticationMutation['beginPasskeyReauthentication']>;
  /** Begins to add a passkey to the account, for five minutes. Step-up. */
  beginPasskeyRegistration(variables?: WithoutTransport<BeginPasskeyRegistrationMutationVariables>, options?: CallOptions): Promise<BeginPasskeyRegistrationMutation['beginPasskeyRegistration']>;
  /** Begins a sign-in by passkey. Without a name, whichever the person picks: also with `mediation: "conditional"`, on a form whose field has `autocomplete="username webauthn"`. With an address, those of its account; one that nobody has gets the like. */
  beginPasskeySignIn(variables?: WithoutTransport<BeginPasskeySignInMutationVariables>, options?: CallOptions): Promise<BeginPasskeySignInMutation['beginPasskeySignIn']>;
  /** Begins a sign-up with a passkey in place of a password. Whether the address is known is not told yet. */
  beginPasskeySignUp(variables: WithoutTransport<BeginPasskeySignUpMutationVariables['input']>, options?: CallOptions): Promise<BeginPasskeySignUpMutation['beginPasskeySignUp']>;
  /** Mails a link to a new address, which becomes the account’s when the link is used by verifyEmail. Asks for the password unless the sign-in is fresh. */
  changeEmail(variables: WithoutTransport<ChangeEmailMutationVariables>, options?: CallOptions): Promise<ChangeEmailMutation['changeEmail']>;
  /** Replaces the password, and ends all other sessions. This one goes on with the refresh token that it has. */
  changePassword(variables: WithoutTransport<ChangePasswordMutationVariables['input']>, options?: CallOptions): Promise<ChangePasswordMutation['changePassword']>;
  /** Starts a session with the link or the code of that mail, or asks for the second factor where it is on. Proves the address. Exactly one of token, and challengeToken with code. */
  completeEmailSignIn(variables: WithoutTransport<CompleteEmailSignInMutationVariables>, options?: CallOptions): Promise<CompleteEmailSignInMutation['completeEmailSignIn']>;
  /** Ends a linking that began at `startUrl` with `mode=link`: links that account of the provider to the own one. Asks for a fresh sign-in. */
  completeLink(variables: WithoutTransport<CompleteLinkMutationVariables>, options?: CallOptions): Promise<CompleteLinkMutation['completeLink']>;
  /** Ends a sign-in that began at `startUrl`; makes the account too, where it is new and was asked for by `mode=sign-up`. */
  completeSignIn(variables: WithoutTransport<CompleteSignInMutationVariables>, options?: CallOptions): Promise<CompleteSignInMutation['completeSignIn']>;
  /** Proves the authenticator app with its first code; only then is TOTP on. Sign-in asks for it only after enable2FA. Step-up, unless setupTotp was given the password or a code. A wrong code is CODE_INVALID. Returns the recovery codes, once. */
  confirmTotp(variables: WithoutTransport<ConfirmTotpMutationVariables>, options?: CallOptions): Promise<ConfirmTotpMutation['confirmTotp']>;
  /** Makes an account for somebody, and mails nobody. */
  createUser(variables: WithoutTransport<CreateUserMutationVariables['input']>, options?: CallOptions): Promise<CreateUserMutation['createUser']>;
  /** Deletes the account of the caller, and ends its sessions. It is erased when the grace of this deployment is over. Step-up; the last admin is refused. */
  deleteAccount(variables?: WithoutTransport<DeleteAccountMutationVariables>, options?: CallOptions): Promise<DeleteAccountMutation['deleteAccount']>;
  /** A sign-in asks for no second factor any more. Step-up. */
  disable2FA(variables?: WithoutTransport<Disable2FAMutationVariables>, options?: CallOptions): Promise<Disable2FAMutation['disable2FA']>;
  /** Removes the authenticator app. Switches 2FA off as well, and voids the recovery codes. Step-up. */
  disableTotp(variables?: WithoutTransport<DisableTotpMutationVariables>, options?: CallOptions): Promise<DisableTotpMutation['disableTotp']>;
  /** The code of a mailed link, for who opens it on another device than the one that asked. Changes nothing. LINK_INVALID for a link that cannot be used. */
  emailSignInCode(variables: WithoutTransport<EmailSignInCodeQueryVariables>, options?: CallOptions): Promise<EmailSignInCodeQuery['emailSignInCode']>;
  /** From now on a sign-in asks for the second factor. Needs a verified address, since a lost authenticator is mended by mail. Asks for a fresh sign-in. */
  enable2FA(variables?: null, options?: CallOptions): Promise<Enable2FAMutation['enable2FA']>;
  /** Everything held about the caller: profile, identities, second factors (not their secrets), passkeys, sessions, mail links. Long lists are cut, and say how many entries are left out. */
  exportMyData(variables?: null, options?: CallOptions): Promise<ExportMyDataQuery['exportMyData']>;
  /** Adds the passkey, and ends the other sessions. Step-up, unless beginPasskeyRegistration was given the password or a code. One that is not right is PASSKEY_INVALID. */
  finishPasskeyRegistration(variables: WithoutTransport<FinishPasskeyRegistrationMutationVariables>, options?: CallOptions): Promise<FinishPasskeyRegistrationMutation['finishPasskeyRegistration']>;
  /** Signs in by a passkey. With user verification it is two factors; without, one, and the second is asked for where it is on. Nobody has the passkey: INVALID_CREDENTIALS with `unknownCredential`, for `PublicKeyCredential.signalUnknownCredential()`. */
  finishPasskeySignIn(variables: WithoutTransport<FinishPasskeySignInMutationVariables>, options?: CallOptions): Promise<FinishPasskeySignInMutation['finishPasskeySignIn']>;
  /** Makes the account with its passkey, and its first session, and mails a link that verifies the address. */
  finishPasskeySignUp(variables: WithoutTransport<FinishPasskeySignUpMutationVariables>, options?: CallOptions): Promise<FinishPasskeySignUpMutation['finishPasskeySignUp']>;
  /** Makes an account and mails its owner a link that sets the password. The use of the link proves the address. Once more for who has not taken it up: a new link, and the old one is void. It also dies when your session is ended, other than by a plain sign-out. Where there are no passwords, the mail says to sign in by mail; FORBIDDEN where neither is on. */
  inviteUser(variables: WithoutTransport<InviteUserMutationVariables>, options?: CallOptions): Promise<InviteUserMutation['inviteUser']>;
  /** Whether no account has this e-mail address. */
  isEmailAvailable(variables: WithoutTransport<IsEmailAvailableQueryVariables>, options?: CallOptions): Promise<IsEmailAvailableQuery['isEmailAvailable']>;
  /** Whether no account has this phone number. */
  isPhoneNumberAvailable(variables: WithoutTransport<IsPhoneNumberAvailableQueryVariables>, options?: CallOptions): Promise<IsPhoneNumberAvailableQuery['isPhoneNumberAvailable']>;
  /** Whether no account has this username. */
  isUsernameAvailable(variables: WithoutTransport<IsUsernameAvailableQueryVariables>, options?: CallOptions): Promise<IsUsernameAvailableQuery['isUsernameAvailable']>;
  /** Links an account of a provider, which signs in from now on as well. Asks for a fresh sign-in. */
  linkProvider(variables: WithoutTransport<LinkProviderMutationVariables>, options?: CallOptions): Promise<LinkProviderMutation['linkProvider']>;
  /** The signed-in user; null without a token, TOKEN_EXPIRED or TOKEN_INVALID with a bad one. */
  me(variables?: null, options?: CallOptions): Promise<MeQuery['me']>;
  /** What was done to the signed-in user, and by them, newest first. */
  myActivity(variables?: WithoutTransport<MyActivityQueryVariables>, options?: CallOptions): Promise<MyActivityQuery['myActivity']>;
  /** The caller's passkeys, the oldest first. */
  passkeys(variables?: null, options?: CallOptions): Promise<PasskeysQuery['passkeys']>;
  /** Proves the caller anew, so that sensitive changes are allowed for some minutes; the new token says so (auth_time, amr). */
  reauthenticate(variables?: WithoutTransport<ReauthenticateMutationVariables>, options?: CallOptions): Promise<ReauthenticateMutation['reauthenticate']>;
  /** Replaces the refresh token, given as an argument or as the cookie, and issues a new access token. */
  refresh(variables?: WithoutTransport<RefreshMutationVariables>, options?: CallOptions): Promise<RefreshMutation['refresh']>;
  /** New recovery codes; the old ones are void. Step-up. */
  regenerateRecoveryCodes(variables?: WithoutTransport<RegenerateRecoveryCodesMutationVariables>, options?: CallOptions): Promise<RegenerateRecoveryCodesMutation['regenerateRecoveryCodes']>;
  /** Removes a passkey, and ends the other sessions; never the last way into the account. Where it was all that 2FA asks for, 2FA is off. Step-up. */
  removePasskey(variables: WithoutTransport<RemovePasskeyMutationVariables>, options?: CallOptions): Promise<RemovePasskeyMutation['removePasskey']>;
  /** Calls a passkey otherwise. */
  renamePasskey(variables: WithoutTransport<RenamePasskeyMutationVariables>, options?: CallOptions): Promise<RenamePasskeyMutation['renamePasskey']>;
  /** Uses that link: sets the password, and ends every session of the account. */
  resetPassword(variables: WithoutTransport<ResetPasswordMutationVariables['input']>, options?: CallOptions): Promise<ResetPasswordMutation['resetPassword']>;
  /** Removes the second factor of somebody who has lost everything, and ends their sessions; they are told by mail. Asks for a fresh sign-in of the admin. */
  resetTwoFactor(variables: WithoutTransport<ResetTwoFactorMutationVariables>, options?: CallOptions): Promise<ResetTwoFactorMutation['resetTwoFactor']>;
  /** Undoes a suspension, and a deletion while its grace lasts. Ended sessions stay ended. */
  restoreUser(variables: WithoutTransport<RestoreUserMutationVariables>, options?: CallOptions): Promise<RestoreUserMutation['restoreUser']>;
  /** Ends the session of a refresh token given as an argument or as the cookie: one's own, or anyone's for an admin. */
  revokeRefreshToken(variables?: WithoutTransport<RevokeRefreshTokenMutationVariables>, options?: CallOptions): Promise<RevokeRefreshTokenMutation['revokeRefreshToken']>;
  /** Ends one session: one's own, or anyone's for an admin. */
  revokeSession(variables: WithoutTransport<RevokeSessionMutationVariables>, options?: CallOptions): Promise<RevokeSessionMutation['revokeSession']>;
  /** Mails a link that sets a new password. The same answer whether or not the address is known. */
  sendPasswordResetEmail(variables: WithoutTransport<SendPasswordResetEmailMutationVariables>, options?: CallOptions): Promise<SendPasswordResetEmailMutation['sendPasswordResetEmail']>;
  /** Mails the caller a code for `reauthenticate(mailedCode)` in this session, for ten minutes; the one before is void. FORBIDDEN before the address is verified. */
  sendReauthenticationEmail(variables?: null, options?: CallOptions): Promise<SendReauthenticationEmailMutation['sendReauthenticationEmail']>;
  /** Mails a link or a code to sign in with, for ten minutes. The same answer for any address. */
  sendSignInEmail(variables: WithoutTransport<SendSignInEmailMutationVariables>, options?: CallOptions): Promise<SendSignInEmailMutation['sendSignInEmail']>;
  /** Mails a link that verifies an address: to the caller, or without a token to the address given. The same answer for any address. */
  sendVerificationEmail(variables?: WithoutTransport<SendVerificationEmailMutationVariables>, options?: CallOptions): Promise<SendVerificationEmailMutation['sendVerificationEmail']>;
  /** Sets what somebody may do; USER stays in any case. It counts here at once, and is in their tokens from the next refresh on. The last admin stays one. */
  setUserRoles(variables: WithoutTransport<SetUserRolesMutationVariables>, options?: CallOptions): Promise<SetUserRolesMutation['setUserRoles']>;
  /** Begins to set up an authenticator app, for a quarter of an hour; starts anew each time. Step-up, also for the first one. A confirmed one counts until the new one is confirmed. */
  setupTotp(variables?: WithoutTransport<SetupTotpMutationVariables>, options?: CallOptions): Promise<SetupTotpMutation['setupTotp']>;
  /** Starts a session with the ID token of the provider, or asks for the second factor where it is on. */
  signInWithApple(variables: WithoutTransport<SignInWithAppleMutationVariables['input']>, options?: CallOptions): Promise<SignInWithAppleMutation['signInWithApple']>;
  /** Starts a session with the ID token of the provider, or asks for the second factor where it is on. */
  signInWithGoogle(variables: WithoutTransport<SignInWithGoogleMutationVariables['input']>, options?: CallOptions): Promise<SignInWithGoogleMutation['signInWithGoogle']>;
  /** Starts a session with the ID token of the provider, or asks for the second factor where it is on. */
  signInWithProvider(variables: WithoutInputTransport<SignInWithProviderMutationVariables>, options?: CallOptions): Promise<SignInWithProviderMutation['signInWithProvider']>;
  /** Completes a sign-in with a recovery code, which is spent by it. */
  signInWithRecoveryCode(variables: WithoutTransport<SignInWithRecoveryCodeMutationVariables['input']>, options?: CallOptions): Promise<SignInWithRecoveryCodeMutation['signInWithRecoveryCode']>;
  /** Completes a sign-in with a code of the authenticator app, or signs in by it alone where 2FA is not enabled. */
  signInWithTotp(variables: WithoutTransport<SignInWithTotpMutationVariables['input']>, options?: CallOptions): Promise<SignInWithTotpMutation['signInWithTotp']>;
  /** Starts a session with the password, or asks for the second factor where it is on. */
  signIn(variables: WithoutTransport<SignInMutationVariables['input']>, options?: CallOptions): Promise<SignInMutation['signIn']>;
  /** Ends every session of the caller, this one included. */
  signOutEverywhere(variables?: null, options?: CallOptions): Promise<SignOutEverywhereMutation['signOutEverywhere']>;
  /** Ends the session of the refresh token given as an argument or as the cookie, else that of the access token, and forgets the cookie. The same answer for a token that is unknown or already ended. */
  signOut(variables?: WithoutTransport<SignOutMutationVariables>, options?: CallOptions): Promise<SignOutMutation['signOut']>;
  /** Makes an account for an account of the provider, and its first session. */
  signUpWithApple(variables: WithoutTransport<SignUpWithAppleMutationVariables['input']>, options?: CallOptions): Promise<SignUpWithAppleMutation['signUpWithApple']>;
  /** Makes an account for an account of the provider, and its first session. */
  signUpWithGoogle(variables: WithoutTransport<SignUpWithGoogleMutationVariables['input']>, options?: CallOptions): Promise<SignUpWithGoogleMutation['signUpWithGoogle']>;
  /** Makes an account for an account of the provider, and its first session. */
  signUpWithProvider(variables: WithoutInputTransport<SignUpWithProviderMutationVariables>, options?: CallOptions): Promise<SignUpWithProviderMutation['signUpWithProvider']>;
  /** Makes an account and its first session, and mails a link that verifies the address. Sent again with the same header Idempotency-Key within an hour, as after a lost answer, it opens a session of that account. */
  signUp(variables: WithoutTransport<SignUpMutationVariables['input']>, options?: CallOptions): Promise<SignUpMutation['signUp']>;
  /** Ends the user's sessions and refuses new ones until restored. Not the last admin. */
  suspendUser(variables: WithoutTransport<SuspendUserMutationVariables>, options?: CallOptions): Promise<SuspendUserMutation['suspendUser']>;
  /** Uses the link of the notice of a new way in ("this was not me"): takes that one away again, and ends every session of the account. Signs nobody in. */
  undoChange(variables: WithoutTransport<UndoChangeMutationVariables>, options?: CallOptions): Promise<UndoChangeMutation['undoChange']>;
  /** Unlinks it; never the last way into the account. Asks for a fresh sign-in. */
  unlinkProvider(variables: WithoutTransport<UnlinkProviderMutationVariables>, options?: CallOptions): Promise<UnlinkProviderMutation['unlinkProvider']>;
  /** Changes names and phone number. Sessions go on. */
  updateProfile(variables: WithoutTransport<UpdateProfileMutationVariables['input']>, options?: CallOptions): Promise<UpdateProfileMutation['updateProfile']>;
  /** Oneself, or anyone for an admin. */
  userSessions(variables: WithoutTransport<UserSessionsQueryVariables>, options?: CallOptions): Promise<UserSessionsQuery['user']>;
  /** Oneself, or anyone for an admin. */
  user(variables: WithoutTransport<UserQueryVariables>, options?: CallOptions): Promise<UserQuery['user']>;
  /** Everybody, or who fits. A search finds what address, username, phone number, first or last name begins with, in that order, whichever case and accents. */
  users(variables?: WithoutTransport<UsersQueryVariables>, options?: CallOptions): Promise<UsersQuery['users']>;
  /** Uses the link of a mail: the address is proved. Also for the link of changeEmail. */
  verifyEmail(variables: WithoutTransport<VerifyEmailMutationVariables>, options?: CallOptions): Promise<VerifyEmailMutation['verifyEmail']>;
}