import { readFile } from 'node:fs/promises';

import type { Command } from 'commander';

import type { Parts } from '../house/ground.js';
import type { CommandContext } from '../terminal/command-context.js';
import { CommandError, exitCodes } from '../terminal/exit-code.js';
import type { Output } from '../terminal/output.js';
import type { Restored } from './restore-backup.js';
import type { Counts } from './take-backup.js';

type Context = CommandContext<unknown, Parts>;

/** `portcullis backup` and `restore`. They take no toolbox, which would make indexes in what is to be read or to be empty. */
export function addBackupCommands(program: Command, context: Context, version: string): void {
  program
    .command('backup')
    .description('writes all that is in the database, as it is at one moment, into one file')
    .argument('[file]', 'that is not there yet, or - for standard output; absent: named after the time')
    .option('--encrypt', 'under the first entry of SECRET')
    .option('--json', 'as JSON')
    .action((file: string | undefined, options: BackupFlags) => backup(context, version, file, options));
  program
    .command('restore')
    .description('fills an empty database with what a backup holds; no gateway may run on it yet')
    .argument('<file>', 'what backup has written')
    .option('--old-secret-file <file>', 'with the SECRET of the deployment that was backed up')
    .option('--without-sessions', 'so that everybody signs in again')
    .option('--json', 'as JSON')
    .action((file: string, options: RestoreFlags) => restore(context, file, options));
}

interface BackupFlags {
  readonly encrypt?: boolean;
  readonly json?: boolean;
}

async function backup(
  { output, readSite }: Context,
  version: string,
  written: string | undefined,
  { encrypt: isSealed = false, json = false }: BackupFlags,
): Promise<void> {
  if (written === '-' && output.bytes.isTTY)
    throw new CommandError('A backup is not for a terminal: send it into a file.', exitCodes.usage);
  const counts = await output.during('Reading the database', async (say) => {
    const { takeBackup } = await import('./take-backup.js');
    const { config, parts } = await readSite(say);
    const file = written ?? fileName(parts.clock.now(), isSealed);
    const to = file === '-' ? output.bytes : file;
    const all = await takeBackup(config, parts, { to, isSealed, version, say });
    return { file, all };
  });
  tellBackup(output, { ...counts, json });
}

/** `portcullis-20260301T120000Z.ndjson.gz` */
function fileName(now: Date, isSealed: boolean): string {
  const time = now.toISOString().replace(/[-:]|\.\d+/g, '');
  return `portcullis-${time}.ndjson.gz${isSealed ? '.sealed' : ''}`;
}

function tellBackup(
  output: Output,
  { file, all, json }: { readonly file: string; readonly all: Counts; readonly json: boolean },
): void {
  // Standard output has the bytes.
  if (file === '-') output.warn(`Backed up: ${told(all)}.`);
  else if (json) output.json({ file, documents: all });
  else output.line(`Backed up into ${file}: ${told(all)}.`);
}

function told(counts: Counts): string {
  const sum = Object.values(counts).reduce((total, count) => total + count, 0);
  const { users = 0, sessions = 0 } = counts;
  return `${sum} documents, of them ${users} accounts and ${sessions} sessions`;
}

interface RestoreFlags {
  readonly oldSecretFile?: string;
  readonly withoutSessions?: boolean;
  readonly json?: boolean;
}

async function restore(
  { output, readSite }: Context,
  file: string,
  { oldSecretFile, withoutSessions, json = false }: RestoreFlags,
): Promise<void> {
  const oldSecrets = oldSecretFile === undefined ? [] : await readSecrets(oldSecretFile);
  const restored = await output.during('Opening the database', async (say) => {
    const { restoreBackup } = await import('./restore-backup.js');
    const { config, parts } = await readSite(say);
    const keepsSessions = withoutSessions !== true;
    return restoreBackup(config, parts, { file, oldSecrets, keepsSessions, say });
  });
  if (json) output.json(restored);
  else tellRestored(output, restored);
}

/** Written as SECRET is. */
async function readSecrets(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new CommandError(`The file ${file} of --old-secret-file cannot be read.`);
  });
  const entries = text.split(/[,\n]/).map((entry) => entry.trim());
  const secrets = entries.filter((entry) => entry !== '');
  if (secrets.length === 0) throw new CommandError(`There is no SECRET in ${file}.`);
  return secrets;
}

function tellRestored(output: Output, { takenAt, counts, resealed, isFromOtherSecret }: Restored): void {
  output.line(`Restored as it was at ${takenAt.toISOString()}: ${told(counts)}.`);
  if (!isFromOtherSecret) return;
  const { signingKeys = 0, authenticatorSeeds = 0 } = resealed;
  output.line(
    `Encrypted anew under this SECRET: ${signingKeys} signing keys, ${authenticatorSeeds} authenticator seeds.`,
  );
  output.line(
    'Sessions, mailed links and waiting mails are still under the old one: they go on where the gateway',
  );
  output.line('has SECRET=new,old, and end where it has not. See: docs/operations.md');
}
