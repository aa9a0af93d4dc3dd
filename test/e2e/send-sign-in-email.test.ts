import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { SendSignInEmailDocument, VerifyEmailDocument } from '../generated/operations.js';
import {
  askForMail,
  completeByMail,
  mailedCode,
  mailedMethods,
  newDevice,
} from '../harness/email-sign-in.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { linkIn, mailedToken, mailsTo, newestMail, outboxSettled } from '../harness/mailbox.js';
import { newPerson, signUp } from '../harness/people.js';
import { median, separation, timeInTurn } from '../harness/timing.js';

const shop = 'https://shop.example/sign-in';
const blog = 'https://blog.example/enter';
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({
    ...mailedMethods,
    TRUST_PROXY: '1',
    LINK_REQUEST_LIMIT: '1000',
    SIGN_IN_LINK_URL: `${shop}, ${blog}`,
  });
});
afterAll(() => gateway.stop());

const ask = (email: string, headers: Readonly<Record<string, string>> = {}) =>
  gateway.api.send(
    SendSignInEmailDocument,
    { email, kind: 'CODE', codeChallenge: newDevice().codeChallenge },
    { headers },
  );

async function verifiedPerson() {
  const person = await signUp(gateway);
  await gateway.api.call(VerifyEmailDocument, { token: await mailedToken(gateway, person.email) });
  return person;
}

describe('sendSignInEmail: ok', () => {
  it('mails a code, and tells in the mail who asked', async () => {
    const { email } = await verifiedPerson();
    await ask(email, { 'x-forwarded-for': '203.0.113.9' });
    const { text, html } = await newestMail(gateway, email, /^Your code for signing in/);
    expect(text).toMatch(/^\d{4} \d{4}$/m);
    expect(text).toContain('203.0.113.9');
    expect(text).not.toContain('?token=');
    expect(html).not.toContain('?token=');
  });

  it.each([
    ['the page of the frontend that asks', 'https://blog.example', blog],
    ['the first one for a stranger', 'https://evil.example', shop],
  ])('mails a link without a code, which leads to %s', async (_, origin, page) => {
    const { email } = await verifiedPerson();
    const { codeChallenge } = newDevice();
    await gateway.api.call(
      SendSignInEmailDocument,
      { email, kind: 'LINK', codeChallenge },
      { headers: { origin } },
    );
    const mail = await newestMail(gateway, email, /^Your link for signing in/);
    const link = linkIn(mail);
    expect(`${link.origin}${link.pathname}`).toBe(page);
    expect(mail.text).not.toMatch(/^\d{4} \d{4}$/m);
  });

  it('writes to the stored address, whichever spelling is typed', async () => {
    const { email } = await verifiedPerson();
    await ask(` ${email.toUpperCase()} `);
    expect((await newestMail(gateway, email, /^Your code for signing in/)).to).toBe(email);
  });
});

