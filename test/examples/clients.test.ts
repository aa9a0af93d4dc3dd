/** Tools that frontends and services are written with, given our schema and operations, or the running gateway. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { describeWith, inNewFolder, runTool } from '../harness/hostile-tools.js';

const operations = 'schema/operations';
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

async function readOperations(): Promise<string[]> {
  const names = await readdir(operations);
  return Promise.all(names.map((name) => readFile(join(operations, name), 'utf8')));
}

async function succeed(command: readonly [string, ...string[]], cwd: string): Promise<string> {
  const { code, output } = await runTool(command, { cwd });
  expect([code, output]).toEqual([0, expect.any(String)]);
  return output;
}

const scalars = { DateTime: 'string', EmailAddress: 'string', JSON: 'unknown', JWT: 'string' };

it('relay-compiler 21 compiles every operation', async () => {
  await inNewFolder(async (folder) => {
    await succeed(['npm', 'install', '--silent', '--prefix', folder, 'relay-compiler@21'], folder);
    await writeFile(join(folder, 'schema.graphql'), await readFile('schema/schema.graphql'));
    for (const name of ['src', 'made']) await mkdir(join(folder, name));
    const customScalarTypes = { ...scalars, PhoneNumber: 'string', URL: 'string' };
    await writeFile(
      join(folder, 'relay.config.json'),
      JSON.stringify({
        ...{ src: './src', schema: './schema.graphql', artifactDirectory: './made' },
        ...{ language: 'typescript', customScalarTypes },
      }),
    );
    const documents = (await readOperations()).flatMap((text) => text.split(/\n(?=fragment )/));
    const tagged = documents.map((text) => `graphql\`${text}\`;`).join('\n');
    await writeFile(join(folder, 'src/operations.ts'), tagged);
    const output = await succeed([join(folder, 'node_modules/.bin/relay-compiler')], folder);
    expect(output).toContain('Compilation completed');
  });
}, 300_000);

const gqlProgram = `
import sys
from gql import Client, gql
from gql.transport.requests import RequestsHTTPTransport
from graphql import parse, validate

text = open(sys.argv[2]).read()
client = Client(transport=RequestsHTTPTransport(sys.argv[1]), fetch_schema_from_transport=True)
with client as session:
    problems = validate(client.schema, parse(text))
    assert problems == [], problems
    print(session.execute(gql('{ authConfig { passwordMinLength } }')))
`;

describeWith(['python3'], 'Python', () => {
  it('sgqlc 18 introspects, and gql takes the schema and every operation', async () => {
    await inNewFolder(async (folder) => {
      const bin = join(folder, 'venv/bin');
      await succeed(['python3', '-m', 'venv', join(folder, 'venv')], folder);
      await succeed([join(bin, 'pip'), 'install', '--quiet', 'sgqlc==18', 'gql[requests]>=4,<5'], folder);
      const url = `${gateway.url}/graphql`;
      const schema = await succeed([join(bin, 'python'), '-m', 'sgqlc.introspection', url], folder);
      expect(schema).toContain('"AuthPayload"');
      await writeFile(join(folder, 'all.graphql'), (await readOperations()).join('\n'));
      await writeFile(join(folder, 'ask.py'), gqlProgram);
      const answer = await succeed([join(bin, 'python'), 'ask.py', url, 'all.graphql'], folder);
      expect(answer).toContain('passwordMinLength');
    });
  }, 300_000);
});
