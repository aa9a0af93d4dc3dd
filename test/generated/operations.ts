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
  /** A date-time string at UTC, such as 2007-12-03T10:15:30Z, compliant with the `date-time` format outlined in section 5.6 of the RFC 3339 profile of the ISO 8601 standard for representation of dates and times using the Gregorian calendar. */
  DateTime: { input: string; output: string; }
  /** An e-mail address, such as ada@example.com. Blanks around it do not count, nor does upper or lower case. */
  EmailAddress: { input: string; output: string; }
  /** A field whose value is a JSON Web Token (JWT): https://jwt.io/introduction. */
  JWT: { input: string; output: string; }
  /** A phone number. Answered in E.164, such as +4930123456; taken in any usual spelling, without a country code where the gateway has a default country. */
  PhoneNumber: { input: string; output: string; }
  /** A field whose value conforms to the standard URL format as specified in RFC3986: https://www.ietf.org/rfc/rfc3986.txt. */
  URL: { input: string; output: string; }
};

/** What a frontend must know to draw its forms. */
export type AuthConfig = {
  __typename?: 'AuthConfig';
  /** Whether isEmailAvailable and its like answer. */
  availabilityQueries: Scalars['Boolean']['output'];
  /** Null: none is asked for. */
  captcha?: Maybe<CaptchaConfig>;
  /** The shortest password taken, in characters. */
  passwordMinLength: Scalars['Int']['output'];
  /** Providers to offer buttons for. */
  providers: Array<Provider>;
  /** Whether a session waits for a verified e-mail address. */
  requireVerifiedEmail: Scalars['Boolean']['output'];
  /** Profile fields demanded at sign-up. */
  signUpRequires: Array<Scalars['String']['output']>;
};

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

/** Done; there is nothing to tell but that. */
export type MessagePayload = {
  __typename?: 'MessagePayload';
  /** A sentence for a person. */
  message: Scalars['String']['output'];
};

export type Mutation = {
  __typename?: 'Mutation';
  /** Mails a link to a new address, which becomes the account’s when the link is used by verifyEmail. Asks for the password unless the sign-in is fresh. */
  changeEmail: MessagePayload;
  /** Replaces the password, and ends all other sessions. This one goes on with the refresh token that it has. */
  changePassword: AuthPayload;
  /** Replaces the refresh token and issues a new access token. */
  refresh: AuthPayload;
  /** Uses that link: sets the password, and ends every session of the account. */
  resetPassword: MessagePayload;
  /** Mails a link that sets a new password. The same answer whether or not the address is known. */
  sendPasswordResetEmail: MessagePayload;
  /** Mails a link that verifies an address: to the caller, or without a token to the address given. The same answer for any address. */
  sendVerificationEmail: MessagePayload;
  /** Starts a session with the password. */
  signIn: SignInResult;
  /** Ends the session of the refresh token given as an argument, else that of the access token. The same answer for a token that is unknown or already ended. */
  signOut: MessagePayload;
  /** Makes an account and its first session, and mails a link that verifies the address. */
  signUp: SignUpPayload;
  /** Uses the link of a mail: the address is proved. Also for the link of changeEmail. */
  verifyEmail: VerifyEmailPayload;
};


export type MutationChangeEmailArgs = {
  email: Scalars['EmailAddress']['input'];
  password?: InputMaybe<Scalars['String']['input']>;
};


export type MutationChangePasswordArgs = {
  input: ChangePasswordInput;
};


export type MutationRefreshArgs = {
  refreshToken?: InputMaybe<Scalars['String']['input']>;
};


export type MutationResetPasswordArgs = {
  input: ResetPasswordInput;
};


export type MutationSendPasswordResetEmailArgs = {
  captchaToken?: InputMaybe<Scalars['String']['input']>;
  email: Scalars['EmailAddress']['input'];
};


export type MutationSendVerificationEmailArgs = {
  captchaToken?: InputMaybe<Scalars['String']['input']>;
  email?: InputMaybe<Scalars['EmailAddress']['input']>;
};


export type MutationSignInArgs = {
  input: SignInInput;
};


export type MutationSignOutArgs = {
  refreshToken?: InputMaybe<Scalars['String']['input']>;
};


export type MutationSignUpArgs = {
  input: SignUpInput;
};


