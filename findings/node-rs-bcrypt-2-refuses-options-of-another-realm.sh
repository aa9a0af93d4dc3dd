#!/usr/bin/env bash
# Expected: `hashSync(password, { cost: 4 })` takes an object literal, wherever it was written.
# Seen, in @node-rs/bcrypt 2.0.0: a literal that was made in another realm of the same process (a vm context, as Jest runs every test
#   in one) is refused as `options must be a plain object`: its prototype is that realm's Object.prototype. One without a prototype is taken.
# Means: code that hashes in production throws in its own Jest tests after the step from 1 to 2. Hand in
#   `Object.assign(Object.create(null), { cost })`, or stay with 1.10.7, whose cost is a number, and whose hashes begin with $2y$
#   where those of 2.0.0 begin with $2b$.
# Needs node and npm on the PATH, on Linux x64.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >npm.log
npm install --no-audit --no-fund @node-rs/bcrypt@2.0.0 earlier@npm:@node-rs/bcrypt@1.10.7 >>npm.log
cat >look.cjs <<'JS'
const vm = require('node:vm');
const bcrypt = require('@node-rs/bcrypt');
const earlier = require('earlier');
const tell = (where, hash) => {
  try {
    console.log(`${where}: ${hash().slice(0, 4)}`);
  } catch (error) {
    console.log(`${where}: ${error.name}: ${error.message}`);
  }
};
const options = vm.runInNewContext('({ cost: 4 })');
tell('2.0.0, a literal of this realm', () => bcrypt.hashSync('password', { cost: 4 }));
tell('2.0.0, a literal of another realm', () => bcrypt.hashSync('password', options));
tell('2.0.0, the same without a prototype', () => bcrypt.hashSync('password', Object.assign(Object.create(null), options)));
tell('1.10.7, a number', () => earlier.hashSync('password', options.cost));
JS
node look.cjs | tee seen
cat >expected <<'TXT'
2.0.0, a literal of this realm: $2b$
2.0.0, a literal of another realm: TypeError: options must be a plain object
2.0.0, the same without a prototype: $2b$
1.10.7, a number: $2y$
TXT
diff expected seen || { echo 'CHANGED: this surprise is not what it was'; exit 1; }
echo 'still so'
