import { equals, readBase64 } from './encoded-bytes.js';
import { type ForeignFormat, type ForeignHash, HashRefused } from './foreign-hash.js';
import { derivedHash, pbkdf2Work } from './hash-works.js';

const SALT_BYTES = 16;
const KEY_BYTES = 32;
/** Version 2 begins with a nought and has nothing else in front of the salt; 3 has three numbers of four bytes. */
const HEADER_BYTES = { 2: 1, 3: 13 } as const;
const digests = ['sha1', 'sha256', 'sha512'] as const;

function versionOf(bytes: Uint8Array): 2 | 3 | undefined {
  if (bytes[0] === 0) return 2;
  return bytes[0] === 1 ? 3 : undefined;
}

/** ASP.NET Identity, version 2 (PBKDF2 with SHA-1) and version 3. */
export const aspnet: ForeignFormat = {
  name: 'aspnet',
  claims: (text) => /^A(?:[A-P][A-Za-z0-9+/]{64}|QAAAA[A-Za-z0-9+/]{76})==$/.test(text),
  read(text): ForeignHash {
    const bytes = readBase64(text);
    const version = versionOf(bytes);
    const header = version === undefined ? 0 : HEADER_BYTES[version];
    if (version === undefined || bytes.length !== header + SALT_BYTES + KEY_BYTES)
      throw new HashRefused('is cut or damaged: ASP.NET Identity writes 49 or 61 bytes in base64');
    const [digest, iterations] = version === 2 ? (['sha1', 1000] as const) : readHeader(bytes);
    const salt = bytes.subarray(header, header + SALT_BYTES);
    const work = pbkdf2Work({ digest, salt, iterations: String(iterations), length: KEY_BYTES });
    return derivedHash(work, equals(bytes.subarray(header + SALT_BYTES)));
  },
};

function readHeader(bytes: Buffer) {
  const digest = digests[bytes.readUInt32BE(1)];
  if (digest === undefined || bytes.readUInt32BE(9) !== SALT_BYTES)
    throw new HashRefused('is damaged: ASP.NET Identity has no such header');
  return [digest, bytes.readUInt32BE(5)] as const;
}
