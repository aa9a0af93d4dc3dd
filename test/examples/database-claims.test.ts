/** What CUSTOM_CLAIMS makes for servers in front of a database: by Hasura's documentation, and on a real PostgreSQL. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeProtectedHeader } from 'jose';

import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { signUp } from '../harness/people.js';
import { findPostgres, startPostgres, type TestPostgres } from '../harness/postgres.js';
import { claimsOf } from '../harness/token.js';

describe('CUSTOM_CLAIMS=hasura', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway({ CUSTOM_CLAIMS: 'hasura', SIGNING_ALGORITHM: 'ES256' });
  });
  afterAll(() => gateway.stop());

  it('has the roles and values of "Hasura JWT format", in its namespace', async () => {
    const { userId, accessToken } = await signUp(gateway);
    const claims = claimsOf(accessToken)['https://hasura.io/jwt/claims'] as Record<string, unknown>;
    const { 'x-hasura-allowed-roles': allowed, ...values } = claims;
    expect(values).toEqual({ 'x-hasura-default-role': 'USER', 'x-hasura-user-id': userId });
    expect(allowed).toContain(values['x-hasura-default-role']);
    for (const name of Object.keys(claims)) expect(name).toMatch(/^x-hasura-/);
  });

  it('is signed by an algorithm of its list, with a key set that it fetches again', async () => {
    const { accessToken } = await signUp(gateway);
    expect(['RS256', 'Ed25519', 'ES256']).toContain(decodeProtectedHeader(accessToken).alg);
    const { headers } = await fetch(`${gateway.url}/.well-known/jwks.json`);
    // Without max-age Hasura would take the first key set for ever.
    expect(headers.get('cache-control')).toMatch(/max-age=[1-9]/);
  });
});

const programs = findPostgres();
describe('CUSTOM_CLAIMS=supabase, on PostgreSQL', () => {
  if (programs === undefined) it.skip('was not tested: initdb is not installed here', () => undefined);
  else testPolicies(programs);
});

function testPolicies(place: string): void {
  let gateway: TestGateway;
  let database: TestPostgres;
  beforeAll(async () => {
    gateway = await startTestGateway({ CUSTOM_CLAIMS: 'supabase' });
    database = await startPostgres(place);
    database.run(`
      create role anon nologin; create role authenticated nologin;
      create schema auth; grant usage on schema auth to anon, authenticated;
      create function auth.jwt() returns jsonb stable language sql as
      $$ select nullif(current_setting('request.jwt.claims', true), '')::jsonb $$;
      create table note (owner_id text not null default (auth.jwt() ->> 'sub'), body text not null);
      alter table note enable row level security;
      create policy own on note to authenticated using (owner_id = (auth.jwt() ->> 'sub'));
      create policy admins on note for select to authenticated using (auth.jwt() #> '{app_metadata,roles}' ? 'ADMIN');
      grant select, insert on note to authenticated;`);
  });
  afterAll(async () => {
    await database.stop();
    await gateway.stop();
  });

  /** As PostgREST and Supabase run it: as the role of the token, which the database finds in a setting. */
  const runAs = (claims: Readonly<Record<string, unknown>>, sql: string) =>
    database.run(`begin; set local role ${String(claims['role'])};
      set local request.jwt.claims = $claims$${JSON.stringify(claims)}$claims$; ${sql}; commit;`);
  const newClaims = async () => claimsOf((await signUp(gateway)).accessToken);

  it('lets everybody write and read their own rows', async () => {
    const [ada, bob] = [await newClaims(), await newClaims()];
    runAs(ada, "insert into note (body) values ('of ada')");
    runAs(bob, "insert into note (body) values ('of bob')");
    expect(runAs(ada, 'select body from note')).toBe('of ada\n');
    expect(runAs({ ...bob, app_metadata: { roles: ['ADMIN'] } }, 'select body from note')).toBe(
      'of ada\nof bob\n',
    );
    expect(() => runAs(ada, `insert into note values ('${String(bob['sub'])}', 'not mine')`)).toThrow(
      /row-level security/,
    );
  });

  it('has an id that is no UUID, as auth.uid() would have it', async () => {
    const claims = await newClaims();
    expect(() => runAs(claims, "select (auth.jwt() ->> 'sub')::uuid")).toThrow(/for type uuid/);
  });
}