export type MutationVerifyEmailArgs = {
  token: Scalars['String']['input'];
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

export type Query = {
  __typename?: 'Query';
  /** What a frontend must know to draw its forms. */
  authConfig: AuthConfig;
  /** Whether no account has this e-mail address. */
  isEmailAvailable: Scalars['Boolean']['output'];
  /** Whether no account has this phone number. */
  isPhoneNumberAvailable: Scalars['Boolean']['output'];
  /** Whether no account has this username. */
  isUsernameAvailable: Scalars['Boolean']['output'];
  /** The signed-in user; null without a token, TOKEN_EXPIRED or TOKEN_INVALID with a bad one. */
  me?: Maybe<User>;
  /** Oneself. */
  user?: Maybe<User>;
};


export type QueryIsEmailAvailableArgs = {
  email: Scalars['EmailAddress']['input'];
};


export type QueryIsPhoneNumberAvailableArgs = {
  phoneNumber: Scalars['PhoneNumber']['input'];
};


export type QueryIsUsernameAvailableArgs = {
  username: Scalars['String']['input'];
};


export type QueryUserArgs = {
  id: Scalars['ID']['input'];
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

/** Exactly one of email and username, and the password. */
export type SignInInput = {
  /** Either this or the username. */
  email?: InputMaybe<Scalars['EmailAddress']['input']>;
  /** As at sign-up; any spelling of the same characters in Unicode. */
  password: Scalars['String']['input'];
  /** Either this or the e-mail address. */
  username?: InputMaybe<Scalars['String']['input']>;
};

/** What a sign-in leads to. */
export type SignInResult = AuthPayload;

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

/** A person with an account. */
export type User = {
  __typename?: 'User';
  /** Verified and not suspended. */
  activeStatus: Scalars['Boolean']['output'];
  /** Whether an Apple account is linked. */
  appleAuthEnabled: Scalars['Boolean']['output'];
  /** When the account was made. */
  createdAt: Scalars['DateTime']['output'];
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
  /** Whether an authenticator app (TOTP) is set up and confirmed. */
  otpAuthEnabled: Scalars['Boolean']['output'];
  /** In E.164. */
  phoneNumber?: Maybe<Scalars['PhoneNumber']['output']>;
  /** Recovery codes not used yet. Null where TOTP is off. */
  recoveryCodesLeft?: Maybe<Scalars['Int']['output']>;
  /** What this person may do. */
  roles: Array<Role>;
  /** When an admin shut the account; null: it is open. */
  suspendedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When its profile, roles or credentials last changed. */
  updatedAt: Scalars['DateTime']['output'];
  /** 3 to 32 of a-z, 0-9, dot, underscore and dash; compared case-free. */
  username?: Maybe<Scalars['String']['output']>;
};

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

export type AuthConfigQueryVariables = Exact<{ [key: string]: never; }>;


export type AuthConfigQuery = { __typename?: 'Query', authConfig: { __typename?: 'AuthConfig', passwordMinLength: number, requireVerifiedEmail: boolean, signUpRequires: Array<string>, availabilityQueries: boolean, captcha?: { __typename?: 'CaptchaConfig', provider: string, siteKey: string, on: Array<string> } | null, providers: Array<{ __typename?: 'Provider', id: string, label: string, clientId: string, startUrl?: string | null }> } };

export type ChangeEmailMutationVariables = Exact<{
  email: Scalars['EmailAddress']['input'];
  password?: InputMaybe<Scalars['String']['input']>;
}>;


export type ChangeEmailMutation = { __typename?: 'Mutation', changeEmail: { __typename?: 'MessagePayload', message: string } };

export type ChangePasswordMutationVariables = Exact<{
  input: ChangePasswordInput;
}>;


export type ChangePasswordMutation = { __typename?: 'Mutation', changePassword: { __typename?: 'AuthPayload', userId: string, accessToken: string, accessTokenExpiry: string, accessTokenExpiresIn: number, refreshToken?: string | null, refreshTokenExpiry: string, refreshTokenExpiresIn: number, user: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } } };

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

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { __typename?: 'Query', me?: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } | null };

export type RefreshMutationVariables = Exact<{
  refreshToken?: InputMaybe<Scalars['String']['input']>;
}>;


export type RefreshMutation = { __typename?: 'Mutation', refresh: { __typename?: 'AuthPayload', userId: string, accessToken: string, accessTokenExpiry: string, accessTokenExpiresIn: number, refreshToken?: string | null, refreshTokenExpiry: string, refreshTokenExpiresIn: number, user: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } } };

export type ResetPasswordMutationVariables = Exact<{
  input: ResetPasswordInput;
}>;


export type ResetPasswordMutation = { __typename?: 'Mutation', resetPassword: { __typename?: 'MessagePayload', message: string } };

export type SendPasswordResetEmailMutationVariables = Exact<{
  email: Scalars['EmailAddress']['input'];
  captchaToken?: InputMaybe<Scalars['String']['input']>;
}>;


