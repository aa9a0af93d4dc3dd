/** Sessions as session.model.ts has them, five for each account of user-crowd.ts, with refresh tokens that the gateway takes. */
import { createHash } from 'node:crypto';

import mongoose from 'mongoose';

import { createSecrets } from '../src/foundation/secrets.js';
import { createRefreshTokens } from '../src/sessions/refresh-token.js';
import type { SessionDocument } from '../src/sessions/session.model.js';
import type { UserDocument } from '../src/users/user.model.js';

export const sessionsEach = 5;

const hourMs = 60 * 60 * 1_000;
const dayMs = 24 * hourMs;

/** The last of the five was signed out of within the last four weeks, and no token of it is alive any more. */
const endedOne = sessionsEach - 1;

export interface MadeSession {
  readonly document: SessionDocument;
  /** Of one that goes on. */
  readonly refreshToken: string | undefined;
}

/** @param secret the gateway's SECRET. */
export function createSessionMaker(secret: string, now: number) {
  const tokens = createRefreshTokens(createSecrets([secret]));
  return (user: UserDocument, number: number, index: number): MadeSession => {
    const _id = new mongoose.Types.ObjectId();
    const value = createHash('sha256').update(`${number} ${index}`).digest();
    const first = tokens.first(_id.toHexString(), value);
    const isEnded = index === endedOne;
    const age = ((number * 7_919 + index * 104_729) % (27 * 24)) * hourMs + 4 * hourMs;
    const document = sessionOf(user, { _id, tokenHash: first.tokenHash, createdAt: new Date(now - age) });
    if (!isEnded) return { document, refreshToken: first.text };
    document.endedAt = new Date(now - age + hourMs / 2);
    document.endReason = 'SIGNED_OUT';
    return { document, refreshToken: undefined };
  };
}

function sessionOf(
  user: UserDocument,
  { _id, tokenHash, createdAt }: Pick<SessionDocument, '_id' | 'tokenHash' | 'createdAt'>,
): SessionDocument {
  const soon = createdAt.getTime();
  return {
    ...{ _id, schemaVersion: 1, userId: user._id, clientId: 'portcullis', transport: 'BODY' },
    ...{ credentialVersion: user.credentialVersion, userVersion: user.version },
    ...{ methods: ['PASSWORD'], amr: ['pwd'], authTime: createdAt, generation: 0, tokenHash, createdAt },
    createdByIp: '192.0.2.1',
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    absoluteExpiresAt: new Date(soon + 60 * dayMs),
    idleExpiresAt: new Date(soon + 45 * dayMs),
  };
}
