/** Two gateways on ports that stay, behind nginx as deploy/compose has it: each can be replaced while the other serves. */
import { pickPort } from '../../src/database/embedded/free-port.js';
import { createGatewayProcesses, type GatewayProcess } from './gateway-process.js';
import { type Nginx, startBalancer } from './nginx.js';

/** Starts a gateway with these settings. */
export type Launch = (settings: Readonly<Record<string, string>>) => Promise<GatewayProcess>;

export interface BalancedPair {
  /** Of nginx. */
  readonly url: string;
  /** Of the two. */
  readonly urls: readonly string[];
  /** Ends one. @throws where that is not in good order. */
  end(place: 0 | 1): Promise<void>;
  /** Starts another in the place of one that has ended. @returns once that is ready. */
  begin(place: 0 | 1, launch?: Launch): Promise<void>;
  stop(): Promise<void>;
}

/** As docker-compose.yaml of deploy/compose has them. */
const shutdown = { SHUTDOWN_DELAY: '1500ms', SHUTDOWN_TIMEOUT: '10s', TRUST_PROXY: '1' };

export async function startBalancedPair(
  nginx: string,
  settings: Readonly<Record<string, string>>,
  processes = createGatewayProcesses(),
  launch: Launch = (given) => processes.launch(given),
): Promise<BalancedPair> {
  const ports = [await pickPort(undefined), await pickPort(undefined)] as const;
  const start = async (place: 0 | 1, how: Launch) => {
    const gateway = await how({ ...shutdown, ...settings, PORT: String(ports[place]) });
    await gateway.ready();
    return gateway;
  };
  const places = [await start(0, launch), await start(1, launch)];
  const balancer: Nginx = await startBalancer(nginx, ports);
  return {
    url: balancer.url,
    urls: ports.map((port) => `http://127.0.0.1:${port}`),
    async end(place) {
      const gateway = places[place];
      gateway?.signal('SIGTERM');
      const exit = await gateway?.exit;
      if (exit?.code !== 0) throw new Error(`It did not end in good order: ${gateway?.stderr ?? ''}`);
    },
    async begin(place, how = launch) {
      places[place] = await start(place, how);
    },
    async stop() {
      await balancer.stop();
      await processes.endAll();
    },
  };
}
