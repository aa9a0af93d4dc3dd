import type { Config } from '../config/config.js';
import { noTelemetry, type Telemetry } from './telemetry.js';

/** The libraries are loaded only where they are used. @param onFault told when the collector does not take what is sent, and when it does again. */
export async function openTelemetry(
  config: Config,
  onFault: (reason: string | undefined) => void,
): Promise<Telemetry> {
  const { otlpEndpoint: endpoint } = config;
  if (endpoint === undefined || config.otelDisabled) return noTelemetry;
  const { startTelemetry } = await import('./start-telemetry.js');
  return startTelemetry({ endpoint, config, onFault });
}
