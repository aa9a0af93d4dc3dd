import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What no log line may hold, whichever test caused it. */
const secretForms = {
  'an access token': /eyJ[\w-]{10,}\.eyJ[\w-]{10,}/,
  'a refresh token': /[0-9a-f]{24}\.[\w-]{71}/,
  'the token of a mail link': /(?<![\w-])A[Q-Za-f][\w-]{42}(?![\w-])|[?&]token=[\w-]{20,}/,
  'a password hash': /\$2[aby]\$\d\d\$/,
  'an Authorization header': /bearer [\w-]{8,}/i,
};

/** Greps the log of the whole run; a find fails the run. */
export default class LogScanReporter {
  /** @type {Error | undefined} */
  #failure;

  onRunComplete() {
    const directory = process.env['TEST_RECORD_DIR'];
    if (directory === undefined) return;
    const read = (/** @type {string} */ kind) =>
      readdirSync(directory)
        .filter((name) => name.endsWith(kind))
        .map((name) => readFileSync(join(directory, name), 'utf8'))
        .join('');
    const log = read('.log');
    const found = Object.entries(secretForms).flatMap(([name, form]) => (form.test(log) ? [name] : []));
    const passwords = [...new Set(read('.passwords').split('\n'))].filter((line) => line !== '');
    // As JSON, since that is how a log line would hold it.
    const leaked = passwords.filter((line) => log.includes(line.slice(1, -1)));
    if (leaked.length > 0) found.push(`a password (${leaked[0]})`);
    if (found.length > 0) this.#failure = new Error(`The log of the run holds ${found.join(', ')}.`);
    const lines = log.split('\n').length - 1;
    process.stderr.write(
      this.#failure ? `\n${this.#failure.message}\n` : `${lines} log lines hold no password and no token\n`,
    );
  }

  getLastError() {
    return this.#failure;
  }
}
