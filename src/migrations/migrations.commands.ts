import type { Command } from 'commander';

import type { CommandContext } from '../terminal/command-context.js';
import { type Column, showTime } from '../terminal/output.js';
import type { Migrations, MigrationStatus } from './migrations.js';

/** What the toolbox has of this room. */
interface MigrationTools {
  readonly migrations: Pick<Migrations, 'list' | 'apply'>;
}

const states: Readonly<Record<MigrationStatus['state'], string>> = {
  pending: 'pending',
  begun: 'begun',
  finished: 'done',
  undone: 'undone by an older version',
  unknown: 'done by a newer version',
};

const columns: readonly Column<MigrationStatus>[] = [
  { title: 'MIGRATION', value: ({ name }) => name },
  { title: 'STATE', value: ({ state }) => states[state] },
  { title: 'DONE', value: ({ finishedAt }) => showTime(finishedAt) },
  { title: 'WHAT IT DOES', value: ({ does = '–' }) => does },
];

/** `portcullis migrate`. Gateways may run meanwhile, also those of the version before. */
export function addMigrateCommands(program: Command, context: CommandContext<MigrationTools>): void {
  const migrate = program.command('migrate').description('changes of what older versions have stored');
  migrate
    .command('status')
    .description('shows what was done to this database, and what is pending')
    .option('--json', 'as JSON')
    .action((options: { json?: true }) => showStatus(context, options));
  migrate
    .command('up')
    .description('does what is pending; begun before and broken off, it goes on from there')
    .option('--json', 'as JSON')
    .action((options: { json?: true }) => migrateUp(context, options));
}

function showStatus(
  { output, withTools }: CommandContext<MigrationTools>,
  { json = false }: { json?: boolean },
): Promise<void> {
  return withTools(async ({ migrations }) => {
    const all = await migrations.list();
    if (json) output.json(all);
    else output.table(columns, all, 'There are no migrations.');
  });
}

function migrateUp(
  { output, withTools }: CommandContext<MigrationTools>,
  { json = false }: { json?: boolean },
): Promise<void> {
  return withTools(async ({ migrations }) => {
    const finished = await output.during('Migrating', (say) => migrations.apply(say));
    if (json) output.json(finished);
    else output.line(finished.length === 0 ? 'Nothing was pending.' : `Done: ${finished.join(', ')}.`);
  });
}
