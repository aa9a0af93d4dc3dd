/** The operations in the order of a person's life with an account: what the navigation and the first page follow. */
import { type Operation, operationsOf, type SchemaSite } from './schema-site.js';

export interface Chapter {
  readonly title: string;
  /** Of its heading on the first page. */
  readonly anchor: string;
  readonly operations: readonly Operation[];
}

const life: readonly (readonly [title: string, ...names: string[]])[] = [
  [
    'Before anybody is there',
    'authConfig',
    'isEmailAvailable',
    'isUsernameAvailable',
    'isPhoneNumberAvailable',
  ],
  ['Sign up', 'signUp', 'sendVerificationEmail', 'verifyEmail'],
  ['Sign in', 'signIn', 'signInWithTotp', 'signInWithRecoveryCode'],
  [
    ...(['Sign in by mail', 'sendSignInEmail', 'completeEmailSignIn', 'emailSignInCode'] as const),
    'sendReauthenticationEmail',
  ],
  [
    ...(['Passkeys', 'beginPasskeySignUp', 'finishPasskeySignUp', 'beginPasskeySignIn'] as const),
    ...['finishPasskeySignIn', 'beginPasskeyRegistration', 'finishPasskeyRegistration', 'passkeys'],
    ...['renamePasskey', 'removePasskey', 'beginPasskeyReauthentication'],
  ],
  [
    ...(['By another provider', 'signUpWithGoogle', 'signInWithGoogle', 'signUpWithApple'] as const),
    ...['signInWithApple', 'signUpWithProvider', 'signInWithProvider', 'completeSignIn'],
    ...['linkProvider', 'completeLink', 'unlinkProvider'],
  ],
  ['Stay signed in', 'me', 'refresh', 'reauthenticate', 'user', 'myActivity'],
  ['Sign out', 'signOut', 'revokeSession', 'revokeRefreshToken', 'signOutEverywhere'],
  [
    'Passwords and addresses',
    'sendPasswordResetEmail',
    'resetPassword',
    'changePassword',
    'changeEmail',
    'undoChange',
  ],
  [
    ...(['Two factors', 'setupTotp', 'confirmTotp', 'enable2FA', 'disable2FA'] as const),
    ...['regenerateRecoveryCodes', 'disableTotp'],
  ],
  ['One’s own account', 'updateProfile', 'exportMyData', 'deleteAccount'],
  [
    ...(['Administration', 'users', 'createUser', 'inviteUser', 'setUserRoles', 'suspendUser'] as const),
    ...['restoreUser', 'setUserMetadata', 'resetTwoFactor', 'auditEvents'],
  ],
  [
    ...(['Webhooks', 'webhooks', 'createWebhook', 'setWebhook', 'rotateWebhookSecret'] as const),
    ...['removeWebhook', 'webhookDeliveries', 'replayWebhookDeliveries'],
  ],
];

/** Those of the schema; what no chapter names is in a last one. */
export function chaptersOf(site: SchemaSite): Chapter[] {
  const all = operationsOf(site);
  const named = new Set(life.flatMap(([, ...names]) => names));
  const chapters = life.map(([title, ...names]) => ({
    title,
    operations: names.flatMap((name) => all.filter(({ field }) => field.name === name)),
  }));
  const rest = { title: 'More', operations: all.filter(({ field }) => !named.has(field.name)) };
  return [...chapters, rest]
    .filter(({ operations }) => operations.length > 0)
    .map((chapter) => ({ ...chapter, anchor: chapter.title.toLowerCase().replaceAll(/[^a-z]+/g, '-') }));
}
