/** People of a real Keycloak, made by its own API and pages and exported by its own command, who sign in here as before. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { missingPrograms } from '../harness/programs.js';
import { addressOf, base32Of, fillRealm, typed } from './keycloak-realm.js';
import { type KeycloakServer, keycloakVersion, startKeycloak } from './keycloak-server.js';
import { type MovingIn, openMovingIn } from './moving-in.js';

const settings = { ROLES: 'USER,ADMIN,EDITOR', GOOGLE_CLIENT_ID: 'google-client' };
const options = ['--from', 'keycloak', '--map-role', 'editor=EDITOR', 'staff='];
const withKeycloak = missingPrograms(['java', 'mvn', 'tar']).length > 0 ? describe.skip : describe;

withKeycloak(`people of Keycloak ${keycloakVersion}`, () => {
  let server: KeycloakServer;
  let here: MovingIn;
  let seeds: ReadonlyMap<string, string>;
  beforeAll(async () => {
    here = await openMovingIn(settings);
    server = await startKeycloak();
    seeds = await fillRealm(server);
  }, 1_800_000);
  afterAll(async () => {
    await server.stop();
    await here.stop();
  });

  it('come with users files, of which the realm beside holds nobody', async () => {
    const files = await server.export('different_files', 5);
    expect([...files.keys()].sort()).toEqual(['shop-realm.json', 'shop-users-0.json', 'shop-users-1.json']);
    const realm = await here.importUsers(files.get('shop-realm.json') ?? '', ...options);
    expect(realm).toMatchObject({ code: 0, read: 0, imported: 0 });
    const first = await here.importUsers(files.get('shop-users-0.json') ?? '', ...options);
    expect(first).toMatchObject({ code: 0, imported: 5, problems: [] });
    const second = await here.importUsers(files.get('shop-users-1.json') ?? '', ...options);
    // Who has no address has no account here.
    expect(second).toMatchObject({ code: 3, imported: 1, skipped: 1, problems: [{ field: 'email' }] });
  }, 1_200_000);

  it('are the same in the file of the realm', async () => {
    const files = await server.export('realm_file');
    const all = await here.importUsers(files.get('shop-realm.json') ?? '', ...options);
    expect(all).toMatchObject({ code: 3, imported: 0, unchanged: 6, refused: 1 });
  }, 1_200_000);

  it('sign in by the password of before, whichever way it was hashed', async () => {
    for (const name of ['ada', 'cleo']) await here.signIn(addressOf(name), typed);
    expect(await here.refusal(addressOf('ada'), `${typed} `)).toBe('INVALID_CREDENTIALS');
    // A second time, with the hash of ours.
    for (const name of ['ada', 'cleo']) await here.signIn(addressOf(name), typed);
    expect(await here.find(addressOf('cleo'))).toMatchObject({ password: { scheme: 'bcrypt-hmac-sha384' } });
  });

  it('sign in by the authenticator of before, which is asked for', async () => {
    expect([...seeds.keys()]).toEqual(['bob', 'fay']);
    for (const [name, seed] of seeds) await here.signInWithCode(addressOf(name), typed, base32Of(seed));
  });

  it('bring roles, names, languages, numbers, identities and verified addresses', async () => {
    expect(await here.find(addressOf('ada'))).toMatchObject({
      ...{ username: 'ada', firstName: 'Ada', lastName: 'King', locale: 'de', phoneNumber: '+4930123456' },
      ...{ roles: ['USER', 'EDITOR'], emailVerifiedAt: expect.any(Date) },
      identities: [{ provider: 'google', issuer: 'https://accounts.google.com', subject: '117' }],
    });
    // Keycloak gives cleo the role of editors by her group and by another role: an export has neither in her entry.
    expect(await here.find(addressOf('cleo'))).toMatchObject({ roles: ['USER'] });
    expect(await here.find(addressOf('eve'))).toMatchObject({ identities: [{ subject: '118' }] });
    expect(await here.find(addressOf('eve'))).not.toHaveProperty('password');
  });

  it('stay out where they were disabled', async () => {
    expect(await here.refusal(addressOf('dan'), typed)).toBe('ACCOUNT_SUSPENDED');
  });
});