export type SendPasswordResetEmailMutation = { __typename?: 'Mutation', sendPasswordResetEmail: { __typename?: 'MessagePayload', message: string } };

export type SendVerificationEmailMutationVariables = Exact<{
  email?: InputMaybe<Scalars['EmailAddress']['input']>;
  captchaToken?: InputMaybe<Scalars['String']['input']>;
}>;


export type SendVerificationEmailMutation = { __typename?: 'Mutation', sendVerificationEmail: { __typename?: 'MessagePayload', message: string } };

export type UserPartsFragment = { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string };

export type SessionPartsFragment = { __typename?: 'AuthPayload', userId: string, accessToken: string, accessTokenExpiry: string, accessTokenExpiresIn: number, refreshToken?: string | null, refreshTokenExpiry: string, refreshTokenExpiresIn: number, user: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } };

export type SignInMutationVariables = Exact<{
  input: SignInInput;
}>;


export type SignInMutation = { __typename?: 'Mutation', signIn: { __typename: 'AuthPayload', userId: string, accessToken: string, accessTokenExpiry: string, accessTokenExpiresIn: number, refreshToken?: string | null, refreshTokenExpiry: string, refreshTokenExpiresIn: number, user: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } } };

export type SignOutMutationVariables = Exact<{
  refreshToken?: InputMaybe<Scalars['String']['input']>;
}>;


export type SignOutMutation = { __typename?: 'Mutation', signOut: { __typename?: 'MessagePayload', message: string } };

export type SignUpMutationVariables = Exact<{
  input: SignUpInput;
}>;


export type SignUpMutation = { __typename?: 'Mutation', signUp: { __typename?: 'SignUpPayload', message: string, userId?: string | null, user?: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } | null, auth?: { __typename?: 'AuthPayload', userId: string, accessToken: string, accessTokenExpiry: string, accessTokenExpiresIn: number, refreshToken?: string | null, refreshTokenExpiry: string, refreshTokenExpiresIn: number, user: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } } | null } };

export type UserQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type UserQuery = { __typename?: 'Query', user?: { __typename?: 'User', id: string, email: string, username?: string | null, firstName?: string | null, lastName?: string | null, phoneNumber?: string | null, roles: Array<Role>, emailVerifiedAt?: string | null, activeStatus: boolean, suspendedAt?: string | null, googleAuthEnabled: boolean, appleAuthEnabled: boolean, otpAuthEnabled: boolean, enable2FA: boolean, recoveryCodesLeft?: number | null, createdAt: string, updatedAt: string } | null };

export type VerifyEmailMutationVariables = Exact<{
  token: Scalars['String']['input'];
}>;


export type VerifyEmailMutation = { __typename?: 'Mutation', verifyEmail: { __typename?: 'VerifyEmailPayload', message: string, email: string, emailVerifiedAt: string } };

