/** Documents that are named in place of being sent: those of a trusted list, and those that callers have sent before (APQ). */
import { createHash } from 'node:crypto';

import { AppError } from '../foundation/errors.js';
import { badRequest } from '../http/problem.js';
import type { OperationRequest } from './read-operation.js';

/** By what clients call each. */
export type TrustedDocuments = ReadonlyMap<string, string>;

export interface KnownDocumentsOptions {
  /** Undefined: there is no list. */
  readonly trusted: TrustedDocuments | undefined;
  /** Whether no other document is taken. */
  readonly only: boolean;
  /** Whether callers may have documents kept. */
  readonly apq: boolean;
}

/** @returns the document. @throws AppError BAD_REQUEST, in the words that clients go by where they have some. */
export type FindDocument = (request: Pick<OperationRequest, 'query' | 'documentId'>) => string;

/** Characters of all documents that callers have had kept. */
const CAPACITY = 1_000_000;

export function createFindDocument({ trusted, only, apq }: KnownDocumentsOptions): FindDocument {
  const kept = createKeptDocuments();
  return ({ query, documentId }) => {
    const known = documentId === undefined ? undefined : trusted?.get(nameOf(documentId));
    if (known !== undefined) return known;
    if (only) throw badRequest(400, 'Only the documents of this service are taken.');
    if (documentId === undefined) return query ?? '';
    if (!apq) throw badRequest(400, 'PersistedQueryNotSupported');
    if (query !== undefined) return kept.keep(documentId, query);
    const found = kept.find(documentId);
    // With 200, as Apollo's clients expect of a hash that has to be sent with its document.
    if (found === undefined)
      throw new AppError('BAD_REQUEST', { message: 'PersistedQueryNotFound', status: 200 });
    return found;
  };
}

/** GraphQL over HTTP writes the algorithm before it. */
function nameOf(documentId: string): string {
  return documentId.replace(/^sha256:/, '');
}

/** The oldest goes first. A document is kept under its own hash alone, so that nobody can put one in the place of another's. */
function createKeptDocuments() {
  const kept = new Map<string, string>();
  let size = 0;
  return {
    find: (documentId: string) => kept.get(nameOf(documentId)),
    keep(documentId: string, query: string): string {
      const hash = createHash('sha256').update(query).digest('hex');
      if (hash !== nameOf(documentId)) throw badRequest(400, 'provided sha does not match query');
      if (kept.has(hash) || query.length > CAPACITY / 10) return query;
      kept.set(hash, query);
      size += query.length;
      for (const [oldest, text] of kept) {
        if (size <= CAPACITY) break;
        kept.delete(oldest);
        size -= text.length;
      }
      return query;
    },
  };
}