describe('sendSignInEmail: one answer', () => {
  it('for known, unverified, suspended, deleted and unknown addresses, with a challenge that counts tries alike', async () => {
    const [known, unverified, suspended] = [
      await verifiedPerson(),
      await signUp(gateway),
      await verifiedPerson(),
    ];
    await gateway.database
      .collection('users')
      .updateOne({ emailCanonical: suspended.email }, { $set: { suspendedAt: new Date() } });
    const unknown = `nobody-${known.email}`;
    const seen = [];
    for (const email of [known.email, unverified.email, suspended.email, unknown]) {
      const { codeVerifier, challengeToken, message, expiresAt } = await askForMail(gateway, email, 'CODE');
      await outboxSettled(gateway);
      const answers = [];
      for (let turn = 0; turn < 6; turn++) {
        const { status, errors } = await completeByMail(gateway, {
          challengeToken,
          code: 'wrong',
          codeVerifier,
        });
        answers.push([status, errors[0]?.extensions.code]);
      }
      const minutes = Math.round((Date.parse(expiresAt) - gateway.clock.now().getTime()) / 60_000);
      seen.push(JSON.stringify({ message, length: challengeToken.length, minutes, answers }));
    }
    expect(new Set(seen).size).toBe(1);
    expect(seen[0]).toContain(`${`[200,"INVALID_CREDENTIALS"],`.repeat(5)}[200,"CHALLENGE_EXPIRED"]`);
    expect(await mailsTo(gateway, unknown)).toEqual([]);
  });

  it('in one time, whoever has the address', async () => {
    const { email } = await verifiedPerson();
    const times = await timeInTurn(40, {
      known: () => ask(email),
      unknown: () => ask(`nobody-${email}`),
    });
    expect(Math.abs(median(times.known) - median(times.unknown))).toBeLessThan(
      Math.max(3, 0.5 * median(times.unknown)),
    );
    expect(separation(times.known, times.unknown)).toBeLessThan(0.75);
  });

  it('is also that of an address past MAIL_LIMIT, and strangers use up no mail of a place that is known', async () => {
    const person = await verifiedPerson();
    const headers = { 'x-forwarded-for': '198.51.100.77' };
    const bodies = new Set<string | undefined>();
    for (let turn = 0; turn < 7; turn++)
      bodies.add((await ask(person.email, headers)).data?.sendSignInEmail.message);
    expect(bodies.size).toBe(1);
    const codes = async () =>
      (await mailsTo(gateway, person.email)).filter(({ subject }) => /^Your code/.test(subject)).length;
    // The mail of the sign-up is one of the five.
    expect(await codes()).toBe(4);
    await ask(person.email);
    expect(await codes()).toBe(5);
  });
});

describe('sendSignInEmail: refusals', () => {
  it('is BAD_USER_INPUT for what is no address, and for what is no challenge', async () => {
    const variables = { email: 'ada@', kind: 'LINK' as const, codeChallenge: 'short' };
    const refusal = await gateway.api.refusal(SendSignInEmailDocument, variables);
    expect(refusal.code).toBe('BAD_USER_INPUT');
    expect(refusal.fields?.map(({ path }) => path)).toEqual(['email', 'codeChallenge']);
  });

  it('is FORBIDDEN for a kind that SIGN_IN_METHODS does not name, and so is what completes it', async () => {
    const plain = await startTestGateway();
    try {
      const { email } = newPerson();
      for (const kind of ['LINK', 'CODE'] as const) {
        const { codeChallenge } = newDevice();
        const refusal = await plain.api.refusal(SendSignInEmailDocument, { email, kind, codeChallenge });
        expect(refusal).toMatchObject({ code: 'FORBIDDEN', requires: 'signInMethod' });
      }
      const { codeVerifier } = newDevice();
      const proof = { challengeToken: 'x', code: '12345678', codeVerifier };
      expect((await completeByMail(plain, proof)).errors[0]?.extensions).toMatchObject({
        code: 'FORBIDDEN',
        requires: 'signInMethod',
      });
      expect((await fetch(`${plain.url}/sign-in-link?token=x`)).status).toBe(404);
    } finally {
      await plain.stop();
    }
  });

  it('is RATE_LIMITED past LINK_REQUEST_LIMIT of a source', async () => {
    const strict = await startTestGateway({ ...mailedMethods, LINK_REQUEST_LIMIT: '2' });
    try {
      const { email } = newPerson();
      const codes = [];
      for (let turn = 0; turn < 3; turn++) {
        const { codeChallenge } = newDevice();
        const { errors } = await strict.api.send(SendSignInEmailDocument, {
          email,
          kind: 'CODE',
          codeChallenge,
        });
        codes.push(errors[0]?.extensions.code);
      }
      expect(codes).toEqual([undefined, undefined, 'RATE_LIMITED']);
    } finally {
      await strict.stop();
    }
  });
});

it('holds neither address nor code in the database', async () => {
  const { email } = await verifiedPerson();
  await askForMail(gateway, email, 'CODE');
  const code = await mailedCode(gateway, email);
  const kept = JSON.stringify(await gateway.database.collection('emailSignIns').find().toArray());
  expect(kept).not.toContain(email);
  expect(kept).not.toContain(code.replace(' ', ''));
});
