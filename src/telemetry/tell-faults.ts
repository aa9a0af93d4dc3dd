import { ExportResultCode, type ExportResult } from '@opentelemetry/core';

interface Exporter<Items> {
  export(items: Items, done: (result: ExportResult) => void): void;
}

/** The libraries keep failures to themselves. Told is the first of several in a row, and when it is over. */
export function createFaultTeller(onFault: (reason: string | undefined) => void) {
  return <Items, Real extends Exporter<Items>>(exporter: Real & Exporter<Items>): Real => {
    let isFaulty = false;
    const send = exporter.export.bind(exporter);
    exporter.export = (items, done) => {
      send(items, (result) => {
        const hasFailed = result.code === ExportResultCode.FAILED;
        if (hasFailed !== isFaulty) onFault(hasFailed ? reasonOf(result.error) : undefined);
        isFaulty = hasFailed;
        done(result);
      });
    };
    return exporter;
  };
}

function reasonOf(error: Error | undefined): string {
  const { code } = (error ?? {}) as { code?: string | number };
  return `${error?.message ?? 'unknown'}${code === undefined ? '' : ` (${code})`}`;
}
