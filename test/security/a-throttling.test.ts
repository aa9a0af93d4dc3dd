/** What counts as an attempt, where it counts, and what happens past the limit. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  ChangePasswordDocument,
  MeDocument,
  ReauthenticateDocument,
  RefreshDocument,
  ResetPasswordDocument,
  SendPasswordResetEmailDocument,
  SignInDocument,
  SignInWithTotpDocument,
} from '../generated/operations.js';
import { challengeFor, freshCode, personWith2fa, setClock, wrongCode } from '../harness/authenticator.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { from, type Guess, guess, guessTimes, untilAllAreJudged } from '../harness/guesses.js';
import { mailedToken, subjects } from '../harness/mailbox.js';
import { anyNumber } from '../harness/matchers.js';
import { newPerson, signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';
import { ROOM } from '../harness/timing.js';

const settings = { TRUST_PROXY: '1', SIGN_UP_LIMIT: '100', ACCOUNT_LIMIT: '1000', SOURCE_LIMIT: '1000' };
let gateway: TestGateway;
let replica: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway(settings);
  replica = await startTestGateway({ ...replicaOf(gateway), ...settings });
});
afterAll(async () => {
  await replica.stop();
  await gateway.stop();
});

let sources = 0;
/** Where nobody has been before. */
const newSource = () => `198.51.100.${++sources}`;

const tryAt = (ip: string, input: Guess, at = gateway) => guess(at, ip, input);
const allWrong = (times: number) => Array.from({ length: times }, () => 'INVALID_CREDENTIALS');
const failTimes = (ip: string, input: Guess, times: number) =>
  guessTimes([gateway, replica], ip, input, times);
const ownOf = ({ email, password }: { email: string; password: string }) => ({ email, password });

describe('A15 after ten failures in a row the right password is refused for a while, and nobody has to help', () => {
  it('refuses it, and says for how long, while open sessions go on', async () => {
    const [ip, person] = [newSource(), await signUp(gateway)];
    expect(await failTimes(ip, { email: person.email }, 10)).toEqual(allWrong(10));
    const { errors, headers } = await gateway.api.send(SignInDocument, { input: ownOf(person) }, from(ip));
    expect(errors[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfter: anyNumber });
    const { retryAfter = 0 } = errors[0]?.extensions ?? {};
    expect(retryAfter).toBeLessThanOrEqual(15 * 60);
    expect(headers.get('retry-after')).toBe(String(retryAfter));
    expect((await gateway.api.call(MeDocument, {}, person)).me).toBeTruthy();
    await gateway.api.call(RefreshDocument, { refreshToken: person.refreshToken }, from(ip));
    // Elsewhere the owner is let in meanwhile.
    expect(await tryAt(newSource(), ownOf(person))).toBeUndefined();
  });

  it('lets in when the time it told is over', async () => {
    const [ip, person] = [newSource(), await signUp(gateway)];
    await failTimes(ip, { email: person.email }, 10);
    const { retryAfter = 0 } = await gateway.api.refusal(SignInDocument, { input: ownOf(person) }, from(ip));
    const limits = gateway.database.collection('limits');
    const endsInMs = (await limits.find().toArray()).map(
      ({ expire }) => (expire as Date).getTime() - Date.now(),
    );
    expect(endsInMs.some((ms) => Math.abs(ms - retryAfter * 1_000) < ROOM * 3_000)).toBe(true);
    await limits.updateMany({}, { $set: { expire: new Date() } });
    // Whoever has refused knows until when, and asks nobody before.
    const later = await startTestGateway({ ...replicaOf(gateway), ...settings });
    try {
      expect(await tryAt(ip, ownOf(person), later)).toBeUndefined();
    } finally {
      await later.stop();
    }
  });

  it('counts anew after a success', async () => {
    const [ip, person] = [newSource(), await signUp(gateway)];
    for (let round = 0; round < 2; round++) {
      expect(await failTimes(ip, { email: person.email }, 9)).toEqual(allWrong(9));
      expect(await tryAt(ip, ownOf(person))).toBeUndefined();
    }
  });

  it('lets in whoever used a reset link', async () => {
    const [ip, person] = [newSource(), await signUp(gateway)];
    await failTimes(ip, { email: person.email }, 11);
    await gateway.api.call(SendPasswordResetEmailDocument, { email: person.email }, from(ip));
    const token = await mailedToken(gateway, person.email, subjects.reset);
    const password = 'one that nobody has guessed';
    const input = { token, password, passwordConfirm: password };
    await gateway.api.call(ResetPasswordDocument, { input }, from(ip));
    expect(await tryAt(ip, { email: person.email, password })).toBeUndefined();
  });
});

