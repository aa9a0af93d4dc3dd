/** What no log line, metric or error may hold, whichever test caused it (ASVS 16.2.5). */
const secretForms = {
  'an access token': /eyJ[\w-]{10,}\.eyJ[\w-]{10,}/,
  'a refresh token': /[0-9a-f]{24}\.[\w-]{71}/,
  'the token of a mail link or a challenge': /(?<![\w-])A[Q-Za-f][\w-]{42}(?![\w-])|[?&]token=[\w-]{20,}/,
  'a password hash': /\$2[aby]\$\d\d\$/,
  'an Authorization header': /bearer [\w-]{8,}|authorization["'\\]*\s*[:=]\s*["'\\]*(basic|bearer)/i,
  'the seed of an authenticator': /otpauth:|(?<![A-Za-z0-9])[A-Z2-7]{32,}(?![A-Za-z0-9])/,
  // Quoted, since any six digits may be a time or a port.
  'a code of an authenticator': /["']\d{6}["']|\bcode["'\\:= ]{1,6}\d{6}\b/i,
  'a code of a sign-in mail': /["']\d{4} ?\d{4}["']|\bcode["'\\:= ]{1,6}\d{4} ?\d{4}\b/i,
  'a recovery code': /(?<![\w-])[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}(?![\w-])/,
  'a private key': /["'\\]+d["'\\]+\s*:\s*["'\\]+[\w-]{43}|BEGIN [A-Z ]*PRIVATE KEY/,
};

/**
 * Names what a text holds and may not.
 * @param {string} text
 * @param {Iterable<string>} passwords that were used.
 * @returns {string[]}
 */
export function findLeaks(text, passwords = []) {
  const found = Object.entries(secretForms).flatMap(([name, form]) => (form.test(text) ? [name] : []));
  // As JSON, since that is how a log line would hold it.
  const leaked = [...new Set(passwords)].find((password) =>
    text.includes(JSON.stringify(password).slice(1, -1)),
  );
  return leaked === undefined ? found : [...found, `a password (${leaked})`];
}
