import { withoutMarks } from '../foundation/characters.js';

export interface Username {
  readonly username: string;
  /** Compared case-free. */
  readonly usernameCanonical: string;
}

/** 3 to 32 of a-z, 0-9, dot, underscore and dash, in any case. @returns undefined for anything else. */
export function parseUsername(input: string): Username | undefined {
  const username = withoutMarks(input);
  return /^[a-z0-9._-]{3,32}$/i.test(username)
    ? { username, usernameCanonical: username.toLowerCase() }
    : undefined;
}
