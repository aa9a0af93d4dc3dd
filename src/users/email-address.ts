/**
 * E-mail addresses: what is taken and what makes two the same. ASCII local part; a domain in other letters is kept as
 * its A-label (RFC 5890), which every mail server takes; at most 254 characters (RFC 5321 section 4.5.3.1, less the angle brackets); quoted local parts are refused,
 * since mailers disagree on them (ASVS 1.3.11).
 */
import { domainToASCII } from 'node:url';

const MAX_LENGTH = 254;
const MAX_LOCAL_LENGTH = 64;
const localPart = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
/** Not all ASCII, and without signs of ASCII and marks: a provider's word for another mailbox must not become this one. */
const internationalDomain = /^(?=.*[^\0-\x7f])(?!.*\p{Cf})(?:[a-z0-9.-]|[^\0-\x7f])+$/iu;
const domainLabel = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

/** What is stored, looked up and mailed to; only parseEmailAddress makes one of text. */
export interface EmailAddress {
  /** As typed, without blanks around it, and with the domain in ASCII. */
  readonly email: string;
  /** Lower case: unique, looked up, and what every limit counts by. */
  readonly emailCanonical: string;
}

/** @returns undefined for what is no address. */
export function parseEmailAddress(input: string): EmailAddress | undefined {
  // Length first: patterns over unbounded text are how one request stops a server (ASVS 1.3.12).
  if (input.length > 4 * MAX_LENGTH) return undefined;
  const email = withAsciiDomain(input.trim());
  if (email.length > MAX_LENGTH) return undefined;
  const at = email.lastIndexOf('@');
  const local = email.slice(0, Math.max(at, 0));
  const labels = email.slice(at + 1).split('.');
  const isAddress =
    local.length <= MAX_LOCAL_LENGTH &&
    localPart.test(local) &&
    labels.length >= 2 &&
    labels.every((label) => domainLabel.test(label)) &&
    !/^\d+$/.test(labels.at(-1) ?? '');
  return isAddress ? { email, emailCanonical: email.toLowerCase() } : undefined;
}

/** Unchanged where the domain is ASCII already, or none. */
function withAsciiDomain(typed: string): string {
  const at = typed.lastIndexOf('@');
  const domain = typed.slice(at + 1);
  if (!internationalDomain.test(domain)) return typed;
  return `${typed.slice(0, at + 1)}${domainToASCII(domain)}`;
}