export const UserPartsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"suspendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"googleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"appleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"otpAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"enable2FA"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<UserPartsFragment, unknown>;
export const SessionPartsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SessionParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuthPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiresIn"}},{"kind":"Field","name":{"kind":"Name","value":"refreshToken"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiresIn"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"suspendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"googleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"appleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"otpAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"enable2FA"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<SessionPartsFragment, unknown>;
export const AuthConfigDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AuthConfig"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"authConfig"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"passwordMinLength"}},{"kind":"Field","name":{"kind":"Name","value":"requireVerifiedEmail"}},{"kind":"Field","name":{"kind":"Name","value":"signUpRequires"}},{"kind":"Field","name":{"kind":"Name","value":"availabilityQueries"}},{"kind":"Field","name":{"kind":"Name","value":"captcha"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"siteKey"}},{"kind":"Field","name":{"kind":"Name","value":"on"}}]}},{"kind":"Field","name":{"kind":"Name","value":"providers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"startUrl"}}]}}]}}]}}]} as unknown as DocumentNode<AuthConfigQuery, AuthConfigQueryVariables>;
export const ChangeEmailDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ChangeEmail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"email"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"EmailAddress"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"password"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changeEmail"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"email"},"value":{"kind":"Variable","name":{"kind":"Name","value":"email"}}},{"kind":"Argument","name":{"kind":"Name","value":"password"},"value":{"kind":"Variable","name":{"kind":"Name","value":"password"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<ChangeEmailMutation, ChangeEmailMutationVariables>;
export const ChangePasswordDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ChangePassword"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ChangePasswordInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changePassword"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SessionParts"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"suspendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"googleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"appleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"otpAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"enable2FA"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SessionParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuthPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiresIn"}},{"kind":"Field","name":{"kind":"Name","value":"refreshToken"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiresIn"}}]}}]} as unknown as DocumentNode<ChangePasswordMutation, ChangePasswordMutationVariables>;
export const IsEmailAvailableDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"IsEmailAvailable"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"email"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"EmailAddress"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isEmailAvailable"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"email"},"value":{"kind":"Variable","name":{"kind":"Name","value":"email"}}}]}]}}]} as unknown as DocumentNode<IsEmailAvailableQuery, IsEmailAvailableQueryVariables>;
export const IsPhoneNumberAvailableDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"IsPhoneNumberAvailable"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"phoneNumber"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PhoneNumber"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isPhoneNumberAvailable"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"phoneNumber"},"value":{"kind":"Variable","name":{"kind":"Name","value":"phoneNumber"}}}]}]}}]} as unknown as DocumentNode<IsPhoneNumberAvailableQuery, IsPhoneNumberAvailableQueryVariables>;
export const IsUsernameAvailableDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"IsUsernameAvailable"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"username"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isUsernameAvailable"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"username"},"value":{"kind":"Variable","name":{"kind":"Name","value":"username"}}}]}]}}]} as unknown as DocumentNode<IsUsernameAvailableQuery, IsUsernameAvailableQueryVariables>;
export const MeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Me"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"me"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"suspendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"googleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"appleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"otpAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"enable2FA"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<MeQuery, MeQueryVariables>;
export const RefreshDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Refresh"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"refreshToken"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"refresh"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"refreshToken"},"value":{"kind":"Variable","name":{"kind":"Name","value":"refreshToken"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SessionParts"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"suspendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"googleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"appleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"otpAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"enable2FA"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SessionParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuthPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiresIn"}},{"kind":"Field","name":{"kind":"Name","value":"refreshToken"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiresIn"}}]}}]} as unknown as DocumentNode<RefreshMutation, RefreshMutationVariables>;
export const ResetPasswordDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ResetPassword"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ResetPasswordInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"resetPassword"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<ResetPasswordMutation, ResetPasswordMutationVariables>;
export const SendPasswordResetEmailDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SendPasswordResetEmail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"email"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"EmailAddress"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"captchaToken"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sendPasswordResetEmail"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"email"},"value":{"kind":"Variable","name":{"kind":"Name","value":"email"}}},{"kind":"Argument","name":{"kind":"Name","value":"captchaToken"},"value":{"kind":"Variable","name":{"kind":"Name","value":"captchaToken"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<SendPasswordResetEmailMutation, SendPasswordResetEmailMutationVariables>;
export const SendVerificationEmailDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SendVerificationEmail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"email"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"EmailAddress"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"captchaToken"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sendVerificationEmail"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"email"},"value":{"kind":"Variable","name":{"kind":"Name","value":"email"}}},{"kind":"Argument","name":{"kind":"Name","value":"captchaToken"},"value":{"kind":"Variable","name":{"kind":"Name","value":"captchaToken"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<SendVerificationEmailMutation, SendVerificationEmailMutationVariables>;
export const SignInDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignIn"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SignInInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signIn"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"SessionParts"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"suspendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"googleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"appleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"otpAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"enable2FA"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SessionParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuthPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiresIn"}},{"kind":"Field","name":{"kind":"Name","value":"refreshToken"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiresIn"}}]}}]} as unknown as DocumentNode<SignInMutation, SignInMutationVariables>;
export const SignOutDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignOut"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"refreshToken"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signOut"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"refreshToken"},"value":{"kind":"Variable","name":{"kind":"Name","value":"refreshToken"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<SignOutMutation, SignOutMutationVariables>;
export const SignUpDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignUp"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SignUpInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signUp"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"auth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SessionParts"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"suspendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"googleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"appleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"otpAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"enable2FA"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SessionParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuthPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiresIn"}},{"kind":"Field","name":{"kind":"Name","value":"refreshToken"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiresIn"}}]}}]} as unknown as DocumentNode<SignUpMutation, SignUpMutationVariables>;
export const UserDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"User"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserParts"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"suspendedAt"}},{"kind":"Field","name":{"kind":"Name","value":"googleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"appleAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"otpAuthEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"enable2FA"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<UserQuery, UserQueryVariables>;
export const VerifyEmailDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"VerifyEmail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"token"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verifyEmail"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"token"},"value":{"kind":"Variable","name":{"kind":"Name","value":"token"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerifiedAt"}}]}}]}}]} as unknown as DocumentNode<VerifyEmailMutation, VerifyEmailMutationVariables>;