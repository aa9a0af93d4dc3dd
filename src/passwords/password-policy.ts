/**
 * What a new password must be: at sign-up, reset and change, never at sign-in. Length and guessability, no
 * composition rules (NIST SP 800-63B-4 section 3.1.1.2, ASVS 6.2).
 */
import { dictionary } from '@zxcvbn-ts/language-common';

const MAX_CHARACTERS = 128;
/** What must be left of a password when the words of its owner are taken out. */
const MIN_OWN_CHARACTERS = 4;
const SERVICE_NAME = 'portcullis';

export interface PasswordOwner {
  readonly email?: string | undefined;
  readonly username?: string | undefined;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
}

/** @returns what is wrong with it, as a sentence for its owner; undefined where nothing is. */
export type PasswordPolicy = (password: string, owner: PasswordOwner) => string | undefined;

export function createPasswordPolicy(minCharacters: number): PasswordPolicy {
  const common = new Set(dictionary['passwords-common']);
  return (password, owner) => {
    // Code points, so that an emoji counts once; a text this long is over the limit however it is counted.
    const length =
      password.length > 4 * MAX_CHARACTERS ? password.length : [...password.normalize('NFKC')].length;
    if (length < minCharacters) return `must have at least ${minCharacters} characters`;
    if (length > MAX_CHARACTERS) return `must have at most ${MAX_CHARACTERS} characters`;
    const plain = password.normalize('NFKC').toLowerCase();
    if (common.has(plain)) return 'is one of the passwords that are tried first; choose another';
    if (resemblesOwner(plain, owner))
      return 'is too much like your name, your e-mail address or this service';
    return undefined;
  };
}

function resemblesOwner(password: string, owner: PasswordOwner): boolean {
  const letters = lettersOf(password);
  return [...wordsOf(owner)].some((word) => {
    const rest = letters.replaceAll(word, '');
    return rest !== letters && [...rest].length < MIN_OWN_CHARACTERS;
  });
}

function wordsOf({ email = '', username = '', firstName = '', lastName = '' }: PasswordOwner): Set<string> {
  const [local = '', domain = ''] = email.split('@');
  const names = [email, local, ...local.split(/[._+-]/), ...domain.split('.'), username, firstName, lastName];
  const words = [...names, firstName + lastName, lastName + firstName, SERVICE_NAME];
  return new Set(words.map((word) => lettersOf(word.toLowerCase())).filter((word) => word.length >= 3));
}

const lettersOf = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '');
