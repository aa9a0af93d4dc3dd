#!/usr/bin/env bash
# Expected: `banned` in the row of a user says whether they are shut out; a ban of one second is `false` two seconds later.
# Seen, in better-auth 1.7.25 with its plugin admin: the row keeps `banned: true`, with a `banExpires` that is past, for as long as they do not
#   sign in; the sign-in then works, and puts it to false. Its own list of users answers the same, and filters by it.
# Means: whoever moves people by that column, or counts or mails by it, shuts out those whose ban is over. Read `banned` together with `banExpires`.
# Needs node and npm on the PATH.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >npm.log
npm install --no-audit --no-fund --ignore-scripts better-auth@1.7.25 >>npm.log
cat >look.mjs <<'JS'
import { setTimeout as sleep } from 'node:timers/promises';

import { betterAuth } from 'better-auth';
import { memoryAdapter } from 'better-auth/adapters/memory';
import { admin } from 'better-auth/plugins';

const rows = { user: [], session: [], account: [], verification: [] };
const auth = betterAuth({
  baseURL: 'http://127.0.0.1:3000',
  secret: 'kJ8s9d7f6g5h4j3k2l1q0w9e8r7t6y5u',
  database: memoryAdapter(rows),
  emailAndPassword: { enabled: true },
  plugins: [admin()],
  telemetry: { enabled: false },
});
const password = 'correct horse battery staple';
const signUp = async (name) => {
  const body = { email: `${name}@example.com`, password, name };
  const { headers, response } = await auth.api.signUpEmail({ body, returnHeaders: true });
  const cookie = headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
  return { userId: response.user.id, headers: { cookie } };
};
const boss = await signUp('boss');
rows.user.find(({ id }) => id === boss.userId).role = 'admin';
const ada = await signUp('ada');
const { headers } = boss;
await auth.api.banUser({ body: { userId: ada.userId, banExpiresIn: 1 }, headers });
const row = rows.user.find(({ id }) => id === ada.userId);
while (row.banExpires > new Date()) await sleep(100);
await sleep(1_000);
const query = { filterField: 'banned', filterValue: true, filterOperator: 'eq' };
const listed = async () => (await auth.api.listUsers({ query, headers })).users.map(({ name }) => name).join();
const tell = async (when) => console.log(`${when}: banned ${row.banned}, listed as banned: ${(await listed()) || 'nobody'}`);
await tell('a second after its end');
await auth.api.signInEmail({ body: { email: 'ada@example.com', password } });
await tell('after a sign-in');
JS
node look.mjs 2>warnings | tee seen
cat >expected <<'TXT'
a second after its end: banned true, listed as banned: ada
after a sign-in: banned false, listed as banned: nobody
TXT
diff expected seen || { cat warnings; echo 'CHANGED: this surprise is not what it was'; exit 1; }
echo 'still so'
