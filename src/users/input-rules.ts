import type { FieldProblem, FieldRule } from '../foundation/errors.js';

/** As inputs name them, and as `path` of a problem. */
export type InputField = 'email' | 'username' | 'phoneNumber' | 'firstName' | 'lastName';

/** What a profile field must be, as the sentence its writer reads. */
const inputRules: Readonly<Record<InputField, { readonly rule: FieldRule; readonly message: string }>> = {
  email: { rule: 'email', message: 'must be an e-mail address such as ada@example.com' },
  username: {
    rule: 'username',
    message: 'must be 3 to 32 letters a-z, digits, dots, underscores or dashes',
  },
  phoneNumber: {
    rule: 'phone-number',
    message: 'must be a phone number with its country code, such as +49 30 123456',
  },
  firstName: { rule: 'name', message: 'must be 1 to 100 characters on one line, with something to see' },
  lastName: { rule: 'name', message: 'must be 1 to 100 characters on one line, with something to see' },
};

/** The problem of a field whose value breaks its rule. */
export function brokenRule(path: InputField): FieldProblem {
  return { path, ...inputRules[path] };
}
