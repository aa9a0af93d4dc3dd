/** What version 551c88d left: test/fixtures/database-551c88d. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { type DocumentNode, type GraphQLSchema, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import mongoose from 'mongoose';

const { EJSON } = mongoose.mongo.BSON;
const fixture = join(import.meta.dirname, '../fixtures/database-551c88d');

export interface OlderPerson {
  readonly userId: string;
  readonly email: string;
  readonly password: string;
}

export interface OlderPeople {
  readonly secret: string;
  readonly ada: OlderPerson & {
    readonly totpSecret: string;
    readonly recoveryCode: string;
    readonly refreshToken: string;
  };
  readonly grace: OlderPerson & {
    readonly refreshToken: string;
    readonly rotatedRefreshToken: string;
    readonly spentRefreshToken: string;
  };
  /** An admin. */
  readonly alan: OlderPerson;
}

type Indexes = Readonly<Record<string, readonly mongoose.mongo.IndexDescription[]>>;

const readText = (name: string) => readFile(join(fixture, name), 'utf8');

/** As an archive has them, a line each. */
export const readOlderDocuments = () => readText('documents.ndjson');
export const readOlderPeople = async () => JSON.parse(await readText('people.json')) as OlderPeople;
export const readOlderIndexes = async () => JSON.parse(await readText('indexes.json')) as Indexes;

/** Its indexes included. */
export async function fillAsOlder(db: mongoose.mongo.Db): Promise<void> {
  for (const line of (await readOlderDocuments()).split('\n')) {
    if (!line.startsWith('{"in":')) continue;
    const entry = EJSON.parse(line, { relaxed: false }) as { in: string; document: mongoose.mongo.Document };
    await db.collection(entry.in).insertOne(entry.document);
  }
  for (const [collection, indexes] of Object.entries(await readOlderIndexes()))
    if (indexes.length > 0) await db.collection(collection).createIndexes([...indexes]);
}

/** Under which refresh tokens of that day still count. */
export const olderSettings = (uri: string, { secret }: OlderPeople) => ({
  MONGODB_URI: uri,
  SECRET: secret,
  REFRESH_TOKEN_TTL: '50y',
  REFRESH_TOKEN_IDLE_TTL: '50y',
});

/** What a client of an older version asks in the place of a document of this one: fields that it does not know are left out. */
export function asOlderClient(schema: GraphQLSchema): (document: DocumentNode) => DocumentNode {
  return (document) => {
    const types = new TypeInfo(schema);
    const Field = () => (types.getFieldDef() ? undefined : null);
    return visit(document, visitWithTypeInfo(types, { Field }));
  };
}
