/**
 * Where an entry came from, under the key of a person: address and user agent are about somebody, and shall go with
 * the key (crypto-erasure). AES-256-GCM over JSON, as base64url of version (1 byte), nonce (12), tag (16) and text; the
 * entry's id is authenticated with it, so that one entry's cannot be put into another.
 */
import { createCipheriv, createDecipheriv } from 'node:crypto';

import type { Randomness } from '../foundation/randomness.js';

const ALGORITHM = 'aes-256-gcm';
const VERSION = 1;
const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;
const TEXT_START = 1 + NONCE_LENGTH + TAG_LENGTH;

export interface Source {
  readonly ip: string;
  readonly userAgent?: string | undefined;
}

/** @param key 32 bytes. */
export function sealSource(source: Source, key: Buffer, entryId: string, randomness: Randomness): string {
  const nonce = randomness(NONCE_LENGTH);
  const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(entryId));
  const text = Buffer.concat([cipher.update(JSON.stringify(source)), cipher.final()]);
  return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), text]).toString('base64url');
}

/** @throws where it was altered, or is under another key or of another entry. */
export function openSource(sealed: string, key: Buffer, entryId: string): Source {
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(1, 1 + NONCE_LENGTH), {
    authTagLength: TAG_LENGTH,
  })
    .setAAD(Buffer.from(entryId))
    .setAuthTag(bytes.subarray(1 + NONCE_LENGTH, TEXT_START));
  const text = Buffer.concat([decipher.update(bytes.subarray(TEXT_START)), decipher.final()]);
  return JSON.parse(text.toString()) as Source;
}
