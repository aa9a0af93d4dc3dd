/** Tools that frontends and services are written with, given our schema and operations, or the running gateway. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { describeWith, inNewFolder, runTool } from '../harness/hostile-tools.js';
import { signUp } from '../harness/people.js';
import {
  apolloProgram,
  ariadneProgram,
  cargoManifest,
  genqlientConfig,
  genqlientProgram,
  gqlProgram,
  introspectionProgram,
  namedOperation,
  rustProgram,
  urqlProgram,
} from './client-programs.js';

const operations = 'schema/operations';
let gateway: TestGateway;
let production: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
  production = await startTestGateway({
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PUBLIC_URL: 'http://localhost',
  });
});
afterAll(() => Promise.all([gateway.stop(), production.stop()]));

async function readOperations(): Promise<string[]> {
  const names = await readdir(operations);
  return Promise.all(names.map((name) => readFile(join(operations, name), 'utf8')));
}

/** The schema and one document of every operation, as generators want them. */
async function writeOurs(folder: string): Promise<string> {
  const document = (await readOperations()).join('\n');
  await writeFile(join(folder, 'schema.graphql'), await readFile('schema/schema.graphql'));
  await writeFile(join(folder, 'all.graphql'), document);
  return document;
}

const namesIn = (document: string) =>
  [...document.matchAll(/^(?:query|mutation) (\w+)/gm)].map(([, name = '']) => name);

async function succeed(
  command: readonly [string, ...string[]],
  cwd: string,
  limitMs?: number,
): Promise<string> {
  const { code, output } = await runTool(command, { cwd, ...(limitMs !== undefined && { limitMs }) });
  // Not the arguments: a token may be one of them.
  if (code !== 0) throw new Error(`${command[0]} ended with ${code}: ${output}`);
  return output;
}

const scalars = { DateTime: 'string', EmailAddress: 'string', JSON: 'unknown', JWT: 'string' };

