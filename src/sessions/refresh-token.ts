/**
 * The refresh token as text: `<session id>.<secret>`, where secret is base64url of version (1 byte),
 * generation (4), value (32) and tag (16). Owns its form, its keys and how one follows from another;
 * knows no database.
 *
 * - The tag is an HMAC over session id, version, generation and value, so that a made-up token is refused
 *   before anything is read, and never ends a session (session ids are public: they are `sid`).
 * - Stored is only HMAC(store key, value). The next value is HMAC(next key, session id, generation + 1, value),
 *   so that a lost answer can be given again without keeping it. Three keys: were there one, the stored hash of
 *   a token would be the secret of its successor.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

import type { Secrets } from '../foundation/secrets.js';

const VERSION = 1;
const VALUE_LENGTH = 32;
const TAG_LENGTH = 16;
const HEAD_LENGTH = 1 + 4;
const SECRET_LENGTH = HEAD_LENGTH + VALUE_LENGTH + TAG_LENGTH;
const tokenForm = /^([0-9a-f]{24})\.([A-Za-z0-9_-]{71})$/;

/** A token whose tag is right: some entry of SECRET made it for this session and generation. */
export interface RefreshToken {
  readonly sessionId: string;
  readonly generation: number;
  readonly value: Buffer;
}

interface WrittenRefreshToken {
  readonly text: string;
  readonly tokenHash: string;
}

/** Form and keys alone: whether a token is the current one of its session is asked by rotate-session.ts. */
export interface RefreshTokens {
  /** The first token of a session. @param value 32 random bytes. */
  first(sessionId: string, value: Buffer): WrittenRefreshToken;
  /** @returns undefined for whatever no entry of SECRET has made. */
  read(text: string): RefreshToken | undefined;
  /** Under which hash it can be stored: one for each entry of SECRET. */
  hashes(token: RefreshToken): string[];
  /** What replaces it: always the same, under the first entry of SECRET. */
  successor(token: RefreshToken): WrittenRefreshToken;
  /** The successor that was stored as `tokenHash`, under whichever entry of SECRET; undefined where none was. */
  storedSuccessor(token: RefreshToken, tokenHash: string): WrittenRefreshToken | undefined;
}

interface TokenKeys {
  readonly tag: Buffer;
  readonly store: Buffer;
  readonly next: Buffer;
}

export function createRefreshTokens(secrets: Secrets): RefreshTokens {
  const keys = readKeys(secrets);
  const [current] = keys;
  return {
    first: (sessionId, value) => write(current, { sessionId, generation: 0, value }),
    read: (text) => read(keys, text),
    hashes: (token) => keys.map((key) => hashOf(key, token.value)),
    successor: (token) => write(current, follow(current, token)),
    storedSuccessor: (token, tokenHash) =>
      keys
        .map((key) => write(key, follow(key, token)))
        .find((written) => isSame(written.tokenHash, tokenHash)),
  };
}

function readKeys(secrets: Secrets): readonly [TokenKeys, ...TokenKeys[]] {
  const tags = secrets.keysFor('refresh-token/tag');
  const stores = secrets.keysFor('refresh-token/store');
  const nexts = secrets.keysFor('refresh-token/next');
  const at = (position: number): TokenKeys => ({
    tag: (tags[position] ?? tags[0]).bytes,
    store: (stores[position] ?? stores[0]).bytes,
    next: (nexts[position] ?? nexts[0]).bytes,
  });
  return [at(0), ...tags.slice(1).map((_, position) => at(position + 1))];
}

function read(keys: readonly TokenKeys[], text: string): RefreshToken | undefined {
  const [, sessionId, encoded] = tokenForm.exec(text) ?? [];
  if (sessionId === undefined || encoded === undefined) return undefined;
  const secret = Buffer.from(encoded, 'base64url');
  if (secret.length !== SECRET_LENGTH || secret[0] !== VERSION) return undefined;
  // Base64 leaves two bits over: one token has one spelling.
  if (secret.toString('base64url') !== encoded) return undefined;
  const token = {
    sessionId,
    generation: secret.readUInt32BE(1),
    value: secret.subarray(HEAD_LENGTH, HEAD_LENGTH + VALUE_LENGTH),
  };
  const tag = secret.subarray(HEAD_LENGTH + VALUE_LENGTH);
  return keys.some((key) => timingSafeEqual(tagOf(key, token), tag)) ? token : undefined;
}

function write(key: TokenKeys, token: RefreshToken): WrittenRefreshToken {
  const secret = Buffer.concat([headOf(token.generation), token.value, tagOf(key, token)]);
  return { text: `${token.sessionId}.${secret.toString('base64url')}`, tokenHash: hashOf(key, token.value) };
}

function follow(key: TokenKeys, { sessionId, generation, value }: RefreshToken): RefreshToken {
  const next = hmac(key.next, Buffer.from(sessionId), headOf(generation + 1), value);
  return { sessionId, generation: generation + 1, value: next };
}

function headOf(generation: number): Buffer {
  const head = Buffer.alloc(HEAD_LENGTH);
  head[0] = VERSION;
  head.writeUInt32BE(generation, 1);
  return head;
}

function tagOf(key: TokenKeys, { sessionId, generation, value }: RefreshToken): Buffer {
  return hmac(key.tag, Buffer.from(sessionId), headOf(generation), value).subarray(0, TAG_LENGTH);
}

function hashOf(key: TokenKeys, value: Buffer): string {
  return hmac(key.store, value).toString('base64url');
}

function hmac(key: Buffer, ...parts: readonly Buffer[]): Buffer {
  return createHmac('sha256', key).update(Buffer.concat(parts)).digest();
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
