/** What SIGN_IN_METHODS may name: the ways in. A second factor that only completes one of them is none. */
export const signInMethods = [
  'password',
  'passkey',
  'email-link',
  'email-code',
  'totp',
  'providers',
] as const;

/** An entry of SIGN_IN_METHODS: a room asks whether the list has its own. */
export type SignInMethod = (typeof signInMethods)[number];

/** Whether a mailbox is a way in by itself. */
export function signsInByMail(methods: readonly SignInMethod[]): boolean {
  return methods.includes('email-link') || methods.includes('email-code');
}

/** Whether an account that was made for somebody can be entered by them: its mail sets a password, or their mailbox opens it. */
export function canTakeUp(methods: readonly SignInMethod[]): boolean {
  return methods.includes('password') || signsInByMail(methods);
}

/** What a room with one way in contributes as `fieldMethods`. @param names of the root fields that are refused where it is off. */
export function fieldsOfMethod(
  method: SignInMethod,
  names: readonly string[],
): Readonly<Record<string, readonly SignInMethod[]>> {
  return Object.fromEntries(names.map((name) => [name, [method]]));
}
