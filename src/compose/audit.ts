/** The audit trail, which listens to what the other rooms raise. */
import type { Connection, Types } from 'mongoose';
import { createAuditEntryModel } from '../audit/audit-entry.model.js';
import { createAuditList } from '../audit/audit-list.js';
import { createAuditStore } from '../audit/audit-store.js';
import { createAuditWriter } from '../audit/audit-writer.js';
import { AuditResolver } from '../audit/audit.resolver.js';
import { createCollectActivity } from '../audit/collect-activity.js';
import { createPseudonymModel } from '../audit/pseudonym.model.js';
import { createPseudonyms } from '../audit/pseudonyms.js';
import type { Config } from '../config/config.js';
import { createIndexes } from '../database/create-indexes.js';
import { rawCollection } from '../database/raw-collection.js';
import { createCursors } from '../foundation/cursors.js';
import type { Events } from '../foundation/events.js';
import type { Secrets } from '../foundation/secrets.js';
import type { UserModel } from '../users/user.model.js';
import type { Parts } from './parts.js';

interface AuditParts {
  readonly connection: Connection;
  readonly secrets: Secrets;
  readonly events: Events;
  readonly users: UserModel;
}

export type AuditRoom = Awaited<ReturnType<typeof openAudit>>;

/** Before the rooms that raise events at their start. */
export async function openAudit(config: Config, { log, randomness }: Parts, parts: AuditParts) {
  const { connection, secrets, events, users } = parts;
  const entryModel = createAuditEntryModel(connection, config.auditRetentionMs);
  const model = createPseudonymModel(connection);
  await Promise.all([createIndexes(entryModel), createIndexes(model)]);
  const isUser = async (id: Types.ObjectId) =>
    (await rawCollection(users).findOne({ _id: id }, { projection: { _id: 1 } })) !== null;
  const pseudonyms = createPseudonyms({ model, isUser, randomness });
  const store = createAuditStore(entryModel);
  const writer = createAuditWriter({ store, pseudonyms, randomness, log });
  events.subscribe(writer.listen);
  const flush = () => writer.flush();
  const list = createAuditList({ store, pseudonyms, cursors: createCursors(secrets), flush });
  return {
    writer,
    resolver: new AuditResolver(list),
    collectActivity: createCollectActivity(list),
    /** For the erasure of an account, after its user document is gone and the last event about it was raised. */
    async forget(userId: string): Promise<void> {
      await flush();
      await pseudonyms.forget(userId);
    },
  };
}
