/** The shard keys that docs/operations.md names: which of the everyday operations ask one shard, and which would ask all. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { mongo } from 'mongoose';

import {
  RefreshDocument,
  ResetPasswordDocument,
  SendPasswordResetEmailDocument,
  SignOutDocument,
} from '../generated/operations.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { newestMail, outboxSettled, subjects, tokenIn } from '../harness/mailbox.js';
import { signUp } from '../harness/people.js';
import { explainCommand, recordCommands } from '../harness/query-plans.js';

const listSessions = '{ me { sessions(first: 5) { edges { node { id } } } } }';
const shardKeys = { sessions: '_id', actionTokens: 'userId' } as const;

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

type Target = 'one shard' | 'all shards';

/** Of each command about the collection. Inserts go to one shard, and have no plan. */
async function findTargets(collection: keyof typeof shardKeys, work: () => Promise<unknown>) {
  const commands = await recordCommands(gateway.database, [collection], work);
  return Promise.all(
    commands.map(async (recorded): Promise<Target> => {
      const { stages } = await explainCommand(gateway.database, recorded);
      expect(stages).not.toContain('COLLSCAN');
      return isValue(filterOf(recorded.command)[shardKeys[collection]]) ? 'one shard' : 'all shards';
    }),
  );
}

/** What is looked for, whatever kind of command it is. */
function filterOf({ filter, query, pipeline, updates, deletes }: mongo.Document): mongo.Document {
  const [changed] = (updates ?? deletes ?? []) as { readonly q: mongo.Document }[];
  const [first] = (pipeline ?? []) as mongo.Document[];
  return (filter ?? query ?? changed?.q ?? first?.['$match'] ?? {}) as mongo.Document;
}

/** And no range, nor several. */
function isValue(condition: unknown): boolean {
  if (condition === undefined || condition === null) return false;
  return Object.keys(condition).every((name) => name === '$eq' || !name.startsWith('$'));
}

describe('sessions by { _id: hashed }', () => {
  it('ask one shard to refresh and to sign out, and all for the list of an owner', async () => {
    const person = await signUp(gateway);
    const other = await signUp(gateway);
    const { refresh } = await gateway.api.call(RefreshDocument, person);
    const held = { accessToken: refresh.accessToken, refreshToken: refresh.refreshToken ?? '' };
    const targets = {
      refresh: await findTargets('sessions', () => gateway.api.call(RefreshDocument, held)),
      signOut: await findTargets('sessions', () => gateway.api.call(SignOutDocument, other)),
    };
    expect(targets).toEqual({ refresh: ['one shard'], signOut: ['one shard'] });
    const list = await findTargets('sessions', () => gateway.api.call(listSessions, undefined, held));
    expect(list).toContain('all shards');
  });
});

describe('links by { userId: 1 }', () => {
  it('ask one shard where an owner is known, and all where there is a token alone', async () => {
    const { email } = await signUp(gateway);
    const password = 'another horse battery staple';
    const asked = await findTargets('actionTokens', async () => {
      await gateway.api.call(SendPasswordResetEmailDocument, { email });
      await outboxSettled(gateway);
    });
    const mail = await newestMail(gateway, email, subjects.reset);
    const input = { token: tokenIn(mail), password, passwordConfirm: password };
    const spent = await findTargets('actionTokens', () => gateway.api.call(ResetPasswordDocument, { input }));
    expect(new Set(asked)).toEqual(new Set(['one shard']));
    expect(spent).toContain('all shards');
  });
});
