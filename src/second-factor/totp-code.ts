/** Time-based one-time codes (RFC 6238): six digits, steps of 30 seconds, SHA-1, as authenticator apps take them. */
import { generateSecret, generateURI, verify } from 'otplib';

import { withoutMarks } from '../foundation/characters.js';

const STEP_SECONDS = 30;

/** 160 bits (RFC 4226 section 4, R6), in base32. */
export function newTotpSecret(): string {
  return generateSecret({ length: 20 });
}

export function totpUri(secret: string, issuer: string, email: string): string {
  return generateURI({ issuer, label: email, secret });
}

/** Blanks or a dash between the digits are how apps show them; marks come along from a paste. @returns undefined for what is no code. */
export function readTotpCode(typed: string): string | undefined {
  if (typed.length > 32) return undefined;
  const code = withoutMarks(typed).replace(/\s|(?<=[0-9\s])\p{Pd}(?=[0-9\s])/gu, '');
  // No \d: full-width digits are digits to nobody who compares them.
  return /^[0-9]{6}$/.test(code) ? code : undefined;
}

/**
 * One step early or late is taken: a code that was typed when its time ran out, and a clock that is a little off
 * (RFC 6238 section 5.2).
 * @returns the time step of the code; undefined where it is of none of the three.
 */
export async function matchTotpStep(secret: string, code: string, now: Date): Promise<number | undefined> {
  const epoch = Math.floor(now.getTime() / 1_000);
  const result = await verify({ secret, token: code, epoch, epochTolerance: STEP_SECONDS });
  return result.valid && 'timeStep' in result ? result.timeStep : undefined;
}
