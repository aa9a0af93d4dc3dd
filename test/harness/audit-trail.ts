/** The audit trail of a gateway, as an admin reads it and as it lies in the database. */

import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import mongoose from 'mongoose';

import { createPseudonymModel } from '../../src/audit/pseudonym.model.js';
import {
  type AuditEventPartsFragment,
  AuditEventsDocument,
  type AuditEventsQueryVariables,
} from '../generated/operations.js';
import { until } from './gateway-process.js';
import type { TestGateway } from './gateway.js';
import { makeAdmin, type SignedUp, signUp } from './people.js';

export const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';

/** Something that was done, and the request that did it. */
export interface Step<Data> {
  readonly requestId: string;
  readonly data: Data | null | undefined;
}

/** For how long a list waits for what was raised before it and is not written yet. */
const FLUSH_PATIENCE_MS = 1_000;

/** Reads anew where a busy machine may have taken all of the time that a list has for what is not written yet. */
export function readInTime<List>(read: () => Promise<List>): Promise<NonNullable<List>> {
  return until('a list that had time for what was raised before it', async () => {
    const beganAt = performance.now();
    const list = await read();
    return performance.now() - beganAt < FLUSH_PATIENCE_MS ? list : undefined;
  });
}

export async function openTrail(gateway: TestGateway) {
  const admin = await signUp(gateway);
  await makeAdmin(gateway, admin);
  const { api, database } = gateway;
  const list = async (variables: AuditEventsQueryVariables = {}) => {
    const { auditEvents } = await readInTime(() => api.call(AuditEventsDocument, variables, admin));
    return { ...auditEvents, nodes: auditEvents.edges.map(({ node }) => node) };
  };
  return {
    admin,
    list,
    entries: database.collection('audit'),
    pseudonyms: database.collection<{ userId: mongoose.Types.ObjectId }>('auditPseudonyms'),
    send: (variables: AuditEventsQueryVariables, by: Pick<Partial<SignedUp>, 'accessToken'> = admin) =>
      api.send(AuditEventsDocument, variables, { accessToken: by.accessToken }),
    /** What one request left behind, oldest first. */
    async eventsOf({ requestId }: Pick<Step<unknown>, 'requestId'>): Promise<AuditEventPartsFragment[]> {
      const { nodes } = await list({ first: 100 });
      return nodes.filter((node) => node.requestId === requestId).reverse();
    },
    /** Does something with a Firefox on Linux. */
    async act<Data, Variables>(
      operation: TypedDocumentNode<Data, Variables>,
      variables: Variables,
      accessToken?: string,
    ): Promise<Step<Data>> {
      const headers = { 'user-agent': firefox };
      const answer = await api.send(operation, variables, { accessToken, headers });
      return { data: answer.data, requestId: answer.headers.get('x-request-id') ?? '' };
    },
    /** As the removal of an account does it: its document first. */
    async erase(userId: string): Promise<void> {
      await database.collection('users').deleteOne({ _id: new mongoose.Types.ObjectId(userId) });
      const connection = await mongoose.createConnection(gateway.databaseUri).asPromise();
      await createPseudonymModel(connection).deleteOne({ userId: new mongoose.Types.ObjectId(userId) });
      await connection.close();
    },
  };
}
export type Trail = Awaited<ReturnType<typeof openTrail>>;
