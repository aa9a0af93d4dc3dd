/**
 * An authenticator app of our own, written after RFC 6238 and RFC 4648 alone: what the gateway takes is not judged
 * by the library that it takes it with. And people who have one.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';

import {
  ConfirmTotpDocument,
  Enable2FaDocument,
  SetupTotpDocument,
  SignInDocument,
  VerifyEmailDocument,
} from '../generated/operations.js';
import type { TestGateway } from './gateway.js';
import { mailedToken } from './mailbox.js';
import type { MovableClock } from './movable-clock.js';
import { type SignedUp, signUp } from './people.js';

export const STEP_MS = 30_000;

/** @throws where a character is not of base32 (RFC 4648 section 6). */
export function decodeBase32(text: string): Buffer {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...text.replace(/=+$/, '')].map((character) => {
    const value = alphabet.indexOf(character);
    if (value < 0) throw new Error(`No base32: ${character}`);
    return value.toString(2).padStart(5, '0');
  });
  const bytes = bits.join('').match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
}

/** The six digits that an app shows at a moment, or some steps of 30 seconds later. */
export function codeAt(secret: string, date: Date, stepsLater = 0): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(date.getTime() / STEP_MS) + stepsLater));
  const digest = createHmac('sha1', decodeBase32(secret)).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0x0f;
  const number = digest.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/** What oathtool shows, an app by somebody else. */
export function oathtoolCode(secret: string, date: Date): string {
  const second = Math.floor(date.getTime() / 1_000);
  return execFileSync('oathtool', ['--totp', '--base32', `--now=@${second}`, secret])
    .toString()
    .trim();
}

/** Whether it is on the PATH (`apt-get install oathtool`). */
export function hasOathtool(): boolean {
  return spawnSync('oathtool', ['--version']).status === 0;
}

type At = Pick<TestGateway, 'clock'>;

/** Moves the clock to just after the start of a coming step: most of it is left. */
export function enterNextStep(clock: MovableClock, steps = 1): void {
  clock.advance(steps * STEP_MS - (clock.now().getTime() % STEP_MS) + 1_000);
}

/** Another replica at the same moment. */
export function setClock(clock: MovableClock, like: MovableClock): void {
  clock.advance(like.now().getTime() - clock.now().getTime());
}

/** A code that nobody has used yet, since its step has only begun. */
export function freshCode({ clock }: At, { secret }: { readonly secret: string }): string {
  enterNextStep(clock);
  return codeAt(secret, clock.now());
}

/** Six digits that are of none of the steps around. */
export function wrongCode({ clock }: At, { secret }: { readonly secret: string }, turn = 0): string {
  const near = [-2, -1, 0, 1, 2, 3].map((steps) => codeAt(secret, clock.now(), steps));
  const candidates = Array.from({ length: near.length + turn + 1 }, (_, n) => String(111_111 + n));
  return candidates.filter((candidate) => !near.includes(candidate))[turn] ?? '';
}

export interface WithAuthenticator extends SignedUp {
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
}

/** Sets an app up, and proves it; the code that did so is spent. */
export async function connectAuthenticator<Person extends SignedUp>(
  gateway: TestGateway,
  person: Person,
): Promise<Person & WithAuthenticator> {
  const { setupTotp } = await gateway.api.call(SetupTotpDocument, {}, person);
  const { secret } = setupTotp;
  const code = freshCode(gateway, { secret });
  const { confirmTotp } = await gateway.api.call(ConfirmTotpDocument, { code }, person);
  return { ...person, secret, recoveryCodes: confirmTotp.codes };
}

/** Somebody new with a proved address and an app, who has not switched 2FA on. */
export async function personWithTotp(gateway: TestGateway, profile: object = {}): Promise<WithAuthenticator> {
  const newcomer = await signUp(gateway, profile);
  await verifyAddress(gateway, newcomer);
  return connectAuthenticator(gateway, newcomer);
}

/** Opens the link that was mailed at sign-up: an app that is connected before proves nothing by itself. */
export async function verifyAddress(gateway: TestGateway, { email }: { email: string }): Promise<void> {
  await gateway.api.call(VerifyEmailDocument, { token: await mailedToken(gateway, email) });
}

/** Somebody new with 2FA on; the session is the one of the sign-up, without a second factor. */
export async function personWith2fa(gateway: TestGateway, profile: object = {}): Promise<WithAuthenticator> {
  const person = await personWithTotp(gateway, profile);
  await gateway.api.call(Enable2FaDocument, {}, person);
  return person;
}

/** Signs in with the password. @throws where it leads to no question for the second factor. */
export async function challengeFor(
  { api }: Pick<TestGateway, 'api'>,
  { email, password }: Pick<SignedUp, 'email' | 'password'>,
  more: object = {},
): Promise<string> {
  const { signIn } = await api.call(SignInDocument, { input: { email, password, ...more } });
  if (signIn.__typename !== 'TwoFactorChallenge') throw new Error('It asks for no second factor.');
  return signIn.challengeToken;
}
