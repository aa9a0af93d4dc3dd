/** Documents that are named in place of being sent: those of a trusted list, and those that callers have sent before (APQ). */
import { createHash } from 'node:crypto';

import { type BoundedCache, createBoundedCache } from '../foundation/bounded-cache.js';
import { AppError } from '../foundation/errors.js';
import { badRequest } from '../http/problem.js';
import type { OperationRequest } from './read-operation.js';

/** By what clients call each, as `documentName` has it. */
export type TrustedDocuments = ReadonlyMap<string, string>;

/** By their SHA-256, hex: under its own hash alone, so that nobody can put one in the place of another's. */
export type KeptDocuments = BoundedCache<string>;

export interface KnownDocumentsOptions {
  /** Undefined: there is no list. */
  readonly trusted: TrustedDocuments | undefined;
  /** Whether no other document is taken. */
  readonly only: boolean;
  /** What callers have had kept; undefined where they may not. */
  readonly kept: KeptDocuments | undefined;
}

type NamedDocument = Pick<OperationRequest, 'query' | 'documentId'>;

export interface KnownDocuments {
  /** @returns the document. @throws AppError BAD_REQUEST, in the words that clients go by where they have some. */
  find(named: NamedDocument): string;
  /** As if nobody had sent it before, and no list had it. @throws AppError as `find` then does. */
  findUnnamed(named: NamedDocument): string;
  /** Once it has turned out to fit the schema: what does not would only push out others. @param named as it was found. */
  keep(named: NamedDocument): void;
}

/** Characters of all documents that callers have had kept. */
const CAPACITY = 1_000_000;

export function createKeptDocuments(): KeptDocuments {
  return createBoundedCache(CAPACITY, (hash, document) => hash.length + document.length);
}

export function createKnownDocuments({ trusted, only, kept }: KnownDocumentsOptions): KnownDocuments {
  const findUnlisted = ({ query, documentId }: NamedDocument, known: KeptDocuments | undefined): string => {
    if (only) throw badRequest(400, 'Only the documents of this service are taken.');
    if (documentId === undefined) return query ?? '';
    if (kept === undefined) throw badRequest(400, 'PersistedQueryNotSupported');
    return query === undefined ? findKept(known, documentId) : requireHash(query, documentId);
  };
  return {
    find(named) {
      const { documentId } = named;
      const known = documentId === undefined ? undefined : trusted?.get(documentName(documentId));
      return known ?? findUnlisted(named, kept);
    },
    findUnnamed: (named) => findUnlisted(named, undefined),
    keep({ query, documentId }) {
      if (query === undefined || documentId === undefined || kept === undefined) return;
      const name = documentName(documentId);
      if (trusted?.has(name) !== true) kept.set(name, query);
    },
  };
}

function findKept(kept: KeptDocuments | undefined, documentId: string): string {
  const found = kept?.get(documentName(documentId));
  // With 200, as Apollo's clients expect of a hash that has to be sent with its document.
  if (found === undefined)
    throw new AppError('BAD_REQUEST', { message: 'PersistedQueryNotFound', status: 200 });
  return found;
}

function requireHash(query: string, documentId: string): string {
  const hash = createHash('sha256').update(query).digest('hex');
  if (hash !== documentName(documentId)) throw badRequest(400, 'provided sha does not match query');
  return query;
}

/** GraphQL over HTTP writes the algorithm before it. */
export function documentName(documentId: string): string {
  return documentId.replace(/^sha256:/, '');
}
