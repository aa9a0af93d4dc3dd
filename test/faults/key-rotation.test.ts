/** Keys rotate while a replica sleeps, or while the database does not answer. */

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { MeDocument, RefreshDocument } from '../generated/operations.js';
import { createGatewayProcesses, until } from '../harness/gateway-process.js';
import { startTestGateway, testSecret } from '../harness/gateway.js';
import { fetchKeys, kidOf, kidsOf } from '../harness/key-set.js';
import { type OwnMongod, startOwnMongod } from '../harness/own-mongod.js';
import { signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';

const processes = createGatewayProcesses();
let mongod: OwnMongod;
beforeAll(async () => {
  mongod = await startOwnMongod('keys');
});
afterAll(async () => {
  await processes.endAll();
  await mongod.stop();
});

const everySecond = {
  KEY_ROTATION_CRON: '* * * * * *',
  KEY_ROTATION_LEAD: '0',
  SIGNING_KEYS: '2',
  ACCESS_TOKEN_TTL: '4s',
};

describe('a replica that sleeps over rotations', () => {
  it('signs with a published key when it wakes, and publishes what the others do', async () => {
    const awake = await startTestGateway({ ...everySecond, MONGODB_URI: mongod.uri });
    const settings = { ...everySecond, ...replicaOf(awake), SECRET: testSecret };
    const asleep = await processes.launch(settings);
    const { api, url } = await asleep.ready();
    const { refreshToken, accessToken } = await signUp({ api });
    const signer = kidOf(accessToken);
    asleep.pause();
    // Long enough that its key has left the key set.
    await until('its key is gone', async () => !kidsOf(await fetchKeys(awake)).includes(signer));
    asleep.resume();
    let token: string | null = refreshToken;
    // Four seconds it lives, and its key is published: a look that came later tells nothing.
    const [kids, kid, seen] = await until('a look while the token lives', async () => {
      const { refresh } = await api.call(RefreshDocument, { refreshToken: token });
      token = refresh.refreshToken ?? null;
      expect(kidOf(refresh.accessToken)).not.toBe(signer);
      const published = kidsOf(await fetchKeys(awake));
      const { data, errors } = await awake.api.send(MeDocument, undefined, refresh);
      const isTooLate = errors[0]?.extensions.code === 'TOKEN_EXPIRED';
      return isTooLate ? undefined : ([published, kidOf(refresh.accessToken), data?.me] as const);
    });
    expect(kids).toContain(kid);
    expect(seen).toBeTruthy();
    await until('it publishes no dead key', async () => !kidsOf(await fetchKeys({ url })).includes(signer));
    asleep.signal('SIGTERM');
    expect((await asleep.exit).code).toBe(0);
    await awake.stop('drop');
  });
});
