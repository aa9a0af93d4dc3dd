/** A gateway with its embedded database is killed while people sign up: it starts again by itself, and nobody who was answered is lost. */

import { afterAll, describe, expect, it } from '@jest/globals';

import { SignInDocument, SignUpDocument } from '../generated/operations.js';
import { createGatewayProcesses, until } from '../harness/gateway-process.js';
import { newPerson } from '../harness/people.js';

const rounds = Number(process.env['FAULTS'] ?? 2);
const processes = createGatewayProcesses();
afterAll(() => processes.endAll());

describe('SIGKILL in the middle of sign-ups', () => {
  it('loses none that was acknowledged, and leaves nothing in the way of the next start', async () => {
    const directory = await processes.makeDirectory();
    const known: { readonly email: string; readonly password: string }[] = [];
    for (let round = 0; round < rounds; round++) {
      const gateway = await processes.launch({ RATE_LIMIT: 'false' }, directory);
      const { api } = await gateway.ready();
      const [last] = known.slice(-1);
      if (last !== undefined) {
        const { email, password } = last;
        expect((await api.call(SignInDocument, { input: { email, password } })).signIn.__typename).toBe(
          'AuthPayload',
        );
      }
      const before = known.length;
      const signUps = Array.from({ length: 6 }, async () => {
        const input = newPerson();
        const answer = await api.send(SignUpDocument, { input }).catch(() => undefined);
        if (answer?.data?.signUp) known.push(input);
      });
      await until('somebody was answered', () => known.length > before);
      gateway.signal('SIGKILL');
      await Promise.all([gateway.exit, ...signUps]);
    }
    const { api } = await (await processes.launch({ RATE_LIMIT: 'false' }, directory)).ready();
    for (const { email, password } of known) {
      const { signIn } = await api.call(SignInDocument, { input: { email, password } });
      expect(signIn.__typename).toBe('AuthPayload');
    }
  });
});
