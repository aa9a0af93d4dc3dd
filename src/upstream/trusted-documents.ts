import { readFile } from 'node:fs/promises';
import { setImmediate as turn } from 'node:timers/promises';

import { type GraphQLSchema, parse, specifiedRules, validate } from 'graphql';
import { z } from 'zod';

import type { UpstreamSchema } from './engine/upstream-schema.js';
import { documentName, type TrustedDocuments } from './known-documents.js';

/** What Apollo's generator of manifests writes, and what GraphQL Code Generator and Relay do: documents by what they are called. */
const manifest = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  operations: z.array(z.object({ id: z.string(), body: z.string() })),
});
const byName = z.record(z.string(), z.string());

export interface UnfitDocument {
  readonly name: string;
  /** The first thing that is wrong with it. */
  readonly says: string;
}

/** Those that whoever names them would hear an error of, whatever their rights. */
export async function findUnfit(
  { schema }: Pick<UpstreamSchema, 'schema'>,
  documents: TrustedDocuments,
): Promise<readonly UnfitDocument[]> {
  const unfit: UnfitDocument[] = [];
  for (const [name, text] of documents) {
    const says = firstMistake(schema, text);
    if (says !== undefined) unfit.push({ name, says });
    // A millisecond each, and there may be thousands.
    await turn();
  }
  return unfit;
}

function firstMistake(schema: GraphQLSchema, text: string): string | undefined {
  try {
    return validate(schema, parse(text), specifiedRules, { maxErrors: 1 })[0]?.message;
  } catch (error) {
    return (error as Error).message;
  }
}

/** @throws Error that says what is wrong with the file. */
export async function readTrustedDocuments(file: string): Promise<TrustedDocuments> {
  const written = JSON.parse(await readFile(file, 'utf8')) as unknown;
  const ofApollo = manifest.safeParse(written);
  if (ofApollo.success)
    return collect(
      file,
      ofApollo.data.operations.map(({ id, body }) => [id, body]),
    );
  const named = byName.safeParse(written);
  if (named.success) return collect(file, Object.entries(named.data));
  throw new Error(`${file} is neither a manifest of Apollo nor an object of documents by their hash`);
}

/** @throws Error where two are called the same: which of them is meant nobody could tell. */
function collect(file: string, written: readonly (readonly [string, string])[]): TrustedDocuments {
  const documents = new Map<string, string>();
  for (const [id, text] of written) {
    const name = documentName(id);
    if ((documents.get(name) ?? text) !== text)
      throw new Error(`${file} has two documents of the name ${name}`);
    documents.set(name, text);
  }
  return documents;
}
