/** A gateway with its embedded database is killed while people sign up: it starts again by itself, and nobody who was answered is lost. */

import { afterAll, describe, expect, it } from '@jest/globals';

import { SignInDocument, SignUpDocument } from '../generated/operations.js';
import { createGatewayProcesses, isAlive, mongodPid, until } from '../harness/gateway-process.js';
import { newPerson } from '../harness/people.js';

const rounds = Number(process.env['FAULTS'] ?? 2);
const processes = createGatewayProcesses();
afterAll(() => processes.endAll());

describe('SIGKILL in the middle of sign-ups', () => {
  it('loses none that was acknowledged, and leaves nothing in the way of the next start', async () => {
    const directory = await processes.makeDirectory();
    const mongods: number[] = [];
    const known: { readonly email: string; readonly password: string }[] = [];
    for (let round = 0; round < rounds; round++) {
      const gateway = await processes.launch({ RATE_LIMIT: 'false' }, directory);
      const { api } = await gateway.ready();
      const newest = known.at(-1);
      if (newest !== undefined) {
        const { email, password } = newest;
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
      mongods.push((await mongodPid(gateway.dataDir)) ?? Number.NaN);
      gateway.signal('SIGKILL');
      await Promise.all([gateway.exit, ...signUps]);
      // Every other time the next start comes while the mongod before still ends.
      if (round % 2 === 0) await until('its mongod ends', () => !isAlive(mongods.at(-1) ?? 0));
    }
    const last = await processes.launch({ RATE_LIMIT: 'false' }, directory);
    const { api } = await last.ready();
    expect(mongods.filter(isAlive)).toEqual([]);
    for (const { email, password } of known) {
      const { signIn } = await api.call(SignInDocument, { input: { email, password } });
      expect(signIn.__typename).toBe('AuthPayload');
    }
    last.signal('SIGTERM');
    expect((await last.exit).code).toBe(0);
    process.stderr.write(`${rounds} kills, ${known.length} people\n`);
  });
});
