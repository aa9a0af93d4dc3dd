/**
 * A link of a page or a mail leads to the web. Escaping alone would let `javascript:` through, so whatever puts a
 * URL into an attribute asks here first (OWASP ASVS 1.3.1).
 */
export function requireWebUrl(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol !== 'https:' && parsed?.protocol !== 'http:') {
    throw new TypeError('A link must be an absolute http or https URL.');
  }
  // Blanks and controls would end the address where a mail program guesses its end.
  if (/[\s\p{Cc}]/u.test(url)) throw new TypeError('A link must not contain blanks.');
  return url;
}
