#!/usr/bin/env bash
# Expected: a page in an iframe on another site's page has, in Chromium since 115, a storage, locks and channels of its own (storage
#   partitioning), and a test that drives that Chromium by Playwright sees what users will see.
# Seen, with playwright-core 1.65.1 and Chromium 147: Playwright starts it with --disable-features=ThirdPartyStoragePartitioning. The
#   iframe reads localStorage of its origin's tabs, hears their BroadcastChannel and waits for their Web Lock. The same Chromium by
#   the same Playwright, without its default arguments, parts them; nothing in a test's own settings tells the one from the other.
# Means: a sign-in widget or a silent renewal in an iframe that goes by what its origin's tabs have stored or say passes its tests,
#   and fails in the field. Run such tests with ignoreDefaultArgs.
# Needs node and npm on the PATH; runs the Chromium that npm brings.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TMPDIR="$work" AWS_EXECUTION_ENV=AWS_Lambda_nodejs20.x # else the package leaves its libraries packed

npm init -y >npm.log
npm install --no-audit --no-fund @sparticuz/chromium@147.0.0 playwright-core@1.65.1 >>npm.log
cat >look.mjs <<'JS'
import { once } from 'node:events';
import { createServer } from 'node:http';
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';

const page = `<!doctype html><script>
  globalThis.heard = 'nothing';
  globalThis.channel = new BroadcastChannel('news');
  channel.onmessage = ({ data }) => {
    if (data === 'question') channel.postMessage('answer');
    else heard = data;
  };
  globalThis.hold = () => new Promise((held) => {
    void navigator.locks.request('one', () => { held(); return new Promise(() => {}); });
  });
  globalThis.look = async () => {
    channel.postMessage('question');
    const lock = await navigator.locks.request('one', { ifAvailable: true }, (got) => (got ? 'free' : 'taken'));
    const until = Date.now() + 3000;
    while (heard === 'nothing' && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 50));
    return 'localStorage ' + localStorage.getItem('key') + ', lock ' + lock + ', channel ' + heard;
  };
</script>`;
const server = createServer((request, response) => {
  response.setHeader('content-type', 'text/html');
  response.end(request.url === '/outer' ? `<iframe src="${inner}"></iframe>` : page);
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address();
const inner = `http://localhost:${port}/`;

const executablePath = await chromium.executablePath();
const plain = ['--headless', '--no-sandbox', '--disable-gpu', '--remote-debugging-pipe', `--user-data-dir=${process.env.TMPDIR}/profile`];
const alone = (...args) => ({ ignoreDefaultArgs: true, args: [...plain, ...args, 'about:blank'] });
const ways = {
  'as Playwright starts it': { args: ['--no-sandbox', '--disable-gpu'] },
  'without its default arguments': alone(),
  'with one of them': alone('--disable-features=ThirdPartyStoragePartitioning'),
};
for (const [way, options] of Object.entries(ways)) {
  const browser = await playwright.launch({ executablePath, ...options });
  const context = await browser.newContext();
  const tab = await context.newPage();
  await tab.goto(inner);
  await tab.evaluate('localStorage.setItem("key", "of the tab"); hold()');
  for (const host of ['localhost', '127.0.0.1']) {
    const outer = await context.newPage();
    await outer.goto(`http://${host}:${port}/outer`);
    const frame = outer.frames().find((one) => one.url() === inner);
    await frame.waitForLoadState();
    console.log(`${way}, iframe on ${host === 'localhost' ? 'its own' : 'another'} site: ${await frame.evaluate('look()')}`);
  }
  console.error(browser.version());
  await browser.close();
}
server.closeAllConnections();
server.close();
JS
node look.mjs | tee seen
cat >expected <<'TXT'
as Playwright starts it, iframe on its own site: localStorage of the tab, lock taken, channel answer
as Playwright starts it, iframe on another site: localStorage of the tab, lock taken, channel answer
without its default arguments, iframe on its own site: localStorage of the tab, lock taken, channel answer
without its default arguments, iframe on another site: localStorage null, lock free, channel nothing
with one of them, iframe on its own site: localStorage of the tab, lock taken, channel answer
with one of them, iframe on another site: localStorage of the tab, lock taken, channel answer
TXT
diff expected seen || { echo 'CHANGED: this surprise is not what it was'; exit 1; }
echo 'still so'
