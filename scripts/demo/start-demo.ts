/** Everything that the example frontend needs, on this machine alone, and the end of it without a trace. */
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startDemoFrontend } from './demo-frontend.js';
import { launchDemoGateway } from './demo-gateway.js';
import type { DemoPorts } from './demo-ports.js';
import { startDemoProvider } from './demo-provider.js';
import { startNotesService } from './notes-service.js';

export interface Demo {
  readonly places: Readonly<Record<'frontend' | 'mailbox' | 'gateway' | 'notes' | 'provider', string>>;
  /** Who may sign in, as the gateway prints it. */
  readonly accounts: string;
}

export interface StartingDemo {
  readonly ready: Promise<Demo>;
  /** The gateway's output, when it ends, which it does not by itself. */
  readonly ended: Promise<string>;
  /** Also while it starts. Nothing is left of it, not even its data. */
  readonly stop: () => Promise<void>;
  /** At once; the data is removed as far as that goes. */
  readonly kill: () => void;
}

const clientSecret = 'only-the-demo-knows-it';

/** @param settings of the gateway, beside those that the frontend needs. */
export async function startDemo(
  ports: DemoPorts,
  report: (line: string) => void,
  settings: Readonly<Record<string, string>> = {},
): Promise<StartingDemo> {
  const directory = await mkdtemp(join(tmpdir(), 'portcullis-demo-'));
  const places = placesOf(ports);
  const gateway = launchDemoGateway({
    ...{ directory, report, settings: { ...settingsFor(ports), ...settings } },
  });
  const services = [
    startDemoProvider({
      ...{ port: ports.provider, clientId: 'portcullis', clientSecret },
      redirectUri: `${places.gateway}/federation/harbour/callback`,
    }),
    startNotesService({ port: ports.notes, issuer: places.gateway }),
    startDemoFrontend({
      ...{ port: ports.frontend, gatewayUrl: places.gateway, notesUrl: places.notes },
      cacheDir: join(directory, 'vite'),
    }),
  ];
  return {
    ready: Promise.all([gateway.ready, ...services]).then(([accounts]) => ({ places, accounts })),
    ended: gateway.ended,
    stop: async () => {
      await gateway.stop();
      await Promise.allSettled(services.map(async (service) => (await service).stop()));
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    },
    kill: () => {
      gateway.kill();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function placesOf(ports: DemoPorts): Demo['places'] {
  const at = (port: number) => `http://localhost:${port}`;
  return {
    ...{ frontend: at(ports.frontend), mailbox: `${at(ports.gateway)}/dev/mailbox` },
    ...{ gateway: at(ports.gateway), notes: at(ports.notes), provider: at(ports.provider) },
  };
}

/** What a gateway needs to be told of a frontend that has pages of its own for everything. */
function settingsFor(ports: DemoPorts): Record<string, string> {
  const frontendUrl = `http://localhost:${ports.frontend}`;
  return {
    PORT: String(ports.gateway),
    APP_URL: frontendUrl,
    CORS_ORIGINS: frontendUrl,
    VERIFY_EMAIL_URL: `${frontendUrl}/verify-email`,
    RESET_PASSWORD_URL: `${frontendUrl}/reset-password`,
    SIGN_IN_METHODS: 'password,passkey,email-link,email-code,providers',
    SIGN_IN_LINK_URL: `${frontendUrl}/sign-in-link`,
    FEDERATION_REDIRECTS: `${frontendUrl}/provider`,
    OIDC_PROVIDERS: `harbour|http://localhost:${ports.provider}|portcullis|Harbour ID|${clientSecret}`,
  };
}
