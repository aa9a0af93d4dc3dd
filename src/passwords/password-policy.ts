/**
 * What a new password must be: at sign-up, reset and change, never at sign-in. Length and guessability, no
 * composition rules (NIST SP 800-63B-4 section 3.1.1.2, ASVS 6.2).
 */
import type { FieldProblem, FieldRule } from '../foundation/errors.js';
import type { TriedFirst } from './tried-first.js';

/** In characters. */
export const LONGEST_PASSWORD = 128;
/** What must be left of a password when the words of its owner are taken out. */
const MIN_OWN_CHARACTERS = 4;
const SERVICE_NAME = 'portcullis';

/** As it was given, too: an input may say null of what it does not give. */
interface PasswordOwner {
  readonly email?: string | null | undefined;
  readonly username?: string | null | undefined;
  readonly firstName?: string | null | undefined;
  readonly lastName?: string | null | undefined;
}

/** @returns what is wrong with the password in the field `path`: one problem, or none. */
export type PasswordPolicy = (
  password: string,
  owner: PasswordOwner,
  path?: string,
) => readonly FieldProblem[];

export function createPasswordPolicy(
  minCharacters: number,
  triedFirst: Pick<TriedFirst, 'has'>,
): PasswordPolicy {
  const judge = (password: string, owner: PasswordOwner): FieldRule | undefined => {
    const length = countCharacters(password);
    if (length < minCharacters) return 'too-short';
    if (length > LONGEST_PASSWORD) return 'too-long';
    const plain = password.normalize('NFKC');
    if (triedFirst.has(plain)) return 'too-common';
    return resemblesOwner(plain.toLowerCase(), owner) ? 'resembles-owner' : undefined;
  };
  const sentences: Partial<Record<FieldRule, string>> = {
    'too-short': `must have at least ${minCharacters} characters`,
    'too-long': `must have at most ${LONGEST_PASSWORD} characters`,
    'too-common': 'is one of the passwords that are tried first; choose another',
    'resembles-owner': 'is too much like your name, your e-mail address or this service',
  };
  return (password, owner, path = 'password') => {
    const rule = judge(password, owner);
    return rule === undefined ? [] : [{ path, rule, message: sentences[rule] ?? 'is not valid' }];
  };
}

/** Code points, so that an emoji counts once; a text this long is over the limit however it is counted. */
function countCharacters(password: string): number {
  return password.length > 4 * LONGEST_PASSWORD ? password.length : [...password.normalize('NFKC')].length;
}

/** Of the field in which a new password is typed once more. */
export function confirmationProblems(password: string, passwordConfirm: string): readonly FieldProblem[] {
  if (password === passwordConfirm) return [];
  return [{ path: 'passwordConfirm', rule: 'mismatch', message: 'must be the same as the password' }];
}

function resemblesOwner(password: string, owner: PasswordOwner): boolean {
  const letters = lettersOf(password);
  return [...wordsOf(owner)].some((word) => {
    const rest = letters.replaceAll(word, '');
    return rest !== letters && [...rest].length < MIN_OWN_CHARACTERS;
  });
}

function wordsOf(owner: PasswordOwner): Set<string> {
  const [email, username] = [owner.email ?? '', owner.username ?? ''];
  const [firstName, lastName] = [owner.firstName ?? '', owner.lastName ?? ''];
  const [local = '', domain = ''] = email.split('@');
  const names = [email, local, ...local.split(/[._+-]/), ...domain.split('.'), username, firstName, lastName];
  const words = [...names, firstName + lastName, lastName + firstName, SERVICE_NAME];
  return new Set(words.map((word) => lettersOf(word.toLowerCase())).filter((word) => word.length >= 3));
}

const lettersOf = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '');
