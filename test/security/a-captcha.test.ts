/** A captcha that is missing, wrong or not to be judged lets nobody through. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import {
  SendPasswordResetEmailDocument,
  SignInDocument,
  SignInWithTotpDocument,
  SignUpDocument,
} from '../generated/operations.js';
import { freshCode, personWithTotp, wrongCode } from '../harness/authenticator.js';
import { type CaptchaService, startCaptchaService } from '../harness/captcha-service.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { newPerson, signUp } from '../harness/people.js';
import { ROOM } from '../harness/timing.js';

let service: CaptchaService;
let gateway: TestGateway;
beforeAll(async () => {
  service = await startCaptchaService();
  gateway = await startTestGateway({
    CAPTCHA_PROVIDER: 'hcaptcha',
    TOTP_ALONE: 'true',
    CAPTCHA_SITE_KEY: 'public-site-key',
    CAPTCHA_SECRET: 'captcha-secret-of-the-site',
    CAPTCHA_VERIFY_URL: service.url,
  });
});
afterEach(() => service.answerWith({}));
afterAll(async () => {
  await gateway.stop();
  await service.stop();
});

// Fails closed, in bounded time (ASVS 16.5.2 and 16.5.3).
describe('A27 hCaptcha: missing, false or out of reach is refused within five seconds', () => {
  /** What sign-up and a request for a link say, and how long both took. */
  const refusals = async (captchaToken?: string | null) => {
    const startedAt = performance.now();
    const email = newPerson().email;
    const more = captchaToken === undefined ? {} : { captchaToken };
    const answers = await Promise.all([
      gateway.api.send(SignUpDocument, { input: { ...newPerson(), ...more } }),
      gateway.api.send(SendPasswordResetEmailDocument, { email, ...more }),
    ]);
    const codes = answers.map(({ errors }) => errors[0]?.extensions.code);
    return { codes: new Set(codes), ms: performance.now() - startedAt, text: JSON.stringify(answers) };
  };

  it.each([[undefined], [null], [''], [' \n']])('without a token (%j)', async (token) => {
    expect((await refusals(token)).codes).toEqual(new Set(['CAPTCHA_REQUIRED']));
    expect(service.asked).toEqual([]);
  });

  it('with a token that it refuses', async () => {
    service.answerWith({ success: false, 'error-codes': ['invalid-input-response'] });
    expect((await refusals('made up')).codes).toEqual(new Set(['CAPTCHA_INVALID']));
  });

  it('with a verdict that is no verdict, or is about our settings', async () => {
    const verdicts: (readonly [object, number])[] = [
      [{ success: 'true' }, 200],
      [{ success: 1 }, 200],
      [{ success: true }, 500],
      [{ success: true }, 302],
      [{ success: false, 'error-codes': ['invalid-input-secret'] }, 200],
    ];
    for (const [verdict, status] of verdicts) {
      service.answerWith(verdict, status);
      expect((await refusals('solved')).codes).toEqual(new Set(['UNAVAILABLE']));
    }
    service.answer((response) => response.writeHead(302, { location: '/elsewhere' }).end());
    expect((await refusals('solved')).codes).toEqual(new Set(['UNAVAILABLE']));
    expect(service.elsewhereAsked).toBe(0);
  });

  it('where it cuts the connection, never answers, or never ends', async () => {
    service.answer((response) => response.destroy());
    expect((await refusals('solved')).codes).toEqual(new Set(['UNAVAILABLE']));
    service.answer((response) => response.writeHead(200).write('{"success":true,'));
    const endless = await refusals('solved');
    service.answer(() => undefined);
    const silent = await refusals('solved');
    for (const { codes, ms, text } of [endless, silent]) {
      expect(codes).toEqual(new Set(['UNAVAILABLE']));
      expect(ms).toBeLessThan(ROOM * 3_000);
      expect(text).not.toMatch(/hcaptcha|siteverify|captcha-secret|ECONN|127\.0\.0\.1/i);
    }
  });

  it('makes no account and sends no mail meanwhile', async () => {
    expect(await gateway.database.collection('users').countDocuments()).toBe(0);
    expect(await gateway.database.collection('outbox').countDocuments()).toBe(0);
  });

  it('lets in with a good one, which is told secret, site key and visitor', async () => {
    await signUp(gateway, { captchaToken: 'solved' });
    expect(service.asked.at(-1)).toEqual({
      secret: 'captcha-secret-of-the-site',
      response: 'solved',
      remoteip: '127.0.0.1',
      sitekey: 'public-site-key',
    });
  });

  it('at sign-in after three failures, for unknown accounts alike, and the right password does not pass without', async () => {
    const person = await signUp(gateway, { captchaToken: 'solved' });
    service.answerWith({}, 500);
    for (const email of [person.email, `nobody-${person.email}`]) {
      const codeOf = async (password: string, captchaToken: string | null = null) =>
        (await gateway.api.send(SignInDocument, { input: { email, password, captchaToken } })).errors[0]
          ?.extensions.code;
      for (let turn = 0; turn < 3; turn++) expect(await codeOf('a wrong one')).toBe('INVALID_CREDENTIALS');
      expect(await codeOf(person.password)).toBe('CAPTCHA_REQUIRED');
      expect(await codeOf(person.password, 'solved')).toBe('UNAVAILABLE');
    }
  });

  it('at a sign-in by a code alone as at one by a password, and the right code does not pass without', async () => {
    service.answerWith({});
    const { secret, email } = await personWithTotp(gateway, { captchaToken: 'solved' });
    service.answerWith({}, 500);
    for (const name of [email, `nobody-${email}`]) {
      const codeOf = async (code: string, captchaToken: string | null = null) => {
        const input = { email: name, code, captchaToken };
        return (await gateway.api.send(SignInWithTotpDocument, { input })).errors[0]?.extensions.code;
      };
      for (let turn = 0; turn < 3; turn++)
        expect(await codeOf(wrongCode(gateway, { secret }))).toBe('INVALID_CREDENTIALS');
      expect(await codeOf(freshCode(gateway, { secret }))).toBe('CAPTCHA_REQUIRED');
      expect(await codeOf(freshCode(gateway, { secret }), 'solved')).toBe('UNAVAILABLE');
    }
    service.answerWith({});
    const input = { email, code: freshCode(gateway, { secret }), captchaToken: 'solved' };
    expect((await gateway.api.send(SignInWithTotpDocument, { input })).errors).toEqual([]);
  });
});
