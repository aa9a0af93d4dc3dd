/** The audit trail, which listens to what the other rooms raise. */
import type { Types } from 'mongoose';
import { createAuditList } from '../audit/audit-list.js';
import { createAuditStore } from '../audit/audit-store.js';
import { createAuditWriter } from '../audit/audit-writer.js';
import { AuditResolver } from '../audit/audit.resolver.js';
import { createCollectActivity } from '../audit/collect-activity.js';
import { createPseudonyms } from '../audit/pseudonyms.js';
import { rawCollection } from '../database/raw-collection.js';
import { createCursors } from '../foundation/cursors.js';
import type { Events } from '../foundation/events.js';
import type { Secrets } from '../foundation/secrets.js';
import type { Models } from './models.js';
import type { Parts } from './parts.js';

interface AuditParts {
  readonly models: Pick<Models, 'users' | 'auditEntries' | 'pseudonyms'>;
  readonly secrets: Secrets;
  readonly events: Events;
}

export type AuditRoom = ReturnType<typeof openAudit>;

/** Before the rooms that raise events at their start. */
export function openAudit({ log, randomness }: Parts, parts: AuditParts) {
  const { secrets, events } = parts;
  const { users, auditEntries, pseudonyms: model } = parts.models;
  const isUser = async (id: Types.ObjectId) =>
    (await rawCollection(users).findOne({ _id: id }, { projection: { _id: 1 } })) !== null;
  const pseudonyms = createPseudonyms({ model, isUser, randomness });
  const store = createAuditStore(auditEntries);
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
