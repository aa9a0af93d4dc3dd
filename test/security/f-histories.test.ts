/** What may be used once, used by twenty clients at the same instant on two replicas: their histories are judged. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  RefreshDocument,
  ResetPasswordDocument,
  SendPasswordResetEmailDocument,
  SetUserRolesDocument,
  SignInWithRecoveryCodeDocument,
  SignInWithTotpDocument,
  SignUpDocument,
  VerifyEmailDocument,
} from '../generated/operations.js';
import { challengeFor, codeAt, enterNextStep, personWith2fa, setClock } from '../harness/authenticator.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import type { GraphQLAnswer } from '../harness/graphql-client.js';
import { mailedToken, subjects } from '../harness/mailbox.js';
import { recordUses, violationOf } from '../harness/one-shot-history.js';
import { makeAdmin, newPerson, signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';

const settings = { RATE_LIMIT: 'false', REFRESH_GRACE: '0', ACCESS_TOKEN_TTL: '1h' };
let gateway: TestGateway;
let replica: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway(settings);
  replica = await startTestGateway({ ...settings, ...replicaOf(gateway) });
});
afterAll(async () => {
  await replica.stop();
  await gateway.stop();
});

/** @param refusals the codes that say "used"; any other is a fault of its own. */
async function expectOneWinner(
  refusals: readonly string[],
  send: (at: TestGateway, client: number) => Promise<GraphQLAnswer<unknown>>,
): Promise<void> {
  const codes = new Set<string>();
  const history = await recordUses(20, async (client) => {
    const { data, errors } = await send(client % 2 ? replica : gateway, client);
    // What a busy database did not answer in time may have been done, as an answer that was lost.
    if (errors.some(({ extensions }) => extensions.code === 'UNAVAILABLE'))
      throw new Error('No answer in time.');
    for (const { extensions } of errors) codes.add(extensions.code);
    return errors.length === 0 && data !== null;
  });
  expect(violationOf(history)).toBeUndefined();
  const outcomes = history.map(({ outcome }) => outcome);
  if (!outcomes.includes('lost')) expect(outcomes.filter((outcome) => outcome === 'won')).toHaveLength(1);
  for (const code of codes) expect(refusals).toContain(code);
}

describe('F7 what may be used once is used once: histories of twenty clients are linearizable', () => {
  it('a refresh token', async () => {
    const { refreshToken } = await signUp(gateway);
    await expectOneWinner(['TOKEN_REUSED', 'TOKEN_INVALID'], (at) =>
      at.api.send(RefreshDocument, { refreshToken }),
    );
  });

  it('the link of a reset, and that of a verification', async () => {
    const { email } = await signUp(gateway);
    const verification = await mailedToken(gateway, email);
    await expectOneWinner(['LINK_INVALID'], (at) =>
      at.api.send(VerifyEmailDocument, { token: verification }),
    );
    await gateway.api.call(SendPasswordResetEmailDocument, { email });
    const token = await mailedToken(gateway, email, subjects.reset);
    await expectOneWinner(['LINK_INVALID'], (at, client) => {
      const password = `a good passphrase ${client}`;
      return at.api.send(ResetPasswordDocument, { input: { token, password, passwordConfirm: password } });
    });
  });

  it('a step of TOTP, a recovery code, and a challenge', async () => {
    const person = await personWith2fa(gateway);
    setClock(replica.clock, gateway.clock);
    const challenges = () => Promise.all(Array.from({ length: 21 }, () => challengeFor(gateway, person)));
    const refusals = ['INVALID_CREDENTIALS', 'CHALLENGE_EXPIRED'];
    const [forCode, forRecovery] = [await challenges(), await challenges()];
    enterNextStep(gateway.clock);
    setClock(replica.clock, gateway.clock);
    const code = codeAt(person.secret, gateway.clock.now());
    await expectOneWinner(refusals, (at, client) => {
      const challengeToken = forCode[client] ?? '';
      return at.api.send(SignInWithTotpDocument, { input: { challengeToken, code } });
    });
    const [recovery = '', ...others] = person.recoveryCodes;
    await expectOneWinner(refusals, (at, client) => {
      const challengeToken = forRecovery[client] ?? '';
      return at.api.send(SignInWithRecoveryCodeDocument, { input: { challengeToken, code: recovery } });
    });
    // One challenge, and a code for each who tries, as far as there are any.
    const challengeToken = forCode[20] ?? '';
    await expectOneWinner(refusals, (at, client) =>
      at.api.send(SignInWithRecoveryCodeDocument, {
        input: { challengeToken, code: others[client % others.length] ?? '' },
      }),
    );
  });

  it('an address that twenty sign up with', async () => {
    const { email } = newPerson();
    await expectOneWinner(['EMAIL_TAKEN'], (at) =>
      at.api.send(SignUpDocument, { input: { ...newPerson(), email } }),
    );
    expect(await gateway.database.collection('users').countDocuments({ emailCanonical: email })).toBe(1);
  });

  it('the place of the last admin, which twenty admins leave at once', async () => {
    const admins = await Promise.all(Array.from({ length: 4 }, () => signUp(gateway)));
    for (const admin of admins) await makeAdmin(gateway, admin);
    await until('the replica knows', async () => {
      const userId = admins[3]?.userId ?? '';
      const answer = await replica.api.send(
        SetUserRolesDocument,
        { userId, roles: ['USER', 'ADMIN'] },
        admins[0],
      );
      return answer.errors.length === 0;
    });
    // Each of four lays it down from five clients: three may, whoever they are, and one has to stay.
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, client) => {
        const admin = admins[client % 4];
        const at = client % 2 ? replica : gateway;
        return at.api.send(SetUserRolesDocument, { userId: admin?.userId ?? '', roles: ['USER'] }, admin);
      }),
    );
    const left = { roles: 'ADMIN', suspendedAt: { $exists: false }, deletedAt: { $exists: false } };
    expect(await gateway.database.collection('users').countDocuments(left)).toBe(1);
    for (const { errors } of answers)
      for (const { extensions } of errors) expect(extensions.code).toBe('FORBIDDEN');
  });
});
