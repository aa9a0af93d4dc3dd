/**
 * The audit trail, which listens to what the other rooms raise and is called by none of them. Knows that people have an id, and
 * nothing else of them.
 */
import type { Model, Types } from 'mongoose';

import { rawCollection } from '../database/raw-collection.js';
import { createCursors } from '../foundation/cursors.js';
import type { Ground } from '../house/ground.js';
import { createAuditEntryModel } from './audit-entry.model.js';
import { createAuditList } from './audit-list.js';
import { createAuditStore } from './audit-store.js';
import { createAuditWriter } from './audit-writer.js';
import { AuditResolver } from './audit.resolver.js';
import { createCollectActivity } from './collect-activity.js';
import { createPseudonymModel } from './pseudonym.model.js';
import { createPseudonyms } from './pseudonyms.js';

export interface AuditNeeds {
  readonly ground: Ground;
  readonly users: { readonly users: Model<{ _id: Types.ObjectId }> };
}

export type AuditRoom = ReturnType<typeof createAuditRoom>;

export function createAuditRoom({ ground, users: { users } }: AuditNeeds) {
  const { config, connection, secrets, randomness, log } = ground;
  const isUser = async (id: Types.ObjectId) =>
    (await rawCollection(users).findOne({ _id: id }, { projection: { _id: 1 } })) !== null;
  const pseudonyms = createPseudonyms({ model: createPseudonymModel(connection), isUser, randomness });
  const store = createAuditStore(createAuditEntryModel(connection, config.auditRetentionMs));
  const writer = createAuditWriter({ store, pseudonyms, randomness, log });
  const flush = () => writer.flush();
  const list = createAuditList({ store, pseudonyms, cursors: createCursors(secrets), flush });
  return {
    contributes: {
      resolvers: [new AuditResolver(list)],
      listeners: [writer.listen],
      collectors: { activity: createCollectActivity(list) },
      // What the other rooms raise as they forget is written before the way to the person is gone.
      erasers: [flush],
      measures: [
        {
          name: 'portcullis_audit_waiting',
          help: 'Entries of the audit trail that this process has not written yet.',
          kind: 'gauge' as const,
          read: () => writer.backlog().waiting,
        },
        {
          name: 'portcullis_audit_dropped_total',
          help: 'Entries of the audit trail that this process has lost since its start.',
          kind: 'counter' as const,
          read: () => writer.backlog().dropped,
        },
      ],
      stop: () => writer.stop(),
    },
  };
}
