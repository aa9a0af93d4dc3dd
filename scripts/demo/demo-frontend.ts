import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { LocalServer } from './local-server.js';

export interface DemoFrontendOptions {
  readonly port: number;
  readonly gatewayUrl: string;
  readonly notesUrl: string;
  /** What Vite makes of the packages; nothing of it is kept. */
  readonly cacheDir: string;
}

const root = fileURLToPath(new URL('../../examples/frontend', import.meta.url));

/** examples/frontend as its readers start it: by Vite, from the sources. */
export async function startDemoFrontend(options: DemoFrontendOptions): Promise<LocalServer> {
  const { port, gatewayUrl, notesUrl, cacheDir } = options;
  const { createServer } = await import('vite');
  const vite = await createServer({
    ...{ root, configFile: join(root, 'vite.config.ts'), cacheDir, clearScreen: false, logLevel: 'warn' },
    define: {
      'import.meta.env.VITE_GATEWAY_URL': JSON.stringify(gatewayUrl),
      'import.meta.env.VITE_NOTES_URL': JSON.stringify(notesUrl),
    },
    server: { port, host: '127.0.0.1', strictPort: true },
  });
  await vite.listen();
  return { url: `http://localhost:${port}`, stop: () => vite.close() };
}
