/** Prints the schema as the resolvers make it, with its directives, to schema/schema.graphql. */
import 'reflect-metadata';

import { writeFile } from 'node:fs/promises';

import { printSchemaWithDirectives } from '@graphql-tools/utils';

import { assembleSchema } from '../src/graphql/schema.js';
import { buildAllRooms } from './built-house.js';

const head =
  '# Printed from the resolvers by `npm run gen:schema`. Role is made from ROLES; this shows the default.\n\n';
const schema = await assembleSchema(['USER', 'ADMIN'], (await buildAllRooms()).list('resolvers'));
await writeFile('schema/schema.graphql', `${head}${printSchemaWithDirectives(schema)}\n`);