it('relay-compiler 21 compiles every operation', async () => {
  await inNewFolder(async (folder) => {
    await succeed(['npm', 'install', '--silent', '--prefix', folder, 'relay-compiler@21'], folder);
    await writeOurs(folder);
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

it('typed-document-node 6 makes a document of every operation', async () => {
  await inNewFolder(async (folder) => {
    const document = await writeOurs(folder);
    const made = join(folder, 'made.ts');
    const plugins = ['typescript', 'typescript-operations', 'typed-document-node'];
    const sources = { schema: join(folder, 'schema.graphql'), documents: join(folder, 'all.graphql') };
    await writeFile(
      join(folder, 'codegen.json'),
      JSON.stringify({ ...sources, generates: { [made]: { plugins } } }),
    );
    // Where the plugins are.
    const codegen = join(process.cwd(), 'node_modules/.bin/graphql-codegen');
    await succeed([codegen, '--config', join(folder, 'codegen.json')], process.cwd());
    const documents = [...(await readFile(made, 'utf8')).matchAll(/^export const (\w+)Document =/gm)];
    const names = documents.map(([, name]) => name?.toLowerCase());
    expect(names.toSorted()).toEqual(
      namesIn(document)
        .map((name) => name.toLowerCase())
        .toSorted(),
    );
  });
}, 300_000);

it('the introspection of graphql-js 17 with every option fits', async () => {
  await inNewFolder(async (folder) => {
    await succeed(['npm', 'install', '--silent', '--prefix', folder, 'graphql@17'], folder);
    await writeFile(join(folder, 'ask.mjs'), introspectionProgram);
    const query = await succeed(['node', 'ask.mjs'], folder);
    const { status, errors } = await gateway.api.send(query);
    expect([status, errors]).toEqual([200, []]);
  });
}, 300_000);

describe('persisted queries, which a gateway in production does not keep', () => {
  it.each([
    ['Apollo Client 4', ['@apollo/client@4.3', 'rxjs@7', 'graphql@16'], apolloProgram],
    ['urql 6', ['@urql/core@6', '@urql/exchange-persisted@5', 'graphql@16'], urqlProgram],
  ])(
    '%s sends the text instead, and from then on',
    async (_name, packages, program) => {
      await inNewFolder(async (folder) => {
        await succeed(['npm', 'install', '--silent', '--prefix', folder, ...packages], folder);
        await writeFile(join(folder, 'ask.mjs'), program);
        const output = await succeed(['node', 'ask.mjs', `${production.url}/graphql`], folder);
        expect(output.trim()).toBe('hash,text,passwordMinLength,text,requireVerifiedEmail');
      });
    },
    300_000,
  );
});

/** Somebody with everything that null would clear. */
async function signUpWithAll(username: string, phoneNumber: string) {
  const profile = { firstName: 'Ada', lastName: 'Lovelace', username, phoneNumber };
  return { ...(await signUp(gateway, profile)), profile };
}

describeWith(['python3'], 'Python', () => {
  it('sgqlc 18 introspects, and gql takes the schema and every operation', async () => {
    await inNewFolder(async (folder) => {
      const bin = await installPython(folder, 'sgqlc==18', 'gql[requests]>=4,<5');
      const url = `${gateway.url}/graphql`;
      const schema = await succeed([join(bin, 'python'), '-m', 'sgqlc.introspection', url], folder);
      expect(schema).toContain('"AuthPayload"');
      await writeOurs(folder);
      await writeFile(join(folder, 'ask.py'), gqlProgram);
      const answer = await succeed([join(bin, 'python'), 'ask.py', url, 'all.graphql'], folder);
      expect(answer).toContain('passwordMinLength');
    });
  }, 300_000);

  it('ariadne-codegen 0.19 takes every operation, and leaves out what is absent', async () => {
    await inNewFolder(async (folder) => {
      const bin = await installPython(folder, 'ariadne-codegen==0.19.*');
      await writeOurs(folder);
      const paths = 'schema_path = "schema.graphql"\nqueries_path = "all.graphql"\n';
      await writeFile(join(folder, 'pyproject.toml'), `[tool.ariadne-codegen]\n${paths}`);
      await succeed([join(bin, 'ariadne-codegen')], folder);
      await writeFile(join(folder, 'ask.py'), ariadneProgram);
      const { accessToken, profile } = await signUpWithAll('ada.a', '+493076543210');
      const output = await succeed(
        [join(bin, 'python'), 'ask.py', `${gateway.url}/graphql`, accessToken],
        folder,
      );
      expect(JSON.parse(output)).toMatchObject({ ...profile, lastName: 'Byron' });
    });
  }, 300_000);
});

async function installPython(folder: string, ...packages: string[]): Promise<string> {
  const bin = join(folder, 'venv/bin');
  await succeed(['python3', '-m', 'venv', join(folder, 'venv')], folder);
  await succeed([join(bin, 'pip'), 'install', '--quiet', ...packages], folder);
  return bin;
}

describeWith(['go'], 'Go', () => {
  it('genqlient 0.8 takes every operation; its null leaves names, and clears what is not named', async () => {
    await inNewFolder(async (folder) => {
      await writeOurs(folder);
      await writeFile(join(folder, 'named.graphql'), namedOperation);
      await writeFile(join(folder, 'genqlient.yaml'), genqlientConfig);
      await succeed(['go', 'mod', 'init', 'example'], folder);
      // The golang.org/x/tools that it asks for does not compile with the Go of today.
      const packages = ['genqlient@v0.8.1', 'genqlient/graphql@v0.8.1'].map(
        (name) => `github.com/Khan/${name}`,
      );
      await succeed(['go', 'get', ...packages, 'golang.org/x/tools@latest'], folder);
      await succeed(['go', 'run', 'github.com/Khan/genqlient', 'genqlient.yaml'], folder);
      await writeFile(join(folder, 'main.go'), genqlientProgram);
      const { accessToken, profile } = await signUpWithAll('ada.g', '+493076543211');
      const output = await succeed(['go', 'run', '.', `${gateway.url}/graphql`, accessToken], folder);
      const told = output.trim().split('\n');
      expect(told.map((line) => (JSON.parse(line) as { updateProfile: unknown }).updateProfile)).toEqual([
        expect.objectContaining({ ...profile, lastName: 'Byron' }),
        expect.objectContaining({ firstName: 'Ada', lastName: 'Byron', username: null, phoneNumber: null }),
      ]);
    });
  }, 480_000);
});

describeWith(['cargo'], 'Rust', () => {
  it('graphql_client 0.16 compiles every operation, and sends them all in one document', async () => {
    await inNewFolder(async (folder) => {
      const document = await writeOurs(folder);
      const names = namesIn(document);
      expect(names.length).toBeGreaterThanOrEqual(50);
      await mkdir(join(folder, 'src'));
      await writeFile(join(folder, 'Cargo.toml'), cargoManifest);
      await writeFile(join(folder, 'src/main.rs'), rustProgram(names));
      const url = `${gateway.url}/graphql`;
      const output = await succeed(['cargo', 'run', '--quiet', '--', url], folder, 840_000);
      expect(output).toMatch(/^AuthConfig \{"data":\{"authConfig":\{/m);
    });
  }, 900_000);
});
