/** Answers of the database are lost, or are long on the way: nobody is signed out for it, and nobody's end goes unheard. */

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { MeDocument, RefreshDocument, SignOutDocument } from '../generated/operations.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { type OwnMongod, startOwnMongod } from '../harness/own-mongod.js';
import { signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';
import { startTcpProxy, type TcpProxy, throughProxy } from '../harness/tcp-proxy.js';

/** Longer than REFRESH_GRACE, as an election may be. */
const OUTAGE_MS = 30_000;

let mongod: OwnMongod;
let proxy: TcpProxy;
let gateway: TestGateway;
let far: TestGateway;
beforeAll(async () => {
  mongod = await startOwnMongod('answers');
  proxy = await startTcpProxy(Number(new URL(mongod.uri).port));
  gateway = await startTestGateway({ MONGODB_URI: mongod.uri });
  far = await startTestGateway({ ...replicaOf(gateway), MONGODB_URI: throughProxy(mongod.uri, proxy.port) });
});
afterAll(async () => {
  proxy.treat(() => 'passed');
  await far.stop();
  await gateway.stop();
  await proxy.stop();
  await mongod.stop();
});

describe('an outage that is longer than REFRESH_GRACE', () => {
  it('signs nobody out whose refresh was written, and whose answer was lost', async () => {
    const person = await signUp(far);
    const { refreshToken } = person;
    const generation = async () => {
      const session = await gateway.database.collection('sessions').findOne({}, { sort: { _id: -1 } });
      return Number(session?.['generation']);
    };
    expect(await generation()).toBe(0);
    proxy.treat(() => 'halved');
    expect(await far.api.refusal(RefreshDocument, { refreshToken })).toMatchObject({ code: 'UNAVAILABLE' });
    expect(await generation()).toBe(1);
    far.clock.advance(OUTAGE_MS);
    proxy.treat(() => 'passed');
    const answer = await until('the database is there again', async () => {
      const { data, errors } = await far.api.send(RefreshDocument, { refreshToken });
      if (errors[0] !== undefined) expect(errors[0].extensions.code).toBe('UNAVAILABLE');
      return data?.refresh;
    });
    expect(answer.userId).toBe(person.userId);
    expect(await generation()).toBe(1);
  });

  it('is no excuse for ever after', async () => {
    const person = await signUp(far);
    await far.api.call(RefreshDocument, person);
    proxy.treat(() => 'halved');
    const ask = () => far.api.send(MeDocument, undefined, person);
    await until('it is out of reach', async () => (await ask()).errors[0]);
    proxy.treat(() => 'passed');
    await until('the database is there again', async () => (await ask()).data?.me);
    // Until the feed has heard of the end of the outage, it lasts.
    await until('the token counts as reused', async () => {
      far.clock.advance(OUTAGE_MS);
      const { errors } = await far.api.send(RefreshDocument, person);
      return errors[0]?.extensions.code === 'TOKEN_REUSED';
    });
  });
});

describe('a database whose answers are long on the way', () => {
  it('is asked, since what it has told is old by then', async () => {
    const person = await signUp(gateway);
    proxy.delay(400);
    await until('its answers are late', async () => {
      const startedAt = performance.now();
      const { data } = await far.api.send(MeDocument, undefined, person);
      return data?.me && performance.now() - startedAt > 400;
    });
    await gateway.api.call(SignOutDocument, { refreshToken: person.refreshToken });
    const { code } = await far.api.refusal(MeDocument, undefined, person);
    expect(['TOKEN_INVALID', 'UNAVAILABLE']).toContain(code);
    proxy.delay(0);
  });
});
