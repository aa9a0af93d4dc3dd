import { describe, expect, it } from '@jest/globals';
import { URI } from 'otpauth';

import { parseConfig } from '../../../src/config/config.js';
import { matchTotpStep, newTotpSecret, readTotpCode, totpUri } from '../../../src/second-factor/totp-code.js';
import { codeAt, decodeBase32, hasOathtool, oathtoolCode, STEP_MS } from '../../harness/authenticator.js';

/** RFC 6238 Appendix B, SHA-1: "12345678901234567890" in base32, and the last six of the eight digits. */
const rfcSecret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const rfcVectors = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
] as const;

describe('matchTotpStep', () => {
  it.each(rfcVectors)('takes the code of RFC 6238 Appendix B at second %d', async (seconds, code) => {
    const now = new Date(seconds * 1_000);
    expect(await matchTotpStep(rfcSecret, code, now)).toBe(Math.floor(seconds / 30));
    expect(codeAt(rfcSecret, now)).toBe(code);
  });

  it('takes the steps T-1, T and T+1, from their first to their last millisecond, and no other', async () => {
    const secret = newTotpSecret();
    const start = 1_800_000_000_000;
    for (const now of [new Date(start), new Date(start + STEP_MS - 1)]) {
      const matches = [-3, -2, -1, 0, 1, 2, 3].map((steps) =>
        matchTotpStep(secret, codeAt(secret, now, steps), now),
      );
      const step = start / STEP_MS;
      expect(await Promise.all(matches)).toEqual([
        undefined,
        undefined,
        step - 1,
        step,
        step + 1,
        undefined,
        undefined,
      ]);
    }
  });

  it('takes no code of another secret', async () => {
    const now = new Date('2030-01-01T00:00:10Z');
    const foreign = codeAt(newTotpSecret(), now);
    // One in a million could be of both.
    const secrets = Array.from({ length: 3 }, newTotpSecret);
    const matches = await Promise.all(secrets.map((secret) => matchTotpStep(secret, foreign, now)));
    expect(matches).toContain(undefined);
  });
});

describe('newTotpSecret', () => {
  it('is 160 bits of base32 without padding, and another one each time', () => {
    const secrets = Array.from({ length: 50 }, newTotpSecret);
    for (const secret of secrets) {
      expect(secret).toMatch(/^[A-Z2-7]{32}$/);
      expect(decodeBase32(secret)).toHaveLength(20);
    }
    expect(new Set(secrets).size).toBe(50);
  });
});

describe('readTotpCode', () => {
  it.each([
    '123456',
    ' 123 456 ',
    '1 2 3 4 5 6',
    '123\u00a0456',
    '123\t456\n',
    '000000',
    '123-456',
    '123 – 456',
  ])('reads %j', (typed) => {
    expect(readTotpCode(typed)).toBe(typed.replace(/\D/g, ''));
  });

  it.each([
    ['nothing', ''],
    ['blanks', '      '],
    ['five digits', '12345'],
    ['seven digits', '1234567'],
    ['letters', '12345a'],
    ['full-width digits', '\uff11\uff12\uff13\uff14\uff15\uff16'],
    ['Arabic-Indic digits', '\u0661\u0662\u0663\u0664\u0665\u0666'],
    ['a sign', '-12345'],
    ['a sign before six', '-123456'],
    ['a fraction', '1234.5'],
    ['an exponent', '1e5   '],
    ['a hexadecimal number', '0x1234'],
    ['a NUL', '123456\0'],
    ['two codes', '123456 654321'],
    ['50 KB', '1'.repeat(50_000)],
    ['a code in 50 KB of blanks', `${' '.repeat(50_000)}123456`],
  ])('reads no code in %s', (_what, typed) => {
    expect(readTotpCode(typed)).toBeUndefined();
  });
});

describe('totpUri', () => {
  it.each(['ada+tag.name@example.com', "o'brien&co=x?y#z%41@example.com", 'ädä@exämple.com'])(
    'names issuer and account so that %s comes back',
    (email) => {
      const uri = new URL(totpUri(rfcSecret, 'Ada & Söhne: Shop', email));
      expect([uri.protocol, uri.host]).toEqual(['otpauth:', 'totp']);
      expect(uri.searchParams.get('issuer')).toBe('Ada & Söhne: Shop');
      expect(uri.searchParams.get('secret')).toBe(rfcSecret);
      const label = decodeURIComponent(uri.pathname.slice(1));
      expect(label.startsWith('Ada & Söhne: Shop:')).toBe(true);
      expect(label.slice('Ada & Söhne: Shop:'.length).trim()).toBe(email);
      // Apps take blanks as %20; a plus sign would be shown as one.
      expect(uri.href).not.toContain('+');
    },
  );
});

describe('the issuer, where TOTP_ISSUER is not set', () => {
  const issuerOf = (BRAND_NAME: string) => parseConfig({ BRAND_NAME }).totpIssuer;

  it('is the brand, whose colons neither stop the start nor reach the label', () => {
    expect(issuerOf('Acme (EU)')).toBe('Acme (EU)');
    expect(issuerOf('Café: Über')).toBe('Café Über');
    expect(issuerOf(':')).toBe('Portcullis');
    expect(parseConfig({ BRAND_NAME: 'Acme', TOTP_ISSUER: 'Acme Staff' }).totpIssuer).toBe('Acme Staff');
    const uri = totpUri(rfcSecret, issuerOf('Café: Über'), 'ada@example.com');
    const { issuer, label } = URI.parse(uri);
    expect([issuer, label]).toEqual(['Café Über', 'ada@example.com']);
  });
});

(hasOathtool() ? it : it.skip)('oathtool shows the same codes as our authenticator', () => {
  for (const [seconds] of rfcVectors) {
    const date = new Date(seconds * 1_000);
    expect(oathtoolCode(rfcSecret, date)).toBe(codeAt(rfcSecret, date));
  }
});
