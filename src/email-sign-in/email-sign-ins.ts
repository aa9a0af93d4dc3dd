/**
 * Sign-ins that wait for their mail to be read. One is completed once, on the device that asked for it, within ten
 * minutes and five tries (ASVS 6.5.1, 6.5.5). Every change is one conditional update.
 */
import { createHash } from 'node:crypto';

import { type mongo, Types } from 'mongoose';

import { rawCollection } from '../database/raw-collection.js';
import type { Clock } from '../foundation/clock.js';
import { AppError } from '../foundation/errors.js';
import type { OpaqueTokens } from '../foundation/opaque-token.js';
import type { Randomness } from '../foundation/randomness.js';
import type { SecretBox } from '../foundation/secret-box.js';
import type { UserDocument } from '../users/user.model.js';
import type { EmailSignInDocument, EmailSignInModel } from './email-sign-in.model.js';
import { newMailedCode } from './mailed-code.js';

export const EMAIL_SIGN_IN_TTL_MS = 10 * 60_000;
/** Codes that are judged for one mail. */
export const MOST_TRIES = 5;
/** RFC 7636, 4.1. */
const verifierForm = /^[A-Za-z0-9._~-]{43,128}$/;

interface Sealed {
  readonly email: string;
  readonly emailCanonical: string;
  readonly code: string;
}

interface NewEmailSignIn extends Pick<EmailSignInDocument, 'kind' | 'codeChallenge' | 'transport'> {
  readonly email: string;
  readonly emailCanonical: string;
}

export interface BegunEmailSignIn {
  readonly id: string;
  readonly challengeToken: string;
  readonly expiresAt: Date;
  readonly code: string;
  /** Absent where the mail holds no link. */
  readonly linkToken?: string;
}

/** With what its box holds. */
export type OpenedEmailSignIn = Sealed &
  Pick<EmailSignInDocument, '_id' | 'transport' | 'mailedAt' | 'userId' | 'credentialVersion' | 'expiresAt'>;

export interface EmailSignIns {
  /** Looks up nobody. */
  begin(asked: NewEmailSignIn): Promise<BegunEmailSignIn>;
  /** Whether that owner's mail was written by an earlier attempt, and the sign-in can still be completed. */
  isMailed(id: string, owner: UserDocument | undefined): Promise<boolean>;
  /** Before its mail goes out. @returns false where it is past its time, or was completed. */
  markMailed(id: string, owner: UserDocument | undefined): Promise<boolean>;
  /** What an opened link stands for; it changes nothing. Undefined for what cannot be completed. */
  lookAt(linkToken: string): Promise<OpenedEmailSignIn | undefined>;
  /** Of any number at once one succeeds; the link alone neither uses it nor uses it up. @throws AppError LINK_INVALID. */
  useLink(linkToken: string, codeVerifier: string): Promise<OpenedEmailSignIn>;
  /** Counts a try before it is judged. @throws AppError CHALLENGE_EXPIRED. */
  try(challengeToken: string, codeVerifier: string): Promise<OpenedEmailSignIn>;
  /** Of any number at once one succeeds. @throws AppError CHALLENGE_EXPIRED. */
  use(signIn: Pick<EmailSignInDocument, '_id'>): Promise<void>;
  forgetUser(userId: string): Promise<void>;
}

