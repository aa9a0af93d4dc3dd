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

/** What a room with one way in contributes as `fieldMethods`. @param names of the root fields that are refused where it is off. */
export function fieldsOfMethod(
  method: SignInMethod,
  names: readonly string[],
): Readonly<Record<string, readonly SignInMethod[]>> {
  return Object.fromEntries(names.map((name) => [name, [method]]));
}
