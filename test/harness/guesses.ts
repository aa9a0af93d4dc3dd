import { SignInDocument } from '../generated/operations.js';
import { until } from './gateway-process.js';
import type { TestGateway } from './gateway.js';

export interface Guess {
  readonly email?: string;
  readonly username?: string;
  /** A wrong one where none is given. */
  readonly password?: string;
}

/** A request that comes from there, for a gateway with TRUST_PROXY=1. */
export const from = (ip: string, more: object = {}) => ({ headers: { 'x-forwarded-for': ip }, ...more });

/** @returns why the sign-in was refused; undefined where it was not. */
export async function guess({ api }: TestGateway, ip: string, input: Guess) {
  const password = input.password ?? 'a wrong password';
  const { errors } = await api.send(SignInDocument, { input: { ...input, password } }, from(ip));
  return errors[0]?.extensions.code;
}

/**
 * Of attempts on one account at once, where a busy machine let none wait for longer than it may: that one is UNAVAILABLE. Each round is to
 * be on an account of its own.
 */
export function untilAllAreJudged<Codes extends readonly unknown[]>(
  round: () => Promise<Codes>,
): Promise<NonNullable<Codes>> {
  return until('a round in which all attempts are judged', async () => {
    const codes = await round();
    return codes.includes('UNAVAILABLE') ? undefined : codes;
  });
}

/** So many guesses one after the other, at each gateway in turn. */
export async function guessTimes(
  gateways: readonly [TestGateway, TestGateway],
  ip: string,
  input: Guess,
  times: number,
) {
  const codes = [];
  for (let turn = 0; turn < times; turn++) codes.push(await guess(gateways[turn % 2 ? 1 : 0], ip, input));
  return codes;
}