export interface EmailSignInsOptions {
  readonly model: EmailSignInModel;
  readonly tokens: OpaqueTokens<'challenge' | 'link'>;
  readonly box: SecretBox;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

export function createEmailSignIns(options: EmailSignInsOptions): EmailSignIns {
  const { tokens, clock } = options;
  const signIns = rawCollection(options.model);
  const waiting = () => waitingAt(clock.now());
  const byLink = (linkToken: string): mongo.Filter<EmailSignInDocument> => ({
    linkHash: { $in: tokens.hashes(linkToken, 'link') },
    mailedAt: { $exists: true },
    ...waiting(),
  });
  return {
    begin: (asked) => begin(options, asked),
    isMailed: (id, owner) => isMailed(options, id, owner),
    markMailed: (id, owner) => markMailed(options, id, owner),
    async lookAt(linkToken) {
      const found = await signIns.findOne({ ...byLink(linkToken), tries: { $lt: MOST_TRIES } });
      return found === null ? undefined : open(options, found);
    },
    async useLink(linkToken, codeVerifier) {
      const used = await signIns.findOneAndUpdate(
        { ...byLink(linkToken), codeChallenge: challengeOf(codeVerifier) },
        { $set: { usedAt: clock.now() } },
      );
      if (used === null) throw new AppError('LINK_INVALID');
      return open(options, used);
    },
    async try(challengeToken, codeVerifier) {
      const tried = await signIns.findOneAndUpdate(
        {
          tokenHash: { $in: tokens.hashes(challengeToken, 'challenge') },
          codeChallenge: challengeOf(codeVerifier),
          tries: { $lt: MOST_TRIES },
          ...waiting(),
        },
        { $inc: { tries: 1 } },
      );
      if (tried === null) throw new AppError('CHALLENGE_EXPIRED');
      return open(options, tried);
    },
    async use({ _id }) {
      const set = { $set: { usedAt: clock.now() } };
      const { modifiedCount } = await signIns.updateOne({ _id, ...waiting() }, set);
      if (modifiedCount === 0) throw new AppError('CHALLENGE_EXPIRED');
    },
    async forgetUser(userId) {
      await signIns.deleteMany({ userId: new Types.ObjectId(userId) });
    },
  };
}

const waitingAt = (now: Date) => ({ usedAt: { $exists: false }, expiresAt: { $gt: now } });

async function open(
  { box }: EmailSignInsOptions,
  { _id, transport, mailedAt, userId, credentialVersion, expiresAt, sealed }: EmailSignInDocument,
): Promise<OpenedEmailSignIn> {
  return {
    ...{ _id, transport, expiresAt, ...(JSON.parse(await box.open(sealed)) as Sealed) },
    ...(mailedAt !== undefined && { mailedAt }),
    ...(userId !== undefined && { userId }),
    ...(credentialVersion !== undefined && { credentialVersion }),
  };
}

async function isMailed(
  { model, clock }: EmailSignInsOptions,
  id: string,
  owner: UserDocument | undefined,
): Promise<boolean> {
  const filter = { _id: new Types.ObjectId(id), mailedAt: { $exists: true }, ...ownedBy(owner) };
  return (await rawCollection(model).findOne({ ...filter, ...waitingAt(clock.now()) })) !== null;
}

async function markMailed(
  { model, clock }: EmailSignInsOptions,
  id: string,
  owner: UserDocument | undefined,
): Promise<boolean> {
  const now = clock.now();
  const whose = owner && { userId: owner._id, credentialVersion: owner.credentialVersion };
  const { matchedCount } = await rawCollection(model).updateOne(
    { _id: new Types.ObjectId(id), mailedAt: { $exists: false }, ...waitingAt(now) },
    { $set: { mailedAt: now, ...whose } },
  );
  return matchedCount === 1;
}

async function begin(
  { model, tokens, box, clock, randomness }: EmailSignInsOptions,
  { kind, codeChallenge, transport, email, emailCanonical }: NewEmailSignIn,
): Promise<BegunEmailSignIn> {
  const _id = new Types.ObjectId();
  const challengeToken = tokens.make(randomness);
  const linkToken = kind === 'LINK' ? tokens.make(randomness) : undefined;
  const code = newMailedCode(randomness);
  const expiresAt = new Date(clock.now().getTime() + EMAIL_SIGN_IN_TTL_MS);
  const sealed: Sealed = { email, emailCanonical, code };
  await rawCollection(model).insertOne({
    _id,
    schemaVersion: 1,
    ...tokens.hash(challengeToken, 'challenge'),
    ...(linkToken !== undefined && { linkHash: tokens.hash(linkToken, 'link').tokenHash }),
    ...{ kind, codeChallenge, transport, expiresAt },
    sealed: await box.seal(JSON.stringify(sealed)),
    tries: 0,
  });
  const begun = { id: _id.toHexString(), challengeToken, expiresAt, code };
  return linkToken === undefined ? begun : { ...begun, linkToken };
}

/** RFC 7636, 4.6. What is no verifier is the one of no challenge. */
function challengeOf(codeVerifier: string): string {
  if (!verifierForm.test(codeVerifier)) return '';
  return createHash('sha256').update(codeVerifier).digest('base64url');
}

function ownedBy(owner: UserDocument | undefined): mongo.Filter<EmailSignInDocument> {
  if (owner === undefined) return { userId: { $exists: false } };
  return { userId: owner._id, credentialVersion: owner.credentialVersion };
}
