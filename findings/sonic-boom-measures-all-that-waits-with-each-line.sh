#!/usr/bin/env bash
# Expected: lines that wait for others (`minLength`, which pino's page on asynchronous logging recommends) cost as much each, however many
#   wait: the destination adds the length of the new one to that of the others.
# Seen, in sonic-boom 4.2.1 with pino 10.4.0: with each line it measures the whole text that waits in UTF-8 anew (Buffer.byteLength), which
#   joins it to one string first. For a log of 0.3 MB, written at once, it measures 4 MB where 4 KB may wait and 53 MB
#   where 64 KB may; by `contentMode: 'buffer'` it measures nothing.
# Means: waiting for more makes a line dearer, not cheaper. Hand it bytes, with `contentMode: 'buffer'`, or let little wait.
# Needs node and npm.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >npm.log
npm install --no-audit --no-fund pino@10.4.0 sonic-boom@4.2.1 >>npm.log

cat >look.cjs <<'JS'
const { once } = require('node:events');
const { pino } = require('pino');

const byteLength = Buffer.byteLength;
let measured = 0;
Buffer.byteLength = (value, ...rest) => {
  const bytes = byteLength(value, ...rest);
  measured += bytes;
  return bytes;
};
const line = `${JSON.stringify({ level: 30, path: '/graphql', status: 200, agent: 'x'.repeat(240) })}\n`;
const lines = 1_000;

async function look(mayWait, options = {}) {
  const output = pino.destination({ dest: 'log', sync: false, minLength: mayWait, maxWrite: 2 * mayWait, ...options });
  await once(output, 'ready');
  measured = 0;
  for (let count = 0; count < lines; count++) output.write(options.contentMode === 'buffer' ? Buffer.from(line) : line);
  const megabytes = measured / 1e6;
  output.end();
  await once(output, 'close');
  return Number(megabytes.toFixed(1));
}

(async () => {
  const written = Number(((line.length * lines) / 1e6).toFixed(1));
  const seen = {
    written,
    'measured where 4 KB may wait': await look(4_096),
    'measured where 64 KB may wait': await look(65_536),
    'measured by bytes': await look(65_536, { contentMode: 'buffer' }),
  };
  console.log('megabytes:', seen);
  const [, few, many, none] = Object.values(seen);
  const isAsSeen = few > 5 * written && many > 30 * written && none === 0;
  console.log(isAsSeen ? 'as described' : 'this has changed');
  process.exit(isAsSeen ? 0 : 1);
})();
JS
timeout 60 node look.cjs
