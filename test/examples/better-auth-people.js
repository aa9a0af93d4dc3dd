/**
 * People of better-auth, made by its own API on PostgreSQL (PGlite), and written out as docs/moving-in.md says. better-auth.test.ts
 * copies it beside the installed packages and runs it there.
 */
import { setTimeout as sleep } from 'node:timers/promises';

/** Packages of the directory it is copied to: here nothing is known of them. */
/** @param {string} name */
const load = (name) => import(name);
const { PGlite } = await load('@electric-sql/pglite');
const { betterAuth } = await load('better-auth');
const { symmetricDecrypt } = await load('better-auth/crypto');
const { getMigrations } = await load('better-auth/db/migration');
const { admin, twoFactor, username } = await load('better-auth/plugins');
const { KyselyPGlite } = await load('kysely-pglite');

const secret = process.env.BETTER_AUTH_SECRET;
const password = process.env.PERSON_PASSWORD ?? '';
const database = new PGlite();
const { dialect } = new KyselyPGlite(database);
const options = {
  ...{ baseURL: 'http://127.0.0.1:3000', secret, database: { dialect, type: 'postgres' } },
  emailAndPassword: { enabled: true },
  plugins: [admin(), twoFactor(), username()],
  ...{ rateLimit: { enabled: false }, telemetry: { enabled: false } },
};
await (await getMigrations(options)).runMigrations();
const auth = betterAuth(options);

/**
 * @param {string} name
 * @param {object} [more]
 */
async function signUp(name, more = {}) {
  const body = { email: `${name}@example.com`, password, name: `${name} Example`, ...more };
  const { headers, response } = await auth.api.signUpEmail({ body, returnHeaders: true });
  const cookie = headers.getSetCookie().map((/** @type {string} */ line) => line.split(';')[0]);
  return { id: response.user.id, headers: { cookie: cookie.join('; ') } };
}

const ada = await signUp('ada', { username: 'Ada.King' });
const { totpURI } = await auth.api.enableTwoFactor({ body: { password }, headers: ada.headers });
const [factor] = (await database.query('select secret from "twoFactor"')).rows;
const seed = await symmetricDecrypt({ key: secret, data: factor.secret });
const { code } = await auth.api.generateTOTP({ body: { secret: seed } });
await auth.api.verifyTOTP({ body: { code }, headers: ada.headers });

const boss = await signUp('boss');
await database.query(`update "user" set role = 'admin' where email = 'boss@example.com'`);
const asBoss = { headers: boss.headers };
const bob = await signUp('bob');
await auth.api.setRole({ body: { userId: bob.id, role: ['user', 'editor'] }, ...asBoss });
const dan = await signUp('dan');
await auth.api.banUser({ body: { userId: dan.id, banReason: 'Sent spam.' }, ...asBoss });
const eve = await signUp('eve');
await auth.api.banUser({ body: { userId: eve.id, banExpiresIn: 1 }, ...asBoss });
// Begun, and never confirmed.
const fay = await signUp('fay');
await auth.api.enableTwoFactor({ body: { password }, headers: fay.headers });
const { internalAdapter } = await auth.$context;
const gina = { email: 'gina@example.com', name: 'Gina', emailVerified: true };
await internalAdapter.createOAuthUser(gina, { providerId: 'google', accountId: '117' });
await internalAdapter.linkAccount({ userId: bob.id, providerId: 'github', accountId: '9' });

// Until the ban of one second is over, by the clock that better-auth goes by.
for (;;) {
  const [{ banExpires }] = (await database.query('select "banExpires" from "user" where id = $1', [eve.id]))
    .rows;
  if (banExpires < new Date()) break;
  await sleep(50);
}

const { rows } = await database.query(
  `select row_to_json(t) as row from (select u.*,
     (select json_agg(a) from account a where a."userId" = u.id) as accounts,
     (select json_agg(f) from "twoFactor" f where f."userId" = u.id) as factors from "user" u) t`,
);
for (const { row } of rows) {
  const [sealed] = row.factors ?? [];
  delete row.factors;
  if (sealed) row.totpSecret = await symmetricDecrypt({ key: secret, data: sealed.secret });
  console.log(JSON.stringify(row));
}
console.error(new URL(totpURI).searchParams.get('secret'));
await database.close();
