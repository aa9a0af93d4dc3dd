/**
 * The document of one sign-in on one device. Owns no rule: refresh-token.ts, start-session.ts and
 * end-session.ts write it, each by one conditional update.
 */
import { index, modelOptions, prop } from '@typegoose/typegoose';
import { type Connection, type Model, Types } from 'mongoose';

import { registerModel } from '../database/register-model.js';

/** How long a session can be listed after it is over. */
const RETENTION_SECONDS = 30 * 24 * 3_600;

/** Why a session was ended before its time. */
export type SessionEnd =
  | 'SIGNED_OUT'
  | 'REVOKED'
  | 'SIGNED_OUT_EVERYWHERE'
  | 'REUSED'
  | 'PASSWORD_CHANGED'
  | 'CREDENTIALS_CHANGED'
  | 'SUSPENDED'
  | 'DELETED'
  | 'TOO_MANY_SESSIONS';

/** Whether a session goes on is no field: `endedAt` is absent, and neither of its two ends has come. */
@modelOptions({ schemaOptions: { collection: 'sessions', versionKey: false, strict: 'throw' } })
@index({ userId: 1, _id: -1 })
@index({ endedAt: 1 }, { partialFilterExpression: { endedAt: { $exists: true } } })
@index({ idleExpiresAt: 1 }, { expireAfterSeconds: RETENTION_SECONDS, name: 'purge' })
export class SessionDocument {
  _id!: Types.ObjectId;

  @prop({ type: Number, required: true })
  schemaVersion!: 1;

  @prop({ type: () => Types.ObjectId, required: true })
  userId!: Types.ObjectId;

  @prop({ type: String, required: true })
  clientId!: string;

  /** How the refresh token travels. */
  @prop({ type: String, required: true })
  transport!: 'BODY' | 'COOKIE';

  /** The user's, as read before the password was checked. */
  @prop({ type: Number, required: true })
  credentialVersion!: number;

  /** The user's, as of the last change that a token shows. */
  @prop({ type: Number, required: true })
  userVersion!: number;

  /** How the user proved who they are, in the words of the API. */
  @prop({ type: () => [String], required: true })
  methods!: string[];

  /** The same for the token (RFC 8176). */
  @prop({ type: () => [String], required: true })
  amr!: string[];

  @prop({ type: Date, required: true })
  authTime!: Date;

  /** Of the refresh token that is valid now; 0 for the first. It is also how often it was replaced. */
  @prop({ type: Number, required: true })
  generation!: number;

  /** Keyed hash of that token's value; the value itself is nowhere. */
  @prop({ type: String, required: true })
  tokenHash!: string;

  @prop({ type: Date, required: true })
  createdAt!: Date;

  @prop({ type: String })
  createdByIp?: string;

  @prop({ type: String })
  userAgent?: string;

  @prop({ type: Date })
  lastRefreshedAt?: Date;

  @prop({ type: String })
  lastRefreshedByIp?: string;

  /** When it is over at the latest. */
  @prop({ type: Date, required: true })
  absoluteExpiresAt!: Date;

  /** When it is over unless refreshed before. */
  @prop({ type: Date, required: true })
  idleExpiresAt!: Date;

  @prop({ type: Date })
  endedAt?: Date;

  @prop({ type: String })
  endedByIp?: string;

  @prop({ type: String })
  endReason?: SessionEnd;

  /** How much of what it set in motion was done; the write itself is what matters (undertakings.ts). */
  @prop({ type: Number })
  carriedOut?: number;

  /** When a spent refresh token of it was presented. */
  @prop({ type: Date })
  reusedAt?: Date;
}

/** When it is over unless refreshed before, and at the latest. */
export function expiryOf({ idleExpiresAt, absoluteExpiresAt }: SessionDocument): Date {
  return idleExpiresAt < absoluteExpiresAt ? idleExpiresAt : absoluteExpiresAt;
}

/** Only `EndSession` sets `endedAt`, since revocations and events hang on it. */
export type SessionModel = Model<SessionDocument>;

export function createSessionModel(connection: Connection): SessionModel {
  return registerModel(connection, 'Session', SessionDocument);
}
