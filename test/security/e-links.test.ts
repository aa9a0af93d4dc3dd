/** Mail links: where they lead, what uses them up, and what they do. */
import { request as httpRequest } from 'node:http';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  MeDocument,
  RefreshDocument,
  ResetPasswordDocument,
  SendPasswordResetEmailDocument,
  SendVerificationEmailDocument,
  SignInDocument,
  VerifyEmailDocument,
} from '../generated/operations.js';
import { freshCode, personWith2fa, challengeFor } from '../harness/authenticator.js';
import { cookiesOf } from '../harness/cookies.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { linkIn, mailedToken, mailsTo, newestMail, outboxSettled, subjects } from '../harness/mailbox.js';
import { opened, type SignedUp, signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';

let gateway: TestGateway;
let replica: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ MAIL_LIMIT: '100', RATE_LIMIT: 'false' });
  replica = await startTestGateway({ ...replicaOf(gateway), MAIL_LIMIT: '100', RATE_LIMIT: 'false' });
});
afterAll(async () => {
  await replica.stop();
  await gateway.stop();
});

const password = 'another good passphrase';
const both = (token: string, chosen = password) => ({ token, password: chosen, passwordConfirm: chosen });
const codeOfReset = async (token: string, chosen = password) =>
  (await gateway.api.send(ResetPasswordDocument, { input: both(token, chosen) })).errors[0]?.extensions.code;
const codeOfVerify = async (token: string) =>
  (await gateway.api.send(VerifyEmailDocument, { token })).errors[0]?.extensions.code;
async function resetToken({ email }: Pick<SignedUp, 'email'>): Promise<string> {
  await gateway.api.call(SendPasswordResetEmailDocument, { email });
  return mailedToken(gateway, email, subjects.reset);
}
const signIn = async (email: string, chosen: string) =>
  (await gateway.api.send(SignInDocument, { input: { email, password: chosen } })).errors[0]?.extensions.code;

describe('E1 links lead to the configured URL, whatever a request says of itself', () => {
  const forged = {
    origin: 'https://evil.example',
    referer: 'https://evil.example/',
    forwarded: 'host=evil.example;proto=https',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'gopher',
    'x-forwarded-port': '666',
    'x-forwarded-prefix': '/evil.example',
    'x-original-url': 'https://evil.example/',
    'x-host': 'evil.example',
    'x-forwarded-server': 'evil.example',
  };
  /** fetch sends the Host of its URL; this sends any. */
  const postAs = (path: string, host: string, body: object) =>
    new Promise<number>((resolve, reject) => {
      const headers = { ...forged, host, 'content-type': 'application/json' };
      const sent = httpRequest(`${gateway.url}${path}`, { method: 'POST', headers }, (answer) => {
        answer.resume().on('end', () => {
          resolve(answer.statusCode ?? 0);
        });
      });
      sent.on('error', reject).end(JSON.stringify(body));
    });

  it('by GraphQL and by the forms, with forged Host, Origin, Referer and Forwarded headers', async () => {
    const person = await signUp(gateway);
    const { email } = person;
    const mutation = (name: string) => ({ query: `mutation { ${name}(email: "${email}") { message } }` });
    for (const host of [
      'evil.example',
      'evil.example:443',
      'localhost@evil.example',
      'localhost.evil.example',
    ]) {
      // From elsewhere the form itself is refused; GraphQL is open to other origins' programs, and must not believe them.
      await postAs('/graphql', host, mutation('sendPasswordResetEmail'));
      await postAs('/graphql', host, mutation('sendVerificationEmail'));
      await postAs('/reset-password/request', host, { email });
      await postAs('/verify-email/resend', host, { email });
    }
    const { api } = gateway;
    await api.call(SendPasswordResetEmailDocument, { email }, { headers: forged });
    await api.call(SendVerificationEmailDocument, { email }, { headers: forged });
    const mails = await mailsTo(gateway, email);
    expect(mails.length).toBeGreaterThanOrEqual(3);
    for (const mail of mails) {
      expect(mail.text + mail.html).not.toMatch(/evil\.example|gopher|:666\b/);
      expect(linkIn(mail).origin).toBe(gateway.url.replace('127.0.0.1', 'localhost'));
    }
  });
});

