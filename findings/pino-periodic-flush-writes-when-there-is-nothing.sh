#!/usr/bin/env bash
# Expected: `periodicFlush` of pino.destination writes out what has gathered since the last time, and does nothing where that is nothing.
# Seen, in pino 10.4.0 with sonic-boom 4.2.1: each interval writes an empty string, also while nobody logs at all: a job for
#   the thread pool, its wake-ups and a system call, for as long as the process lives.
# Means: with `periodicFlush: 50`, a service that has nothing to do works twenty times a second (here a quarter of what ours took when
#   idle). Flush by a timer of your own that a line starts.
# Needs node and npm on the PATH.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >npm.log
npm install --no-audit --no-fund pino@10.4.0 sonic-boom@4.2.1 >>npm.log
cat >look.cjs <<'JS'
const fs = require('node:fs');
const write = fs.write;
const seen = { empty: 0, full: 0 };
let onEmpty = () => undefined;
fs.write = (fd, text, ...rest) => {
  if (typeof text === 'string') seen[text === '' ? 'empty' : 'full']++;
  if (seen.empty === 5) onEmpty();
  return write(fd, text, ...rest);
};
const { pino } = require('pino');
const log = pino(pino.destination({ dest: 'lines.log', sync: false, minLength: 4_096, periodicFlush: 20 }));
const deadline = setTimeout(() => process.exit(1), 20_000);
onEmpty = () => {
  console.log(`not a line was logged; writes of text: ${seen.full}, of nothing: ${seen.empty}`);
  clearTimeout(deadline);
  process.exit(0);
};
log.level;
JS
node look.cjs | tee seen
cat >expected <<'TXT'
not a line was logged; writes of text: 0, of nothing: 5
TXT
diff expected seen || { echo 'CHANGED: this surprise is not what it was'; exit 1; }
echo 'still so'
