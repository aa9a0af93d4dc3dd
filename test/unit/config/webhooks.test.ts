import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { parseConfig } from '../../../src/config/config.js';

const secret = `whsec_${Buffer.alloc(32, 250).toString('base64')}`;
const other = `whsec_${Buffer.alloc(25, 7).toString('base64')}`;
const base = { SECRET: 's'.repeat(32) };
const read = (WEBHOOKS: string) => parseConfig({ ...base, WEBHOOKS }).webhooks;
const problemOf = (settings: Readonly<Record<string, string>>) => {
  try {
    parseConfig({ ...base, ...settings });
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('Nothing was wrong.');
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'webhooks-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('WEBHOOKS', () => {
  it('is a list on one line, with two secrets while one takes the place of the other', () => {
    expect(
      read(
        `crm|https://crm.example.com/hook|${secret} ${other}|user.* session.ended, all|http://localhost:3000/|${other}|*`,
      ),
    ).toEqual([
      {
        id: 'crm',
        url: 'https://crm.example.com/hook',
        secrets: [secret, other],
        events: ['user.*', 'session.ended'],
      },
      { id: 'all', url: 'http://localhost:3000/', secrets: [other], events: ['*'] },
    ]);
  });

  it('is the same in a file', async () => {
    const path = join(folder, 'webhooks.json');
    const entries = [{ id: 'crm', url: 'https://crm.example.com/a|b', secrets: [secret], events: ['key.*'] }];
    await writeFile(path, JSON.stringify(entries));
    expect(read(path)).toEqual(entries);
    await writeFile(path, `[{"id": "crm", "secrets": ["${secret}"] "url"`);
    expect(problemOf({ WEBHOOKS: path })).toContain('cannot be read, or is no list');
    expect(problemOf({ WEBHOOKS: path })).not.toContain('whsec_');
    expect(problemOf({ WEBHOOKS: join(folder, 'none.json') })).toContain('cannot be read');
  });

  it.each([
    ['three parts', `crm|https://crm.example.com|${secret}`, 'must be a list of id|url|secret|events'],
    ['an id of capitals', `CRM|https://crm.example.com|${secret}|*`, 'must have an id'],
    [
      'an id twice',
      `a|https://a.example.com|${secret}|*,a|https://b.example.com|${secret}|*`,
      'names a twice',
    ],
    ['http elsewhere', `crm|http://crm.example.com|${secret}|*`, 'no https URL'],
    ['a user in the URL', `crm|https://me:pass@crm.example.com|${secret}|*`, 'no https URL'],
    ['another scheme', `crm|file:///etc/passwd|${secret}|*`, 'no https URL'],
    ['no secret', 'crm|https://crm.example.com||*', 'must have one secret'],
    ['three secrets', `crm|https://crm.example.com|${secret} ${secret} ${secret}|*`, 'must have one secret'],
    [
      'a secret without padding',
      `crm|https://crm.example.com|${secret.replace(/=+$/, '')}|*`,
      'with padding',
    ],
    ['base64url', `crm|https://crm.example.com|${secret.replaceAll('+', '-')}|*`, 'with padding'],
    [
      'a short secret',
      `crm|https://crm.example.com|whsec_${Buffer.alloc(23).toString('base64')}|*`,
      '24 to 64 bytes',
    ],
    ['no event', `crm|https://crm.example.com|${secret}|`, 'must name events'],
    [
      'an unknown event',
      `crm|https://crm.example.com|${secret}|user.signd-up`,
      'names user.signd-up for crm',
    ],
    ['a prefix of none', `crm|https://crm.example.com|${secret}|u.*`, 'names u.* for crm'],
    ['events of webhooks', `crm|https://crm.example.com|${secret}|webhook.*`, 'names webhook.* for crm'],
    ['the prototype', `crm|https://crm.example.com|${secret}|constructor`, 'names constructor for crm'],
  ])('refuses %s, and repeats no secret', (_what, written, message) => {
    const problem = problemOf({ WEBHOOKS: written });
    expect(problem).toContain(message);
    for (const part of [secret, other, 'me:pass']) expect(problem).not.toContain(part);
  });
});

describe('WEBHOOK_ALLOWED_NETWORKS', () => {
  it('is a list of networks', () => {
    const { webhookAllowedNetworks } = parseConfig({
      ...base,
      WEBHOOK_ALLOWED_NETWORKS: '10.1.0.0/16, fd12:3456::/32',
    });
    expect(webhookAllowedNetworks).toEqual([
      { address: '10.1.0.0', prefix: 16, family: 'ipv4' },
      { address: 'fd12:3456::', prefix: 32, family: 'ipv6' },
    ]);
  });

  it.each([
    '10.0.0.1',
    '10.0.0.0/33',
    '10.0.0/8',
    '::/129',
    'fe80::1%eth0/64',
    'localhost/8',
    '10.0.0.0/8/8',
    '10.0.0.0/-1',
  ])('refuses %s', (written) => {
    expect(problemOf({ WEBHOOK_ALLOWED_NETWORKS: written })).toContain('networks in CIDR notation');
  });
});
