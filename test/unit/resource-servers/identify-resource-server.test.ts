import { describe, expect, it } from '@jest/globals';

import { createIdentifyResourceServer } from '../../../src/resource-servers/identify-resource-server.js';

const identify = createIdentifyResourceServer([
  { id: 'shop', secret: 'a:b+c %41' },
  { id: 'näme', secret: 'größe' },
]);
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
const encode = (text: string) => new URLSearchParams({ x: text }).toString().slice(2);

describe('a resource server', () => {
  it.each([
    ['as it is', basic('shop:a:b+c %41'), 'shop'],
    ['form-encoded (RFC 6749 section 2.3.1)', basic(`shop:${encode('a:b+c %41')}`), 'shop'],
    ['beyond ASCII', basic('näme:größe'), 'näme'],
    ['beyond ASCII, form-encoded', basic(`${encode('näme')}:${encode('größe')}`), 'näme'],
  ])('is known by its credentials %s', (_, authorization, id) => {
    expect(identify(authorization)).toBe(id);
  });

  it.each([
    ['no header', undefined],
    ['nothing', ''],
    ['a bearer token', 'Bearer shop'],
    ['no colon', basic('shop')],
    ['the id alone', basic('shop:')],
    ['the secret alone', basic(':a:b+c %41')],
    ['the secret of another', basic('näme:a:b+c %41')],
    ['another case', basic('SHOP:a:b+c %41')],
    ['the colon at another place', basic('shop:a:b:+c %41')],
    ['an id that holds the colon, encoded', basic('shop%3Aa:b+c %41')],
    ['blanks around it', basic(' shop:a:b+c %41 ')],
    ['an encoding that is broken', basic('shop:%')],
    ['a NUL after it', basic('shop:a:b+c %41\0')],
    ['two headers in one', `${basic('shop:x')}, ${basic('shop:a:b+c %41')}`],
  ])('is not known by %s', (_, authorization) => {
    expect(identify(authorization)).toBeUndefined();
  });

  it('is nobody where none is configured', () => {
    for (const text of [':', 'undefined:undefined', 'shop:'])
      expect(createIdentifyResourceServer([])(basic(text))).toBeUndefined();
  });
});
