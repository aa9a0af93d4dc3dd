/** The change feed is cut, or its database stands still: what is in memory counts no more, and nothing is missed. */

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { MeDocument, SignOutDocument } from '../generated/operations.js';
import { createGatewayProcesses, until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway, testSecret } from '../harness/gateway.js';
import { type OwnMongod, startOwnMongod } from '../harness/own-mongod.js';
import { signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';

let mongod: OwnMongod;
let gateway: TestGateway;
let other: TestGateway;
beforeAll(async () => {
  mongod = await startOwnMongod('feed');
  gateway = await startTestGateway({ MONGODB_URI: mongod.uri });
  other = await startTestGateway(replicaOf(gateway));
});
afterAll(async () => {
  await other.stop();
  await gateway.stop();
  await mongod.stop();
});

const codeAt = async (at: TestGateway, accessToken: string) =>
  (await at.api.send(MeDocument, undefined, { accessToken })).errors[0]?.extensions.code;

describe('a change stream that is killed', () => {
  it('misses nothing: sessions that end meanwhile are refused, before and after it is back', async () => {
    const people = await Promise.all(Array.from({ length: 10 }, () => signUp(gateway)));
    for (const { accessToken, refreshToken } of people) {
      const kill = killStreams(gateway);
      await gateway.api.call(SignOutDocument, { refreshToken });
      await kill;
      await until('it is refused', async () => (await codeAt(other, accessToken)) === 'TOKEN_INVALID');
    }
    // A kill that comes between two reads of a stream on a busy machine is no cut to be told of.
    await until('it was told', async () => {
      await killStreams(gateway);
      return other.logLines.some((line) => line.includes('the change feed was cut'));
    });
  });

  /** Kills every change stream that the gateways have open. */
  async function killStreams({ database }: TestGateway): Promise<void> {
    const admin = database.client.db('admin');
    const cursors = await admin
      .aggregate([
        { $currentOp: { allUsers: true, idleCursors: true } },
        { $match: { appName: 'portcullis', 'cursor.cursorId': { $exists: true } } },
      ])
      .toArray();
    for (const { cursor, ns } of cursors as { cursor: { cursorId: unknown }; ns: string }[]) {
      const collection = ns.slice(ns.indexOf('.') + 1);
      await database.command({ killCursors: collection, cursors: [cursor.cursorId] });
    }
  }
});

describe('a database that is dropped', () => {
  it('takes no event loop: the gateway tells of it, and answers', async () => {
    const processes = createGatewayProcesses();
    const uri = new URL(mongod.uri);
    uri.pathname = '/dropped';
    try {
      const launched = await processes.launch({ MONGODB_URI: uri.href, SECRET: testSecret });
      const { url } = await launched.ready();
      await gateway.database.client.db('dropped').dropDatabase();
      await launched.logged('the change feed was cut; asking the database meanwhile');
      expect((await fetch(`${url}/.well-known/jwks.json`)).status).toBe(200);
    } finally {
      await processes.endAll();
    }
  });
});