// Mail scanners and previews open links (Forgot Password Cheat Sheet).
describe('E2 opening a link uses nothing up, whichever way and however often; the form does', () => {
  const openAll = async (url: string) => {
    for (const method of ['GET', 'HEAD', 'OPTIONS', 'GET', 'HEAD', 'PUT', 'DELETE', 'PATCH']) {
      const headers = method === 'GET' ? { purpose: 'prefetch', 'sec-purpose': 'prefetch' } : {};
      await (await fetch(url, { method, headers })).arrayBuffer();
    }
    await Promise.all(Array.from({ length: 10 }, async () => (await fetch(url)).arrayBuffer()));
  };

  it('of a verification', async () => {
    const person = await signUp(gateway);
    const token = await mailedToken(gateway, person.email);
    await openAll(`${gateway.url}/verify-email?token=${token}`);
    expect((await gateway.api.call(MeDocument, undefined, person)).me?.emailVerifiedAt).toBeNull();
    const done = await fetch(`${gateway.url}/verify-email`, {
      method: 'POST',
      body: new URLSearchParams({ token }),
    });
    expect(done.status).toBe(200);
    expect((await gateway.api.call(MeDocument, undefined, person)).me?.emailVerifiedAt).toBeTruthy();
  });

  it('of a reset', async () => {
    const person = await signUp(gateway);
    const token = await resetToken(person);
    await openAll(`${gateway.url}/reset-password?token=${token}`);
    const query = new URLSearchParams(both(token)).toString();
    await openAll(`${gateway.url}/reset-password?${query}`);
    expect(await signIn(person.email, person.password)).toBeUndefined();
    const body = new URLSearchParams(both(token));
    expect((await fetch(`${gateway.url}/reset-password`, { method: 'POST', body })).status).toBe(200);
    expect(await signIn(person.email, password)).toBeUndefined();
  });
});

describe('E3 a link is used once, only the newest, in its time, for its purpose, and is stored as a hash', () => {
  it('one of twenty forms and mutations at once wins, on two replicas', async () => {
    const [person, other] = [await signUp(gateway), await signUp(gateway)];
    const reset = await resetToken(person);
    const sent = Array.from({ length: 20 }, async (_, turn) => {
      const chosen = `a good passphrase ${turn}`;
      const at = turn % 2 ? replica : gateway;
      if (turn % 4 < 2)
        return (await at.api.send(ResetPasswordDocument, { input: both(reset, chosen) })).errors.length === 0;
      const body = new URLSearchParams(both(reset, chosen));
      const { status } = await fetch(`${at.url}/reset-password`, { method: 'POST', body });
      expect([200, 400]).toContain(status);
      return status === 200;
    });
    const winners = (await Promise.all(sent)).flatMap((won, turn) => (won ? [turn] : []));
    expect(winners).toHaveLength(1);
    expect(await signIn(person.email, `a good passphrase ${winners[0] ?? -1}`)).toBeUndefined();
    const token = await mailedToken(gateway, other.email);
    const verified = await Promise.all(
      Array.from({ length: 20 }, (_, turn) =>
        (turn % 2 ? replica : gateway).api.send(VerifyEmailDocument, { token }),
      ),
    );
    expect(verified.filter(({ data }) => data)).toHaveLength(1);
    const codes = verified.flatMap(({ errors }) => errors.map(({ extensions }) => extensions.code));
    expect(new Set(codes)).toEqual(new Set(['LINK_INVALID']));
  });

  it('a used one, an older one, one of another purpose and an altered one are refused, and harm none', async () => {
    const person = await signUp(gateway);
    const verification = await mailedToken(gateway, person.email);
    const older = await resetToken(person);
    const newer = await resetToken(person);
    expect(newer).not.toBe(older);
    const altered = [0, 1, 20, newer.length - 1].map((place) => {
      const other = newer[place] === 'B' ? 'C' : 'B';
      return `${newer.slice(0, place)}${other}${newer.slice(place + 1)}`;
    });
    for (const token of [older, verification, ...altered, '', 'A'.repeat(44), 'A'.repeat(50_000)])
      expect(await codeOfReset(token)).toBe('LINK_INVALID');
    expect(await codeOfVerify(newer)).toBe('LINK_INVALID');
    expect(await codeOfVerify(verification)).toBeUndefined();
    expect(await codeOfVerify(verification)).toBe('LINK_INVALID');
    expect(await codeOfReset(newer)).toBeUndefined();
    expect(await codeOfReset(newer, 'one more good passphrase')).toBe('LINK_INVALID');
    expect(await signIn(person.email, password)).toBeUndefined();
  });

  it('sets the password of the account it was made for', async () => {
    const [person, other] = [await signUp(gateway), await signUp(gateway)];
    const [token] = [await resetToken(person), await resetToken(other)];
    await codeOfReset(token);
    expect(await signIn(other.email, other.password)).toBeUndefined();
    expect(await signIn(other.email, password)).toBe('INVALID_CREDENTIALS');
  });

  it('lives a quarter of an hour for a reset, a day for a verification', async () => {
    const person = await signUp(gateway);
    const [verification, reset] = [await mailedToken(gateway, person.email), await resetToken(person)];
    gateway.clock.advance(14 * 60_000);
    const page = await fetch(`${gateway.url}/reset-password?token=${reset}`);
    expect(await page.text()).toContain(`value="${reset}"`);
    gateway.clock.advance(60_000 + 1_000);
    expect(await codeOfReset(reset)).toBe('LINK_INVALID');
    const other = await signUp(gateway);
    const inTime = await mailedToken(gateway, other.email);
    gateway.clock.advance(23.5 * 3_600_000);
    expect(await codeOfVerify(inTime)).toBeUndefined();
    gateway.clock.advance(3_600_000);
    expect(await codeOfVerify(verification)).toBe('LINK_INVALID');
  });

  it('is in the database and the log in no writing', async () => {
    const person = await signUp(gateway);
    const tokens = [await mailedToken(gateway, person.email), await resetToken(person)];
    await codeOfReset(`${tokens[0] ?? ''}x`);
    await outboxSettled(gateway);
    for (const name of ['actionTokens', 'outbox', 'users', 'audit']) {
      const stored = JSON.stringify(await gateway.database.collection(name).find().toArray());
      for (const token of tokens) {
        expect(token.length).toBeGreaterThanOrEqual(22);
        expect(stored).not.toContain(token.slice(8, 30));
        expect(gateway.logLines.join('')).not.toContain(token.slice(8, 30));
      }
    }
  });
});

