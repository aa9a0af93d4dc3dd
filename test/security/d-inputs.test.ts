/** Operators, prototypes, expressions and junk, in every place where a value is written. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { UsersDocument } from '../generated/operations.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { makeAdmin, newPerson, type SignedUp, signUp } from '../harness/people.js';
import { postToken, resourceServers } from '../harness/resource-server.js';
import { schemaSlots, type Slot } from '../harness/schema-slots.js';
import { cpuMs } from '../harness/timing.js';

let gateway: TestGateway;
let admin: SignedUp;
beforeAll(async () => {
  gateway = await startTestGateway({ ...resourceServers, RATE_LIMIT: 'false', ACCESS_TOKEN_TTL: '1h' });
  admin = await signUp(gateway);
  await makeAdmin(gateway, admin);
});
afterAll(() => gateway.stop());

const slots = schemaSlots();

interface Verdict {
  readonly status: number;
  readonly text: string;
  readonly ms: number;
}

/** As an admin, whom no guard keeps from the slot. @param body of JSON as it is sent. */
async function send(body: string): Promise<Verdict> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${admin.accessToken}` };
  const startedAt = performance.now();
  const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body });
  return { status: response.status, text: await response.text(), ms: performance.now() - startedAt };
}
const write = ({ query, fill }: Slot, value: unknown) =>
  send(JSON.stringify({ query, variables: fill(value) }));

/** Sends to all slots, eight at a time; what is said of those that answer wrongly. */
async function tryAll(of: readonly Slot[], judge: (slot: Slot) => Promise<string | undefined>) {
  const waiting = [...of];
  const faults: string[] = [];
  const lane = async () => {
    for (let slot = waiting.pop(); slot !== undefined; slot = waiting.pop()) {
      const fault = await judge(slot);
      if (fault !== undefined) faults.push(`${slot.name}: ${fault}`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  return faults;
}

const internals = /mongo|bson|cast to|\$ne|\$gt|\$regex|INTERNAL_SERVER_ERROR|node_modules/i;

/** Some of the values for each slot, by turns: each value comes to many slots, and each slot gets several. */
const someOf = <T>(values: readonly T[], slot: Slot, count: number): T[] =>
  Array.from({ length: count }, (_, n) => values[(slots.indexOf(slot) + n * 5) % values.length] as T);

describe('D7 an operator is a 4xx wherever text belongs, and no scalar lets one through', () => {
  const operators = [
    { $ne: null },
    { $gt: '' },
    { $regex: '.*' },
    [{ $ne: null }],
    ['x'],
    JSON.parse('{"__proto__":{"x":1}}'),
  ];

  it('in every slot of the schema', async () => {
    expect(slots.length).toBeGreaterThan(80);
    const ofText = slots.filter(({ type }) => !['Role', 'Boolean', 'Int', 'JSONObject'].includes(type));
    const faults = await tryAll(ofText, async (slot) => {
      for (const operator of [operators[0], ...someOf(operators.slice(1), slot, 1)]) {
        const { status, text } = await write(slot, operator);
        if (status < 400 || status > 499 || internals.test(text)) return `${status} ${text.slice(0, 200)}`;
      }
      return undefined;
    });
    expect(faults).toEqual([]);
  });

  it('in an object that may hold anything, by its name', async () => {
    const ofObjects = slots.filter(({ type }) => type === 'JSONObject');
    expect(ofObjects.length).toBeGreaterThan(0);
    const faults = await tryAll(ofObjects, async (slot) => {
      for (const operator of [operators[0], { plan: operators[2] }]) {
        const { text } = await write(slot, operator);
        if (!text.includes('BAD_USER_INPUT') || internals.test(text)) return text.slice(0, 200);
      }
      return undefined;
    });
    expect(faults).toEqual([]);
  });

  it('of a number or a truth value, where it is no id', async () => {
    const strict = slots.filter(({ type }) =>
      ['String', 'EmailAddress', 'PhoneNumber', 'JWT'].includes(type),
    );
    const faults = await tryAll(strict, async (slot) => {
      for (const value of someOf([7, true], slot, 1)) {
        const { status } = await write(slot, value);
        if (status !== 400) return `${String(value)} is ${status}`;
      }
      return undefined;
    });
    expect(faults).toEqual([]);
  });

  it('as a literal, told by its field and without the name of a type', async () => {
    const query = 'mutation{signIn(input:{email:{ne:null},password:["x"]}){__typename}}';
    const { status, text } = await send(JSON.stringify({ query }));
    expect(status).toBe(400);
    const fields = ['email', 'password'].map((path) => ({ path, rule: 'type', message: 'must be text' }));
    expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT', fields } }] });
    expect(text).not.toMatch(/SignInInput|EmailAddress|String/);
  });

  it('in query strings, forms and JSON of the routes', async () => {
    const json = { 'content-type': 'application/json' };
    const answers = await Promise.all([
      fetch(`${gateway.url}/verify-email`, { method: 'POST', headers: json, body: '{"token":{"$ne":null}}' }),
      fetch(`${gateway.url}/verify-email`, { method: 'POST', body: new URLSearchParams('token[$ne]=x') }),
      fetch(`${gateway.url}/reset-password?token[$ne]=x`, { method: 'POST', body: new URLSearchParams({}) }),
      fetch(`${gateway.url}/forward-auth?roles[$ne]=x`),
      postToken(gateway, '/oauth/introspect', 'token[$ne]=x'),
      postToken(gateway, '/oauth/revoke', 'token[$gt]='),
      postToken(gateway, '/oauth/revoke', 'token=x&token=y'),
    ]);
    for (const answer of answers) {
      expect([answer.url, Math.floor(answer.status / 100)]).toEqual([answer.url, 4]);
      expect(await answer.text()).not.toMatch(internals);
    }
  });
});

describe('D8 words of the prototype change no later answer', () => {
  it('in variables, extensions and bodies', async () => {
    const body =
      '{"query":"{me{id}}","variables":{"__proto__":{"polluted":1}},"extensions":{"constructor":{"prototype":{"polluted":1}}}}';
    const before = await send('{"query":"{me{id}}"}');
    expect((await send(body)).status).toBe(200);
    for (const key of ['__proto__', 'constructor', 'prototype']) {
      await send(`{"${key}":{"polluted":1,"status":"hit"},"query":"{me{id}}"}`);
      await postToken(gateway, '/oauth/introspect', `${key}[polluted]=1&token=x`);
      await fetch(`${gateway.url}/forward-auth?${key}[polluted]=1`);
    }
    expect((await send('{"query":"{me{id}}"}')).text).toBe(before.text);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('D9 no text takes long to judge, and a search finds it as it is written', () => {
  const texts = [
    'plain words, over and over, '.repeat(3_000),
    '1234567890'.repeat(9_000),
    'lovelace'.repeat(11_000),
  ];

  it('long texts in every slot', async () => {
    const faults = await tryAll(slots, async (slot) => {
      for (const text of someOf(texts, slot, 1)) {
        const { status, ms } = await write(slot, text);
        // Eight at once on a machine that has other things to do; alone they take about a thousandth of it.
        if (status >= 500 || ms > 30_000) return `${status} in ${ms} ms`;
      }
      return undefined;
    });
    expect(faults).toEqual([]);
  });

  it('alone, within a tenth of a second of work', async () => {
    for (const slot of slots.filter(({ name }) => /^is\w+Available/.test(name))) {
      for (const text of texts) {
        const took = await cpuMs(() => write(slot, text), 100);
        expect([slot.name, took < 100]).toEqual([slot.name, true]);
      }
    }
  });

  it('characters of expressions in a search', async () => {
    const firstName = 'Zed (a+) $';
    await signUp(gateway, { ...newPerson(), firstName: 'Zedaaa' });
    for (const search of ['Zed.*', 'Zed(a+)', '.*', 'a+$', '[a-z]', '^Zed', firstName, '$where', '\\']) {
      const { data, errors } = await gateway.api.send(UsersDocument, { search }, admin);
      expect([search, errors, data?.users.totalCount]).toEqual([search, [], 0]);
    }
  });
});

describe('D14 no operation answers with a server error, whatever it is given', () => {
  const values = [
    ...[
      '',
      ' ',
      '\u0000',
      '\ud800',
      '🙂'.repeat(300),
      '%s%n',
      '../../etc/passwd',
      '<script>',
      "' OR 1=1 --",
      '\r\nX: y',
    ],
    ...[0, -1, 2_147_483_647, 1e99, null, true, [], {}, '9999-12-31T23:59:59Z', '0'.repeat(24), 'ADMIN'],
  ];
  const endsTheCaller = /^(signOut|signOutEverywhere|deleteAccount|revokeSession|suspendUser|setUserRoles)\b/;

  it('values of every kind in every slot', async () => {
    const others = slots.filter(({ name }) => !endsTheCaller.test(name));
    const faults = await tryAll(others, async (slot) => {
      for (const value of someOf(values, slot, 4)) {
        const { status, text } = await write(slot, value);
        if (status >= 500 || internals.test(text))
          return `${JSON.stringify(value)} ${status} ${text.slice(0, 200)}`;
      }
      return undefined;
    });
    // With what the log says of it, which names the fault.
    const errors = gateway.logLines.filter((line) => line.includes('"level":"error"'));
    expect({ faults, errors: errors.slice(0, 3) }).toEqual({ faults: [], errors: [] });
  });
});
