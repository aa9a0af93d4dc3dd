#!/usr/bin/env bash
# Expected: /.well-known/webauthn of a RP ID lets five related domains use its passkeys (WebAuthn L3, 5.11: at least five labels). The
#   RP ID's own pages need no permission, so that it is all the same whether they are listed as well.
# Seen, in Chromium 147: the RP ID's own domain counts among the five. A list that begins with it lets four others in, and the fifth
#   gets a SecurityError; without it all five are let in. A port does not matter, nor does where else the label ends: site1.test and
#   site1.example are one, and the latter is let in behind a sixth.
# Means: list only origins outside the RP ID, and those that matter first.
# Needs node and npm on the PATH; runs the Chromium that npm brings.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TMPDIR="$work" AWS_EXECUTION_ENV=AWS_Lambda_nodejs20.x # else the package leaves its libraries packed

npm init -y >npm.log
npm install --no-audit --no-fund @sparticuz/chromium@147.0.0 playwright-core@1.65.1 selfsigned@5.5.0 >>npm.log
cat >look.mjs <<'JS'
import { once } from 'node:events';
import { createServer } from 'node:https';
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';
import { generate } from 'selfsigned';

let origins = [];
const { private: key, cert } = await generate([{ name: 'commonName', value: 'rp.test' }], { keyType: 'ec' });
const server = createServer({ key, cert }, ({ url }, response) => {
  const isList = url === '/.well-known/webauthn';
  response.setHeader('content-type', isList ? 'application/json' : 'text/html');
  response.end(isList ? JSON.stringify({ origins }) : '<!doctype html><title>site</title>');
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address();
// RP IDs have no port: 443 of each name is the server's.
const rules = ['test', 'example'].map((end) => `MAP *.${end}:443 127.0.0.1:${port}`).join(',');
const browser = await playwright.launch({
  executablePath: await chromium.executablePath(),
  args: ['--no-sandbox', '--disable-gpu', '--ignore-certificate-errors', `--host-resolver-rules=${rules}`],
});

const create = `navigator.credentials.create({ publicKey: {
  rp: { id: 'rp.test', name: 'rp' }, user: { id: new Uint8Array(8), name: 'ada', displayName: 'Ada' },
  challenge: new Uint8Array(16), pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
} }).then(() => 'taken', ({ name }) => name)`;
async function ask(name, listed) {
  origins = listed.map((host) => `https://${host}`);
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const page = await context.newPage();
  await page.goto(`https://${name}`);
  const cdp = await context.newCDPSession(page);
  await cdp.send('WebAuthn.enable', { enableUI: false });
  const phone = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true };
  const options = { ...phone, isUserVerified: true, automaticPresenceSimulation: true };
  await cdp.send('WebAuthn.addVirtualAuthenticator', { options });
  const answer = await page.evaluate(create);
  await context.close();
  return answer;
}

const five = [1, 2, 3, 4, 5].map((n) => `site${n}.test`);
const seen = {
  'the fifth of five others': await ask('site5.test', five),
  'the fourth behind the own one': await ask('site4.test', ['rp.test', ...five]),
  'the fifth behind the own one': await ask('site5.test', ['rp.test', ...five]),
  'a sixth': await ask('site6.test', [...five, 'site6.test']),
  'the first under another end, behind a sixth': await ask('site1.example', [...five, 'site6.test', 'site1.example']),
};
console.log(browser.version(), seen);
await browser.close();
server.close();
server.closeAllConnections();
const expected = ['taken', 'taken', 'SecurityError', 'SecurityError', 'taken'];
process.exitCode = JSON.stringify(Object.values(seen)) === JSON.stringify(expected) ? 0 : 1;
JS
node look.mjs
