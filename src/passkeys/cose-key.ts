import type { KeyObject } from 'node:crypto';

/** Of a P-256 key, in base64url (RFC 9053 section 7.1.1): a map of key type EC2, ES256, the curve and its two coordinates. */
export function coseKeyOf(publicKey: KeyObject): string {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const head = Buffer.from('a5010203262001215820', 'hex');
  const between = Buffer.from('225820', 'hex');
  return Buffer.concat([head, Buffer.from(x, 'base64url'), between, Buffer.from(y, 'base64url')]).toString(
    'base64url',
  );
}
