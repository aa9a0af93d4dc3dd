import { readFileSync } from 'node:fs';

import { expect, it } from '@jest/globals';

import { askGraphQL } from '../harness/ask-graphql.js';
import type { ExampleCallers } from '../harness/example-stage.js';
import { describeExample } from '../harness/example-suite.js';
import { findPostgres, startPostgres } from '../harness/postgres.js';
import { claimsOf } from '../harness/token.js';

const programs = findPostgres();
const schema = new URL('../../examples/postgraphile/schema.sql', import.meta.url);

describeExample({
  folder: 'postgraphile',
  programs: programs === undefined ? ['psql', 'initdb'] : ['psql'],
  settings: { CUSTOM_CLAIMS: 'postgraphile' },
  install: [['npm', 'install', '--silent']],
  // PostGraphile 5 runs from Node 22 on, and these tests from Node 20 on.
  start: ['npm', 'exec', '--yes', '--package=node@22', '--', 'node', 'server.js'],
  ask: askGraphQL('/graphql'),
  async beside() {
    const database = await startPostgres(programs ?? '');
    database.run(readFileSync(schema, 'utf8'));
    return { settings: { DATABASE_URL: database.urlFor('app_server') }, stop: database.stop };
  },
  also: testRows,
});

interface Note {
  readonly rowId: string;
  readonly body: string;
  readonly ownerId: string;
}
interface Answer {
  readonly data?: {
    readonly allNotes?: { readonly nodes: readonly Note[] } | null;
    readonly createNote?: { readonly note: Note | null } | null;
    readonly deleteNoteByRowId?: { readonly clientMutationId: string | null } | null;
  } | null;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

const READ = '{ allNotes { nodes { rowId body ownerId } } }';
const WRITE = `mutation ($body: String!, $ownerId: String) {
  createNote(input: { note: { body: $body, ownerId: $ownerId } }) { note { rowId body ownerId } }
}`;
const DELETE =
  'mutation ($rowId: BigInt!) { deleteNoteByRowId(input: { rowId: $rowId }) { clientMutationId } }';

function testRows(current: () => ExampleCallers): void {
  const query = async (token: string | undefined, text: string, variables: object = {}): Promise<Answer> => {
    const response = await fetch(`${current().url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query: text, variables }),
    });
    return (await response.json()) as Answer;
  };
  const bodies = ({ data }: Answer) => data?.allNotes?.nodes.map(({ body }) => body);
  const codes = ({ errors }: Answer) => errors?.map(({ extensions }) => extensions.code);

  it('shows everybody their own rows, and an admin all', async () => {
    const { person, admin } = current();
    const written = await query(person.accessToken, WRITE, { body: 'of a person' });
    expect(written.data?.createNote?.note?.ownerId).toBe(person.userId);
    await query(admin, WRITE, { body: 'of an admin' });
    expect(bodies(await query(person.accessToken, READ))).toEqual(['of a person']);
    expect(bodies(await query(admin, READ))).toEqual(['of a person', 'of an admin']);
  });

  it('lets nobody write for another person, nor take what is theirs', async () => {
    const { person, admin } = current();
    const foreign = { body: 'not mine', ownerId: claimsOf(admin)['sub'] };
    expect(codes(await query(person.accessToken, WRITE, foreign))).toEqual(['FORBIDDEN']);
    const { data } = await query(admin, READ);
    const rowId = data?.allNotes?.nodes.find(({ body }) => body === 'of an admin')?.rowId;
    expect((await query(person.accessToken, DELETE, { rowId })).errors).toHaveLength(1);
    expect(bodies(await query(admin, READ))).toContain('of an admin');
  });

  it('shows no row without a token, after others had one on the same connections', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => query(undefined, READ)));
    for (const answer of answers) expect(codes(answer)).toEqual(['FORBIDDEN']);
  });
}
