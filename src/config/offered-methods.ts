import type { SignInMethod } from './sign-in-methods.js';

/** What FEATURES_DISABLED leaves out, by the way in that goes with it. */
const featureOf: Readonly<Partial<Record<SignInMethod, string>>> = {
  passkey: 'passkeys',
  totp: 'second-factor',
  providers: 'federation',
};

/** Of the configuration. */
interface Offering {
  readonly signInMethods: readonly SignInMethod[];
  readonly totpAlone: boolean;
  readonly featuresDisabled?: readonly string[] | undefined;
}

/** The ways in that there are: SIGN_IN_METHODS without what FEATURES_DISABLED leaves out. TOTP_ALONE is another name for one of them. */
export function offeredMethods({
  signInMethods,
  totpAlone,
  featuresDisabled = [],
}: Offering): SignInMethod[] {
  const named = new Set(totpAlone ? [...signInMethods, 'totp' as const] : signInMethods);
  return [...named].filter((method) => !featuresDisabled.includes(featureOf[method] ?? ''));
}
