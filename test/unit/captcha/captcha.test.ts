import type { ServerResponse } from 'node:http';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { type Captcha, type CaptchaOptions, createCaptcha } from '../../../src/captcha/captcha.js';
import { captchaProviders } from '../../../src/foundation/captcha-providers.js';
import { AppError } from '../../../src/foundation/errors.js';
import { createLogger } from '../../../src/foundation/logger.js';
import { type CaptchaService, startCaptchaService } from '../../harness/captcha-service.js';
import { ROOM } from '../../harness/timing.js';

let service: CaptchaService;
let logLines: string[];
beforeEach(async () => {
  service = await startCaptchaService();
  logLines = [];
});
afterEach(() => service.stop());

const secret = 'the-secret-of-the-site';
const token = 'P1_the-token-of-a-visitor';
const use = { action: 'signUp', ip: '203.0.113.7' } as const;

/** @param patience where nothing is said of it, more than any machine takes. */
function open(options: Partial<CaptchaOptions> = {}, patience: object = { timeoutMs: 60_000 }): Captcha {
  const log = createLogger({
    level: 'debug',
    readable: false,
    destination: { write: (line) => logLines.push(line) },
  });
  const where = { provider: 'hcaptcha', siteKey: 'a-site-key', verifyUrl: service.url } as const;
  return createCaptcha({ ...where, secret, failOpen: false, fetch, log, ...patience, ...options });
}