// Operations are counted, not requests (GraphQL Cheat Sheet, batching attacks; SP 800-63B-4 section 3.2.2).
describe('A16 one counter for every way to try', () => {
  it('of every spelling of address and username, over two replicas', async () => {
    const ip = newSource();
    const username = `u${newPerson().email.slice(1, 12)}`;
    const person = await signUp(gateway, { username });
    const spellings = [
      { email: person.email },
      { email: ` ${person.email.toUpperCase()}\t` },
      { email: person.email.replace('example', 'ExAmPle') },
      { username },
      { username: ` ${username.toUpperCase()}` },
    ];
    const codes = [];
    for (const [turn, input] of [...spellings, ...spellings].entries())
      codes.push(await tryAt(ip, input, turn % 2 ? replica : gateway));
    expect(codes).toEqual(allWrong(10));
    for (const at of [gateway, replica]) expect(await tryAt(ip, ownOf(person), at)).toBe('RATE_LIMITED');
  });

  it('of an address that nobody has, in every spelling, also one that nobody can have', async () => {
    for (const email of [`nobody-${newPerson().email}`, `nöbödy-${newPerson().email}`]) {
      const ip = newSource();
      const codes = [];
      for (let turn = 0; turn < 11; turn++) {
        const spelling = turn % 3 ? email.toUpperCase() : ` ${email}`;
        codes.push(await tryAt(ip, { email: spelling }, turn % 2 ? replica : gateway));
      }
      expect(codes).toEqual([...allWrong(10), 'RATE_LIMITED']);
    }
  });

  it('of a hundred at one instant over two replicas: ten are judged', async () => {
    const codes = await untilAllAreJudged(async () => {
      const [ip, { email }] = [newSource(), await signUp(gateway)];
      const at = (turn: number) => (turn % 2 ? replica : gateway);
      return Promise.all(Array.from({ length: 100 }, (_, turn) => tryAt(ip, { email }, at(turn))));
    });
    const counted = (wanted: string) => codes.filter((code) => code === wanted).length;
    expect([counted('INVALID_CREDENTIALS'), counted('RATE_LIMITED')]).toEqual([10, 90]);
  });

  it('of aliases and batches: a document holds one sign-in, by whichever operation, and a request one document', async () => {
    const person = await signUp(gateway);
    const { email, password } = person;
    const signIn = (n: number, word: string) =>
      `a${n}: signIn(input: { email: "${email}", password: "${word}" }) { __typename }`;
    const totp = `b: signInWithTotp(input: { email: "${email}", code: "000000" }) { userId }`;
    const documents = [
      `mutation { ${signIn(1, 'a wrong one')} ${signIn(2, password)} }`,
      `mutation { ${totp} ${signIn(2, password)} }`,
      `mutation { ...F ...F } fragment F on Mutation { ${signIn(1, password)} ${totp} }`,
      `mutation { ... on Mutation { ${signIn(1, 'x')} } ... @include(if: true) { ${signIn(2, password)} } }`,
    ];
    for (const document of documents) {
      const { data, errors } = await gateway.api.send(document, {}, from(newSource()));
      expect(data ?? null).toBeNull();
      expect(errors.map(({ extensions }) => extensions.code)).toEqual(['OPERATION_TOO_COMPLEX']);
    }
    const body = JSON.stringify([1, 2].map((n) => ({ query: `mutation { ${signIn(n, password)} }` })));
    const headers = { 'content-type': 'application/json' };
    const batch = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body });
    expect(batch.status).toBe(400);
    expect(await batch.text()).not.toContain('AuthPayload');
  });

  it('of passwords, codes and step-up; a right password alone clears nothing, a whole sign-in does', async () => {
    const [ip, person] = [newSource(), await personWith2fa(gateway)];
    setClock(replica.clock, gateway.clock);
    await failTimes(ip, { email: person.email }, 4);
    const challengeToken = await challengeFor(gateway, person);
    const codes = [];
    for (let turn = 0; turn < 3; turn++) {
      const input = { challengeToken, code: wrongCode(gateway, person, turn) };
      codes.push((await gateway.api.refusal(SignInWithTotpDocument, { input }, from(ip))).code);
    }
    const asOwner = from(ip, { accessToken: person.accessToken });
    for (let turn = 0; turn < 3; turn++)
      codes.push(
        (await gateway.api.refusal(ReauthenticateDocument, { password: 'a wrong password' }, asOwner)).code,
      );
    expect(codes).toEqual(allWrong(6));
    const next = 'another good passphrase';
    const change = { currentPassword: person.password, password: next, passwordConfirm: next };
    for (const refusal of [
      await gateway.api.refusal(ReauthenticateDocument, { password: person.password }, asOwner),
      await gateway.api.refusal(ChangePasswordDocument, { input: change }, asOwner),
      await replica.api.refusal(SignInDocument, { input: ownOf(person) }, from(ip)),
    ])
      expect(refusal.code).toBe('RATE_LIMITED');
    const elsewhere = newSource();
    await failTimes(elsewhere, { email: person.email }, 9);
    const input = { challengeToken: await challengeFor(gateway, person), code: freshCode(gateway, person) };
    await gateway.api.call(SignInWithTotpDocument, { input }, from(elsewhere));
    expect(await failTimes(elsewhere, { email: person.email }, 3)).toEqual(allWrong(3));
  });

  it('of the links that GraphQL and the pages send', async () => {
    const strict = await startTestGateway({
      ...replicaOf(gateway),
      TRUST_PROXY: '1',
      LINK_REQUEST_LIMIT: '2',
    });
    try {
      const at = from(newSource());
      await strict.api.call(SendPasswordResetEmailDocument, { email: newPerson().email }, at);
      const post = (path: string) =>
        fetch(`${strict.url}${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...at.headers },
          body: JSON.stringify({ email: 'a@b.example' }),
        });
      expect((await post('/reset-password/request')).status).toBe(200);
      for (const path of ['/reset-password/request', '/verify-email/resend']) {
        const refused = await post(path);
        expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true]);
      }
      const again = { email: newPerson().email };
      expect((await strict.api.refusal(SendPasswordResetEmailDocument, again, at)).code).toBe('RATE_LIMITED');
    } finally {
      await strict.stop();
    }
  });
});

describe('A17 nobody chooses the source they are counted by', () => {
  const claims = (turn: number) => ({
    'x-forwarded-for': `203.0.113.${turn}`,
    forwarded: `for=203.0.113.${turn}`,
    'x-real-ip': `203.0.113.${turn}`,
    'true-client-ip': `203.0.113.${turn}`,
    'cf-connecting-ip': `203.0.113.${turn}`,
    'x-client-ip': `203.0.113.${turn}`,
  });
  const failWith = async (at: TestGateway, headersOf: (turn: number) => Record<string, string>) => {
    const input = { email: newPerson().email, password: 'a wrong password' };
    const codes = [];
    for (let turn = 1; turn <= 11; turn++)
      codes.push((await at.api.refusal(SignInDocument, { input }, { headers: headersOf(turn) })).code);
    return codes;
  };

  it('by no header where no proxy is trusted', async () => {
    const bare = await startTestGateway({ ...replicaOf(gateway), TRUST_PROXY: 'false' });
    try {
      expect(await failWith(bare, claims)).toEqual([...allWrong(10), 'RATE_LIMITED']);
    } finally {
      await bare.stop();
    }
  });

  it('by no hop but the last where one proxy is trusted, nor by any other header', async () => {
    const last = '192.0.2.17';
    const codes = await failWith(gateway, (turn) => ({
      ...claims(turn),
      'x-forwarded-for': `203.0.113.${turn}, 10.0.0.${turn}, ${last}`,
    }));
    expect(codes).toEqual([...allWrong(10), 'RATE_LIMITED']);
    // Another last hop is another source.
    const others = await failWith(gateway, (turn) => ({
      'x-forwarded-for': `${last}, 203.0.113.${100 + turn}`,
    }));
    expect(others).toEqual(allWrong(11));
  });

  it('by no port that the balancer writes behind the address', async () => {
    for (const address of ['203.0.113.201:500*', '[2001:db8:0:9::1]:500*', '203.0.113.*:443']) {
      const codes = await failWith(gateway, (at) => ({ 'x-forwarded-for': address.replace('*', `${at}`) }));
      expect(codes).toEqual(address.endsWith('*') ? [...allWrong(10), 'RATE_LIMITED'] : allWrong(11));
    }
  });

  it('by nothing that is no address: it counts as the proxy, and the log says so once', async () => {
    const codes = await failWith(gateway, (turn) => ({ 'x-forwarded-for': `unknown-${turn}` }));
    expect(codes).toEqual([...allWrong(10), 'RATE_LIMITED']);
    expect(gateway.logLines.filter((line) => line.includes('"entry":"unknown-'))).toHaveLength(1);
  });

  it('by no address of one’s own IPv6 /64', async () => {
    const codes = await failWith(gateway, (turn) => ({ 'x-forwarded-for': `2001:db8:0:1::${turn}` }));
    expect(codes).toEqual([...allWrong(10), 'RATE_LIMITED']);
    const others = await failWith(gateway, (turn) => ({ 'x-forwarded-for': `2001:db8:1:${turn}::1` }));
    expect(others).toEqual(allWrong(11));
  });
});

describe('A18 a restart forgets no failure', () => {
  it('refuses after it, and stores no address to know that', async () => {
    const [ip, person] = [newSource(), await signUp(gateway)];
    await failTimes(ip, { email: person.email }, 10);
    const stored = await gateway.database.collection('limits').find().toArray();
    expect(stored.length).toBeGreaterThan(0);
    expect(JSON.stringify(stored)).not.toMatch(/198\.51|example\.com/);
    const after = await startTestGateway({ ...replicaOf(gateway), ...settings });
    try {
      expect(await tryAt(ip, ownOf(person), after)).toBe('RATE_LIMITED');
    } finally {
      await after.stop();
    }
  });
});
