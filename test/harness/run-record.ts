import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What the whole run has logged, and the passwords it has used: at its end, log-scan-reporter.js looks for the one in
 * the other.
 */
function record(kind: 'log' | 'passwords', text: string): void {
  const directory = process.env['TEST_RECORD_DIR'];
  if (directory !== undefined) appendFileSync(join(directory, `${process.pid}.${kind}`), text);
}

export function recordLog(line: string): void {
  record('log', line);
}

/** Short ones are words that a log may well hold, and blanks alone are how its lines are indented. */
export function recordPasswordsOf(variables: unknown): void {
  const { input, ...own } = (variables ?? {}) as { input?: object; password?: unknown };
  for (const [name, value] of Object.entries({ ...own, ...input }))
    if (/password/i.test(name) && typeof value === 'string' && isTelling(value))
      record('passwords', `${JSON.stringify(value)}\n`);
}

/** What a library says of an answer that it cannot read holds `undefined`, which a test guesses as a password. */
function isTelling(password: string): boolean {
  return password.trim().length >= 8 && password !== 'undefined';
}
