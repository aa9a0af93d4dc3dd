/** The commands there are. What each does is in a file of its own; none knows the database. */
import { Command } from 'commander';
import { addUsersCommands } from '../administration/users.commands.js';
import { addBackupCommands } from '../backup/backup.commands.js';
import { addDoctorCommand } from '../doctor/doctor.commands.js';
import type { Parts } from '../house/ground.js';
import { addKeysCommands } from '../keys/keys.commands.js';
import { addMigrateCommands } from '../migrations/migrations.commands.js';
import { addPasswordsCommands } from '../passwords/passwords.commands.js';
import type { CommandContext } from '../terminal/command-context.js';
import type { Toolbox } from '../toolbox.js';
import { addTransferCommands } from '../transfer/transfer.commands.js';
import { addWebhooksCommands } from '../webhooks/webhooks.commands.js';

import { addSecretsCommands } from './secrets.commands.js';

export function createProgram(context: CommandContext<Toolbox, Parts>, version: string): Command {
  const program = new Command('portcullis')
    .description('Self-hosted GraphQL auth gateway. Settings come from the environment and .env.')
    .version(version)
    .configureHelp({ showGlobalOptions: false })
    .showHelpAfterError('(add --help for how it is written)')
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 could not be done, 2 not understood, 3 refused,\n            4 the doctor found something wrong.',
    );
  program
    .command('start')
    .description('runs the gateway until a signal ends it')
    .action(async () => (await import('../serve.js')).serve());
  addUsersCommands(program, context);
  addTransferCommands(program, context);
  addKeysCommands(program, context);
  addPasswordsCommands(program, context);
  addWebhooksCommands(program, context);
  addSecretsCommands(program, context);
  addMigrateCommands(program, context);
  addBackupCommands(program, context, version);
  addDoctorCommand(program, context);
  return program;
}