async function refusalOf(captcha: Captcha, given: string | null | undefined = token): Promise<AppError> {
  try {
    await captcha.verify(given, use);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('It was accepted.');
}
const codeOf = async (captcha: Captcha, given?: string | null) => (await refusalOf(captcha, given)).code;

describe('a good token', () => {
  it('is accepted, and its visitor and site key are told to hCaptcha', async () => {
    await open().verify(token, use);
    expect(service.asked).toEqual([
      { secret, response: token, remoteip: '203.0.113.7', sitekey: 'a-site-key' },
    ]);
  });

  it.each(['turnstile', 'recaptcha'] as const)(
    'is accepted by %s, which knows no site key',
    async (provider) => {
      await open({ provider }).verify(token, use);
      expect(service.asked).toEqual([{ secret, response: token, remoteip: '203.0.113.7' }]);
    },
  );

  it('is asked of the documented place where nothing else is set', async () => {
    for (const [provider, { verifyUrl }] of Object.entries(captchaProviders)) {
      const asked: string[] = [];
      const instead = ((url: string, request: RequestInit) => {
        asked.push(url);
        return fetch(service.url, request);
      }) as typeof fetch;
      const where = { provider: provider as CaptchaOptions['provider'], siteKey: 'k', secret };
      await createCaptcha({ ...where, failOpen: false, fetch: instead }).verify(token, use);
      expect(asked).toEqual([verifyUrl]);
      expect(verifyUrl).toMatch(/^https:/);
    }
  });

  it('may have any characters', async () => {
    const strange = 'a&secret=b\r\nx: y\u0000é';
    await open().verify(strange, use);
    expect(service.asked[0]).toMatchObject({ secret, response: strange });
  });
});

describe('without a token', () => {
  it.each([[null], [undefined], [''], [' \n']])(
    '%j is CAPTCHA_REQUIRED, and nobody is asked',
    async (given) => {
      const captcha = open({ failOpen: true });
      await expect(captcha.verify(given, use)).rejects.toMatchObject({
        code: 'CAPTCHA_REQUIRED',
        status: 400,
      });
      expect(service.asked).toEqual([]);
    },
  );
});

describe('a bad token', () => {
  it.each([['invalid-input-response'], ['timeout-or-duplicate'], ['bad-request']])(
    '%s is CAPTCHA_INVALID, failing open or not',
    async (code) => {
      for (const status of [200, 400]) {
        service.answerWith({ success: false, 'error-codes': [code] }, status);
        expect(await codeOf(open())).toBe('CAPTCHA_INVALID');
        expect(await codeOf(open({ failOpen: true }))).toBe('CAPTCHA_INVALID');
      }
    },
  );

  it('is refused without asking where it is over 4096 characters', async () => {
    await open().verify('a'.repeat(4_096), use);
    expect(await codeOf(open({ failOpen: true }), 'a'.repeat(4_097))).toBe('CAPTCHA_INVALID');
    expect(service.asked).toHaveLength(1);
  });

  it('is not let through by a success that is no true', async () => {
    for (const success of ['true', 1, {}, null]) {
      service.answerWith({ success });
      expect(await codeOf(open())).toBe('UNAVAILABLE');
    }
  });
});

describe('where it was solved', () => {
  const hostnames = ['auth.example.com', 'app.example.com'];

  it('has to be one of the hosts', async () => {
    await open({ hostnames }).verify(token, use);
    for (const hostname of ['evil.example', 'app.example.com.evil.example', '', null, undefined]) {
      service.answerWith({ hostname });
      expect(await codeOf(open({ hostnames, failOpen: true }))).toBe('CAPTCHA_INVALID');
    }
  });

  it('or one of the packages of apps, or none where that is said', async () => {
    const inApp = open({ hostnames: [...hostnames, 'com.example.app'] });
    service.answerWith({ hostname: null, apk_package_name: 'com.example.App' });
    await inApp.verify(token, use);
    service.answerWith({ hostname: undefined });
    expect(await codeOf(inApp)).toBe('CAPTCHA_INVALID');
    await open({ hostnames: [...hostnames, 'none'] }).verify(token, use);
  });

  it('tells the log why it was refused, and never the token', async () => {
    service.answerWith({ hostname: 'com.example.app' });
    await refusalOf(open({ hostnames }));
    const line = logLines.find((text) => text.includes('captcha refused')) ?? '';
    expect(line).toContain('com.example.app');
    expect(line).toContain('CAPTCHA_HOSTS');
    expect(logLines.join('')).not.toContain(token);
  });

  it('does not matter where none are given', async () => {
    service.answerWith({ hostname: 'evil.example' });
    await open().verify(token, use);
  });
});

describe('what it was solved for', () => {
  it('has to be this operation, where the provider tells', async () => {
    service.answerWith({ action: 'signUp' });
    await open({ provider: 'turnstile' }).verify(token, use);
    for (const action of ['reset', 'signup', 'signUp ']) {
      service.answerWith({ action });
      expect(await codeOf(open({ provider: 'turnstile', failOpen: true }))).toBe('CAPTCHA_INVALID');
    }
  });

  it.each([[''], [null], [undefined]])('does not matter where it tells %j', async (action) => {
    service.answerWith({ action });
    await open({ provider: 'turnstile' }).verify(token, use);
  });
});

/** Whatever the provider may do instead of answering. */
const outages: [string, () => unknown, Partial<CaptchaOptions>][] = [
  ['dead', () => service.stop(), {}],
  ['slow', () => service.answer(() => undefined), { timeoutMs: 60 }],
  ['slow in the middle', () => service.answer((response) => response.write('{"succ')), { timeoutMs: 60 }],
  ['cut off', () => service.answer((response) => response.destroy()), {}],
  ['500', () => service.answerWith({}, 500), {}],
  ['503', () => service.answerWith({ success: false }, 503), {}],
  ['429', () => service.answerWith({}, 429), {}],
  ['HTML', () => service.answer((response) => response.end('<!doctype html><p>Sorry')), {}],
  ['an empty answer', () => service.answer((response) => response.end()), {}],
  ['JSON of another kind', () => service.answer((response) => response.end('[true]')), {}],
  ['internal-error', () => service.answerWith({ success: false, 'error-codes': ['internal-error'] }), {}],
  // What has come by then is too much: nobody waits so long.
  ['an endless answer', () => service.answer(pour), { timeoutMs: 3_600_000 }],
];

function pour(response: ServerResponse): void {
  response.write('{"success":true,"hostname":"');
  const more = () => {
    while (response.write('a'.repeat(65_536)));
    response.once('drain', more);
  };
  more();
}

describe('an outage', () => {
  it.each(outages)('%s: UNAVAILABLE, and nothing of it is told', async (_, happen, options) => {
    await happen();
    const refusal = await refusalOf(open(options));
    expect(refusal).toMatchObject({ code: 'UNAVAILABLE', status: 503, details: { retryAfter: 5 } });
    expect(refusal.message).toBe(new AppError('UNAVAILABLE').message);
  });

  it.each(outages)('%s: lets visitors pass where it fails open', async (_, happen, options) => {
    await happen();
    await open({ ...options, failOpen: true }).verify(token, use);
    expect(JSON.parse(logLines.join(''))).toMatchObject({
      level: 'warn',
      passes: true,
      provider: 'hcaptcha',
    });
  });

  it('has an end after three seconds', async () => {
    service.answer(() => undefined);
    const startedAt = performance.now();
    expect(await codeOf(open({}, {}))).toBe('UNAVAILABLE');
    expect(performance.now() - startedAt).toBeLessThan(ROOM * 3_000);
  });
});

describe('a wrong setting of ours', () => {
  it.each<[string, () => void]>([
    ['the secret', () => service.answerWith({ success: false, 'error-codes': ['invalid-input-secret'] })],
    [
      'the site key',
      () => service.answerWith({ success: false, 'error-codes': ['sitekey-secret-mismatch'] }),
    ],
    ['the path', () => service.answer((response) => response.writeHead(404).end('not found'))],
    ['a 400 that claims success', () => service.answerWith({}, 400)],
    [
      'a redirect',
      () => service.answer((response) => response.writeHead(307, { location: '/elsewhere' }).end()),
    ],
  ])('%s: lets nobody pass, failing open or not, and is in the log', async (_, happen) => {
    happen();
    for (const failOpen of [false, true]) expect(await codeOf(open({ failOpen }))).toBe('UNAVAILABLE');
    expect(logLines.map((line) => (JSON.parse(line) as { level: string }).level)).toEqual(['error', 'error']);
    expect(service.elsewhereAsked).toBe(0);
  });
});

it('writes neither secret nor token into the log', async () => {
  for (const [, happen, options] of outages.slice(1)) {
    await happen();
    await open({ ...options, failOpen: true }).verify(token, use);
  }
  expect(logLines.length).toBeGreaterThan(5);
  expect(logLines.join('')).not.toMatch(new RegExp(`${secret}|${token}`));
});
