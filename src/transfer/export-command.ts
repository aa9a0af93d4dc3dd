import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import type { CommandContext } from '../terminal/command-context.js';
import { CommandError } from '../terminal/exit-code.js';
import type { ExportUsers } from './export-users.js';
import type { TransferTools } from './transfer-tools.js';

export interface ExportOptions {
  readonly withHashes?: boolean;
  readonly withSeeds?: boolean;
}

/** `portcullis export users`. A file is for its owner alone to read. */
export function exportTo(
  { output, withTools }: CommandContext<TransferTools>,
  path: string | undefined,
  { withHashes = false, withSeeds = false }: ExportOptions,
): Promise<void> {
  return withTools(async ({ rooms: { transfer } }) => {
    const lines = new Lines(transfer.exportUsers({ withHashes, withSeeds }));
    if (path === undefined) await pipeline(Readable.from(lines.read()), process.stdout, { end: false });
    else await output.during(`Exporting to ${path}`, () => writeNew(path, lines));
    output.warn(`${lines.count.toLocaleString('en')} accounts written.`);
  });
}

async function writeNew(path: string, lines: Lines): Promise<void> {
  try {
    await pipeline(Readable.from(lines.read()), createWriteStream(path, { flags: 'wx', mode: 0o600 }));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw new CommandError(`${path} is there already.`);
    throw error;
  }
}

class Lines {
  count = 0;

  constructor(private readonly records: ReturnType<ExportUsers>) {}

  async *read(): AsyncGenerator<string> {
    for await (const record of this.records) {
      this.count++;
      yield `${JSON.stringify(record)}\n`;
    }
  }
}
