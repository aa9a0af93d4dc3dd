/** examples/frontend as it is built, with a gateway, the demo's provider and the demo's notes: everything real, on loopback. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { findFreePort } from '../../scripts/demo/demo-ports.js';
import { startDemoProvider } from '../../scripts/demo/demo-provider.js';
import { type LocalServer, startLocalServer } from '../../scripts/demo/local-server.js';
import { startNotesService } from '../../scripts/demo/notes-service.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';

export interface FrontendSite {
  readonly url: string;
  readonly gateway: TestGateway;
  stop(): Promise<void>;
}

const repository = fileURLToPath(new URL('../..', import.meta.url));
const clientSecret = 'a-secret-of-the-client';
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/** @param settings of the gateway, beside those that the demo gives it. */
export async function startFrontendSite(settings: Readonly<Record<string, string>>): Promise<FrontendSite> {
  const [gatewayPort, providerPort] = [await findFreePort(), await findFreePort()];
  const gatewayUrl = `http://localhost:${gatewayPort}`;
  const folder = await mkdtemp(join(tmpdir(), 'portcullis-frontend-'));
  const frontend = await startLocalServer(0, serveFolder(folder));
  const services = await Promise.all([
    startDemoProvider({
      ...{ port: providerPort, clientId: 'portcullis', clientSecret },
      redirectUri: `${gatewayUrl}/federation/harbour/callback`,
    }),
    startNotesService({ port: 0, issuer: gatewayUrl }),
  ]);
  const [, notes] = services;
  const [gateway] = await Promise.all([
    startTestGateway({
      PORT: String(gatewayPort),
      CORS_ORIGINS: frontend.url,
      VERIFY_EMAIL_URL: `${frontend.url}/verify-email`,
      RESET_PASSWORD_URL: `${frontend.url}/reset-password`,
      SIGN_IN_METHODS: 'password,passkey,email-link,email-code,providers',
      SIGN_IN_LINK_URL: `${frontend.url}/sign-in-link`,
      FEDERATION_REDIRECTS: `${frontend.url}/provider`,
      OIDC_PROVIDERS: `harbour|http://localhost:${providerPort}|portcullis|Harbour ID|${clientSecret}`,
      ...settings,
    }),
    buildFrontend(folder, gatewayUrl, notes),
  ]);
  return {
    ...{ url: frontend.url, gateway },
    async stop() {
      await Promise.all([frontend, ...services].map((server) => server.stop()));
      await gateway.stop();
      await rm(folder, { recursive: true });
    },
  };
}

/** By Vite's own command, as a reader of the example would. */
async function buildFrontend(folder: string, gatewayUrl: string, notes: LocalServer): Promise<void> {
  const vite = join(repository, 'node_modules/vite/bin/vite.js');
  await promisify(execFile)(process.execPath, [vite, 'build', '--outDir', folder, '--emptyOutDir'], {
    cwd: join(repository, 'examples/frontend'),
    env: { ...process.env, NODE_ENV: 'production', VITE_GATEWAY_URL: gatewayUrl, VITE_NOTES_URL: notes.url },
  });
}

/** Whatever is no file is a view, which the page finds by itself. */
function serveFolder(folder: string): RequestListener {
  return (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const name = extname(pathname) === '' ? '/index.html' : pathname;
    readFile(join(folder, name)).then(
      (content) => response.setHeader('content-type', types[extname(name)] ?? '').end(content),
      () => response.writeHead(404).end(),
    );
  };
}
