import { type Command, Option } from 'commander';

import type { CommandContext } from '../terminal/command-context.js';
import { CommandError, exitCodes } from '../terminal/exit-code.js';
import { exportTo, type ExportOptions } from './export-command.js';
import { importFrom, type ImportOptions } from './import-command.js';
import { systems } from './systems/systems.js';
import type { TransferTools } from './transfer-tools.js';

/** `portcullis import users` and `portcullis export users`. */
export function addTransferCommands(program: Command, context: CommandContext<TransferTools>): void {
  const files = systems.map(({ name, file }) => `  ${name.padEnd(12)} ${file}`).join('\n');
  program
    .command('import')
    .description('accounts from other systems')
    .command('users')
    .description('imports accounts, with their password hashes; a second run changes nothing')
    .argument('<file>', 'the file, or - for standard input')
    .addOption(
      new Option('--from <system>', 'whose file it is')
        .choices(systems.map(({ name }) => name))
        .default(systems[0].name),
    )
    .option('--dry-run', 'reads and judges all of it, and makes no account')
    .option('--format <name>', 'of hashes that look like those of another system: devise, meteor, symfony, …')
    .option(
      '--map-role <old=new...>',
      'roles by other names; nothing behind the sign drops one',
      pairs,
      new Map(),
    )
    .option(
      '--hash-parameter <name=value...>',
      'what is the same for all hashes of a project',
      pairs,
      new Map(),
    )
    .option(
      '--drop-invalid',
      'leaves out names, numbers and hashes that are refused, in the place of the account',
    )
    .option('--report <file>', 'every problem and duplicate, as NDJSON')
    .option('--json', 'as JSON')
    .addHelpText('after', `\nFiles:\n${files}`)
    .action((file: string, options: ImportOptions) => importFrom(context, file, options));
  program
    .command('export')
    .description('accounts for other systems')
    .command('users')
    .description('writes all accounts as NDJSON, which `import users` reads')
    .argument('[file]', 'which must not be there yet; absent: standard output')
    .option('--with-hashes', 'with the hashes of passwords')
    .option('--with-seeds', 'with the seeds of authenticator apps, decrypted')
    .action((file: string | undefined, options: ExportOptions) => exportTo(context, file, options));
}

/** @throws CommandError for what has no sign in it. */
function pairs(written: string, before: ReadonlyMap<string, string>): Map<string, string> {
  const sign = written.indexOf('=');
  if (sign < 1) throw new CommandError(`${written} has no sign of equality`, exitCodes.usage);
  return new Map([...before, [written.slice(0, sign), written.slice(sign + 1)]]);
}
