#!/usr/bin/env bash
# Expected: a page that the browser has frozen (Page Lifecycle: a tab in the background, to save memory) takes part in nothing until
#   it is resumed. If it waits for a Web Lock the lock goes to the next page; messages of a BroadcastChannel wait for it.
# Seen, in Chromium 147: the lock is given to the frozen page, which cannot run, and nobody else gets it. Yet
#   messages of a BroadcastChannel are handled at once, by the frozen page's own script, while its timers stand still.
# Means: "one tab refreshes for all" by Web Locks stands still with the tab that was frozen while it waited, and a time-out by a timer
#   of that tab does not help: whoever waits needs a time-out of their own. What others tell by a BroadcastChannel has arrived by then,
#   so ask again what is needed still, when the lock comes at last.
# Needs node and npm on the PATH; runs the Chromium that npm brings.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TMPDIR="$work" AWS_EXECUTION_ENV=AWS_Lambda_nodejs20.x # else the package leaves its libraries packed

npm init -y >npm.log
npm install --no-audit --no-fund @sparticuz/chromium@147.0.0 ws@8.21.0 >>npm.log
cat >look.mjs <<'JS'
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import chromium from '@sparticuz/chromium';
import WebSocket from 'ws';

const page = `<!doctype html><script>
  globalThis.seen = [];
  for (const name of ['freeze', 'resume']) document.addEventListener(name, () => seen.push(name));
  globalThis.channel = new BroadcastChannel('news');
  channel.onmessage = ({ data }) => seen.push('message ' + data);
  globalThis.hold = () => void navigator.locks.request('one', () => new Promise((resolve) => { globalThis.letGo = resolve; }));
  globalThis.wait = () => void navigator.locks.request('one', async () => { seen.push('lock'); });
  globalThis.ask = () => navigator.locks.request('one', { signal: AbortSignal.timeout(2000) }, () => 'has it')
    .catch(() => 'waited 2 s in vain');
</script>`;
const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(page)).listen(0, '127.0.0.1');
await once(server, 'listening');
const url = `http://127.0.0.1:${server.address().port}/`;

const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--remote-debugging-port=0', `--user-data-dir=${process.env.TMPDIR}/profile`];
const browser = spawn(await chromium.executablePath(), flags, { stdio: ['ignore', 'ignore', 'pipe'] });
const address = await new Promise((resolve) => {
  let text = '';
  browser.stderr.on('data', (chunk) => {
    text += chunk;
    const [, found] = /listening on (ws:\S+)/.exec(text) ?? [];
    if (found) resolve(found);
  });
});
const socket = new WebSocket(address);
await once(socket, 'open');
const waiting = new Map();
socket.on('message', (data) => {
  const { id, result } = JSON.parse(data);
  waiting.get(id)?.(result);
});
let last = 0;
const send = (method, params = {}, sessionId) => new Promise((resolve) => {
  waiting.set(++last, resolve);
  socket.send(JSON.stringify({ id: last, method, params, sessionId }));
});
const open = async () => {
  const { targetId } = await send('Target.createTarget', { url });
  const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
  const run = async (expression) =>
    (await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true }, sessionId)).result.value;
  while (!(await run('typeof ask === "function" && document.readyState === "complete"'))) await sleep(50);
  return { run, turn: (state) => send('Page.setWebLifecycleState', { state }, sessionId) };
};

const { product } = await send('Browser.getVersion');
const [holder, sleeper, other] = [await open(), await open(), await open()];
await holder.run('hold()');
await sleeper.run('wait()');
await sleeper.run('void setTimeout(() => seen.push("timer"), 500)');
await sleeper.turn('frozen');
while (!(await sleeper.run('seen.includes("freeze")'))) await sleep(50);
await holder.run('letGo()');
console.log('another page', await other.run('ask()'));
await other.run('channel.postMessage("while it is frozen")');
await sleep(1500);
console.log('the frozen page has seen:', (await sleeper.run('seen')).join(', '));
console.error(product);
await send('Browser.close');
server.closeAllConnections();
server.close();
JS
node look.mjs | tee seen
cat >expected <<'TXT'
another page waited 2 s in vain
the frozen page has seen: freeze, message while it is frozen
TXT
diff expected seen || { echo 'CHANGED: this surprise is not what it was'; exit 1; }
echo 'still so'
