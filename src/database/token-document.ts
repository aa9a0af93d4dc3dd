import { prop } from '@typegoose/typegoose';

import type { TokenHash } from '../foundation/opaque-token.js';

/**
 * What is common to documents that are found by an opaque token, and live for a time. It is no collection: who extends it
 * owns that, the version of its schema and its indexes.
 */
export abstract class TokenDocument implements TokenHash {
  /** Keyed hash; the token itself is only with whoever was given it. */
  @prop({ type: String, required: true })
  tokenHash!: string;

  /** The entry of SECRET under which that hash is. */
  @prop({ type: String, required: true })
  keyId!: string;

  /** It is refused from then on, and purged by an index. */
  @prop({ type: Date, required: true })
  expiresAt!: Date;
}
