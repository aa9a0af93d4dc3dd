import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { SendSignInEmailDocument } from '../generated/operations.js';
import {
  askForMail,
  completeByMail,
  mailedCode,
  mailedMethods,
  newDevice,
  verifiedPerson,
} from '../harness/email-sign-in.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { linkIn, newestMail } from '../harness/mailbox.js';
import { newPerson } from '../harness/people.js';

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

describe('sendSignInEmail: ok', () => {
  it('mails a code, and tells in the mail who asked', async () => {
    const { email } = await verifiedPerson(gateway);
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
    const { email } = await verifiedPerson(gateway);
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
    const { email } = await verifiedPerson(gateway);
    await ask(` ${email.toUpperCase()} `);
    expect((await newestMail(gateway, email, /^Your code for signing in/)).to).toBe(email);
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
  const { email } = await verifiedPerson(gateway);
  await askForMail(gateway, email, 'CODE');
  const code = await mailedCode(gateway, email);
  const kept = JSON.stringify(await gateway.database.collection('emailSignIns').find().toArray());
  expect(kept).not.toContain(email);
  expect(kept).not.toContain(code.replace(' ', ''));
});