describe('E5 a reset ends every session, opens none, and leaves the second factor on', () => {
  it('for an account with one', async () => {
    const person = await personWith2fa(gateway);
    const { data, headers } = await gateway.api.send(ResetPasswordDocument, {
      input: both(await resetToken(person)),
    });
    expect(Object.keys(data?.resetPassword ?? {})).toEqual(['message']);
    expect(cookiesOf(headers)['refreshToken']?.value ?? '').toBe('');
    const { accessToken, refreshToken } = person;
    expect((await gateway.api.refusal(MeDocument, undefined, { accessToken })).code).toBe('TOKEN_INVALID');
    expect((await gateway.api.refusal(RefreshDocument, { refreshToken })).code).toBe('TOKEN_INVALID');
    // The new password alone leads to the question for the code.
    const challengeToken = await challengeFor(gateway, { ...person, password });
    const code = freshCode(gateway, person);
    const query = `mutation ($input: TotpSignInInput!) { signInWithTotp(input: $input) { userId } }`;
    expect(await gateway.api.call(query, { input: { challengeToken, code } })).toBeTruthy();
    await newestMail(gateway, person.email, subjects.passwordReset);
  });

  it('for sessions on every device, and by the form too', async () => {
    const person = await signUp(gateway);
    const input = { email: person.email, password: person.password };
    const elsewhere = opened((await gateway.api.call(SignInDocument, { input })).signIn);
    const body = new URLSearchParams(both(await resetToken(person)));
    const done = await fetch(`${gateway.url}/reset-password`, { method: 'POST', body });
    expect(done.status).toBe(200);
    expect(done.headers.getSetCookie().join('')).not.toMatch(/token=[^;]/i);
    for (const { accessToken, refreshToken = null } of [person, elsewhere]) {
      expect((await gateway.api.refusal(MeDocument, undefined, { accessToken })).code).toBe('TOKEN_INVALID');
      expect((await gateway.api.refusal(RefreshDocument, { refreshToken })).code).toBe('TOKEN_INVALID');
    }
  });
});
