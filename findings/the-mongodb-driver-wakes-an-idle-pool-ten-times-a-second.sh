#!/usr/bin/env bash
# Expected: a client of MongoDB that nobody uses wakes its process for the heartbeat of its servers, every ten seconds, and for nothing else.
# Seen, in mongodb 7.9.0, 7.2.0 and 6.21.0: each pool of connections sets a timer of 100 ms anew for as long as it lives, to see whether it has the least
#   number of connections that was asked for and whether one has been idle for too long, also where neither option is set. The option
#   that the pool has for it (`minPoolSizeCheckFrequencyMS`) is refused by the client.
# Means: a process holds a processor awake ten times a second for each server that it is connected to; of a gateway that nobody asked anything it was
#   a third of what it took (10.3 ms of CPU a second, 7.8 without). No setting ends it; the pool's own options can be replaced from outside.
# Needs node and npm. A server of a few lines answers the driver; no MongoDB is needed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >npm.log
for version in 7.9.0 7.2.0 6.21.0; do
  npm install --no-audit --no-fund "mongodb-$version@npm:mongodb@$version" >>npm.log
done

cat >look.cjs <<'JS'
const timers = require('node:timers');
const { createServer } = require('node:net');
const { setTimeout: sleep } = require('node:timers/promises');
const { MongoClient, BSON } = require(process.argv[2]);

const set = [];
const { setTimeout: original } = timers;
timers.setTimeout = (work, ms, ...rest) => {
  set.push(ms);
  return original(work, ms, ...rest);
};

const hello = {
  ...{ ok: 1, helloOk: true, ismaster: true, isWritablePrimary: true, minWireVersion: 0, maxWireVersion: 21 },
  ...{ maxBsonObjectSize: 2 ** 24, maxMessageSizeBytes: 48_000_000, maxWriteBatchSize: 100_000 },
};
/** Whatever is asked, in either form of message, is answered as a greeting is. */
function answerTo(message) {
  const isQuery = message.readInt32LE(12) === 2004;
  const head = Buffer.alloc(isQuery ? 36 : 21);
  const body = BSON.serialize(hello);
  head.writeInt32LE(head.length + body.length, 0);
  head.writeInt32LE(message.readInt32LE(4), 8);
  head.writeInt32LE(isQuery ? 1 : 2013, 12);
  if (isQuery) head.writeInt32LE(1, 32);
  return Buffer.concat([head, body]);
}
const server = createServer((socket) => {
  let waiting = Buffer.alloc(0);
  socket.on('error', () => undefined).on('data', (bytes) => {
    waiting = Buffer.concat([waiting, bytes]);
    while (waiting.length >= 16 && waiting.length >= waiting.readInt32LE(0)) {
      const message = waiting.subarray(0, waiting.readInt32LE(0));
      waiting = waiting.subarray(message.length);
      socket.write(answerTo(message));
    }
  });
});
server.listen(0, '127.0.0.1', async () => {
  const uri = `mongodb://127.0.0.1:${server.address().port}/?directConnection=true`;
  let refused = 'taken';
  try {
    new MongoClient(uri, { minPoolSizeCheckFrequencyMS: 60_000 });
  } catch (error) {
    refused = error.message;
  }
  const client = await new MongoClient(uri, { serverMonitoringMode: 'poll' }).connect();
  await client.db('any').command({ ping: 1 });
  await sleep(500);
  set.length = 0;
  await sleep(5_000);
  console.log(set.filter((ms) => ms === 100).length, set.length, refused);
  process.exit();
});
JS

changed=0
for version in 7.9.0 7.2.0 6.21.0; do
  read -r ticks all refused <<<"$(node look.cjs "mongodb-$version")"
  echo "mongodb $version: in five idle seconds $ticks timers of 100 ms, of $all in all; the option: $refused"
  if [ "$ticks" -lt 40 ] || [ "$refused" != 'option minpoolsizecheckfrequencyms is not supported' ]; then changed=1; fi
done
[ "$changed" = 0 ] || { echo 'CHANGED: this surprise is not what it was'; exit 1; }
echo 'still so'
