import { describe, expect, it } from '@jest/globals';

import { createAddressGuard } from '../../../src/outgoing/address-guard.js';

const inner = [
  ...[
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '100.100.100.200',
    '127.0.0.1',
    '127.255.255.254',
    '168.63.129.16',
  ],
  ...[
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.192',
    '192.0.2.1',
    '192.88.99.1',
    '192.168.1.1',
  ],
  ...['198.18.0.1', '198.51.100.1', '203.0.113.1', '224.0.0.1', '255.255.255.255'],
  ...[
    '::',
    '::1',
    '::7f00:1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
    '100::1',
  ],
  ...[
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::',
    '3fff::1',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'fec0::1',
    'ff02::1',
  ],
  ...['fe80::1%eth0', '2606:4700::1111%eth0', 'localhost', '127.1', '0x7f.0.0.1', '2130706433', ''],
];
const outer = [
  '1.1.1.1',
  '8.8.8.8',
  '172.15.0.1',
  '172.32.0.1',
  '100.128.0.1',
  '198.20.0.1',
  '2606:4700::1111',
  '2a00:1450::1',
];

describe('the guard of addresses', () => {
  it.each(inner)('refuses %s', (address) => {
    const guard = createAddressGuard([]);
    expect([guard.allows(address, true), guard.allows(address, false)]).toEqual([false, false]);
  });

  it.each(outer)('lets https to %s, and http not', (address) => {
    const guard = createAddressGuard([]);
    expect([guard.allows(address, true), guard.allows(address, false)]).toEqual([true, false]);
  });

  it('lets into networks that are named, and into no other', () => {
    const guard = createAddressGuard([
      { address: '10.1.0.0', prefix: 16, family: 'ipv4' },
      { address: '::1', prefix: 128, family: 'ipv6' },
    ]);
    const allowed = (isEncrypted: boolean) =>
      ['10.1.255.1', '10.2.0.1', '::1', '127.0.0.1', 'fd00::1'].map((address) =>
        guard.allows(address, isEncrypted),
      );
    expect(allowed(true)).toEqual([true, false, true, false, false]);
    // Without TLS, this machine alone.
    expect(allowed(false)).toEqual([false, false, true, false, false]);
  });
});
