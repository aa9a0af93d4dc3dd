/** Every collection of ours, in one place: for each that stands here its indexes are made, and looked at by the doctor. */
import type { Connection } from 'mongoose';

import { createKnownSourceModel } from '../abuse/known-source.model.js';
import { createAuditEntryModel } from '../audit/audit-entry.model.js';
import { createPseudonymModel } from '../audit/pseudonym.model.js';
import type { Config } from '../config/config.js';
import { createChangeUndoModel } from '../credentials/change-undo.model.js';
import { createIndexes } from '../database/create-indexes.js';
import { createOneTimeCodeModel } from '../federation/one-time-code.model.js';
import { createSignInFlowModel } from '../federation/sign-in-flow.model.js';
import { createUsedNonceModel } from '../federation/used-nonce.model.js';
import { createSigningKeyModel } from '../keys/signing-key.model.js';
import { createDevMailModel } from '../mail/dev-mailbox.model.js';
import { createOutboxModel } from '../mail/outbox.model.js';
import { createActionTokenModel } from '../mail-links/action-token.model.js';
import { createChallengeModel } from '../second-factor/challenge.model.js';
import { createSessionModel } from '../sessions/session.model.js';
import { createAdminSetModel } from '../users/admin-set.model.js';
import { createUserModel } from '../users/user.model.js';

export type Models = ReturnType<typeof createModels>;

export function createModels(connection: Connection, { auditRetentionMs }: Config) {
  return {
    users: createUserModel(connection),
    adminSets: createAdminSetModel(connection),
    sessions: createSessionModel(connection),
    challenges: createChallengeModel(connection),
    changeUndos: createChangeUndoModel(connection),
    signingKeys: createSigningKeyModel(connection),
    actionTokens: createActionTokenModel(connection),
    usedNonces: createUsedNonceModel(connection),
    signInFlows: createSignInFlowModel(connection),
    oneTimeCodes: createOneTimeCodeModel(connection),
    knownSources: createKnownSourceModel(connection),
    outbox: createOutboxModel(connection),
    devMails: createDevMailModel(connection),
    auditEntries: createAuditEntryModel(connection, auditRetentionMs),
    pseudonyms: createPseudonymModel(connection),
  };
}

/** With their indexes: uniqueness rests on them, so they stand before the first request is served. */
export async function openModels(connection: Connection, config: Config): Promise<Models> {
  const models = createModels(connection, config);
  // One after another: where several replicas start at once on a busy database, a connection for each is too much to ask.
  for (const model of Object.values(connection.models)) await createIndexes(model);
  return models;
}
