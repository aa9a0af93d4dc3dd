#!/usr/bin/env bash
# Expected: a client that is told READONLY, as after a fail-over behind one address, connects anew, and so reaches whoever has it now.
# Seen, with @redis/client 6.3.1: a primary that becomes a replica keeps its connections, and the client keeps to it: each write is refused
#   with READONLY for as long as the process lives. No `reconnecting`, no `error`, `isReady` stays true, and a reconnectStrategy is not asked.
# Means: whoever lets an address move (DNS, a proxy, a virtual IP) has to end the connection when READONLY comes: destroy(), then
#   connect() on the same client.
# Needs node, npm and redis-server.
set -euo pipefail
work=$(mktemp -d)
cleanup() {
  kill ${first:-} ${second:-} 2>/dev/null || true
  wait
  rm -rf "$work"
}
trap cleanup EXIT
cd "$work"

npm init -y >npm.log
npm install --no-audit --no-fund @redis/client@6.3.1 >>npm.log
free() { node -e 'const s=require("node:net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})'; }
one=$(free)
two=$(free)
mkdir a b
redis-server --dir a --bind 127.0.0.1 --port "$one" --save '' --appendonly no >a.log &
first=$!
redis-server --dir b --bind 127.0.0.1 --port "$two" --save '' --appendonly no >b.log &
second=$!

cat >look.mjs <<'JS'
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '@redis/client';

const [one, two] = process.argv.slice(2).map(Number);
let holder = one;
const address = createServer((near) => {
  const far = connect(holder, '127.0.0.1');
  near.pipe(far).pipe(near);
  for (const socket of [near, far]) socket.on('error', () => undefined);
});
await new Promise((resolve) => address.listen(0, '127.0.0.1', resolve));
const reach = async (port) => {
  for (;;) {
    const client = createClient({ url: `redis://127.0.0.1:${port}`, socket: { reconnectStrategy: false } });
    client.on('error', () => undefined);
    if (await client.connect().then(() => true, () => false)) return client;
    await sleep(50);
  }
};
const [first, second] = [await reach(one), await reach(two)];
const told = [];
const client = createClient({ url: `redis://127.0.0.1:${address.address().port}` });
for (const name of ['error', 'reconnecting', 'end']) client.on(name, () => told.push(name));
await client.connect();
const before = await client.incr('visits');
await second.sendCommand(['REPLICAOF', '127.0.0.1', String(one)]);
while ((await second.get('visits').catch(() => null)) !== '1') await sleep(50);
await second.sendCommand(['REPLICAOF', 'NO', 'ONE']);
await first.sendCommand(['REPLICAOF', '127.0.0.1', String(two)]);
holder = two;
const answers = [];
for (let turn = 0; turn < 10; turn++, await sleep(300)) answers.push(await client.incr('visits').catch(({ message }) => message.split(' ')[0]));
const isReady = client.isReady;
client.destroy();
await client.connect();
const afterwards = await client.incr('visits');
console.log({ before, answers, told: told.slice(), isReady, afterwards });
const isAsSeen = answers.every((answer) => answer === 'READONLY') && isReady && !told.includes('reconnecting') && afterwards === 2;
console.log(isAsSeen ? 'as described' : 'this has changed');
process.exit(isAsSeen ? 0 : 1);
JS
timeout 60 node look.mjs "$one" "$two"
