/** What the client sends is what schema/operations has. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { createClient } from '@portcullis/client';
import { type DocumentNode, Kind, parse, print } from 'graphql';

import { bodyOf } from './device.js';

const folder = 'schema/operations';
const files = readdirSync(folder).map((name) => parse(readFileSync(`${folder}/${name}`, 'utf8')));
const written = new Map(files.flatMap(describeParts));

function describeParts({ definitions }: DocumentNode): [string, string][] {
  return definitions.flatMap((part): [string, string][] =>
    part.kind === Kind.OPERATION_DEFINITION || part.kind === Kind.FRAGMENT_DEFINITION
      ? [[part.name?.value ?? '', print(part)]]
      : [],
  );
}

it('has a method for every operation, and sends it as it is written, with each fragment once', async () => {
  const sent: string[] = [];
  const client = createClient({
    url: 'https://auth.example.com',
    transport: 'BODY',
    fetch: async (_url, init) => {
      sent.push((JSON.parse(bodyOf(init)) as { query: string }).query);
      return Response.json({ data: { one: null } });
    },
  });
  const operations = [...written.keys()].filter((name) => !/Parts$|Details$/.test(name));
  const methods = client as unknown as Record<string, (input: object) => Promise<unknown>>;
  const notCalled = ['refresh'];
  for (const name of operations) {
    const method = name.replace(/^./, (first) => first.toLowerCase());
    if (!notCalled.includes(method)) await methods[method]?.({});
  }
  client.close();
  const documents = sent.map((text) => describeParts(parse(text)));
  expect(documents.map(([first]) => first?.[0]).sort()).toEqual(
    operations.filter((name) => name !== 'Refresh').sort(),
  );
  for (const parts of documents) {
    expect(new Set(parts.map(([name]) => name)).size).toBe(parts.length);
    for (const [name, text] of parts) expect(text).toBe(written.get(name));
  }
  expect(sent.join('')).not.toMatch(/\n| {2}/);
});
