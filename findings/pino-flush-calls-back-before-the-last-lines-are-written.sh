#!/usr/bin/env bash
# Expected: once `logger.flush(callback)` has called back without an error, what was logged before it has been written.
# Seen: while a piece is being written (as it is whenever more than `minLength` came at once), a flush begins nothing, and it calls back when
#   that one piece is out, without an error. Lines that came after the piece was begun stay in memory until another line comes, or another
#   flush; a process that is killed a second later has lost them. Without a piece under way the same line is written.
# Means: a flush at an interval or in a shutdown that waits for its callback can leave the last lines behind, which are those that tell why.
#   Whoever flushes asks again until nothing is left, or logs by a destination with `sync: true` where each line counts.
# Needs node and npm.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >npm.log
npm install --no-audit --no-fund pino@10.4.0 sonic-boom@4.2.1 >>npm.log

cat >flush.cjs <<'JS'
const { readFileSync } = require('node:fs');
const { once } = require('node:events');
const { setTimeout: sleep } = require('node:timers/promises');
const pino = require('pino');

const [file, inOnePiece] = process.argv.slice(2);
const isWritten = () => readFileSync(file, 'utf8').includes('the last line');
(async () => {
  const destination = pino.destination({ dest: file, sync: false, minLength: 4_096 });
  await once(destination, 'ready');
  const log = pino(destination);
  if (inOnePiece !== 'yes') log.info('x'.repeat(5_000));
  log.info('the last line');
  const error = await new Promise((resolve) => log.flush(resolve));
  const atOnce = isWritten();
  await sleep(1_000);
  console.log(error ?? 'no error', atOnce, isWritten());
  // As a machine that is taken away: no handler of an exit writes what is left.
  process.kill(process.pid, 'SIGKILL');
})();
JS

busy=$(node flush.cjs busy.log no || true)
idle=$(node flush.cjs idle.log yes || true)
echo "pino 10.4.0, sonic-boom 4.2.1; error, written when flush calls back, written a second later:"
echo "  while a piece is being written: $busy; in the file after all: $(grep -c 'the last line' busy.log || true)"
echo "  while none is:                  $idle; in the file after all: $(grep -c 'the last line' idle.log || true)"
[ "$busy" = 'no error false false' ] && [ "$idle" = 'no error true true' ] && ! grep -q 'the last line' busy.log
