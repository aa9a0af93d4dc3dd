import type { Command } from 'commander';

import type { Resealer } from '../house/contributions.js';
import type { CommandContext } from '../terminal/command-context.js';
import type { Toolbox } from '../toolbox.js';

export function addSecretsCommands(
  program: Command,
  context: CommandContext<Pick<Toolbox, 'resealers'>>,
): void {
  const secrets = program.command('secrets').description('what is encrypted under SECRET');
  secrets
    .command('reencrypt')
    .description(
      'encrypts signing keys, authenticator seeds and secrets of webhooks under the first entry of SECRET',
    )
    .option('--json', 'as JSON')
    .action((options: { json?: true }) => reencrypt(context, options));
}

function reencrypt(
  { output, withTools }: CommandContext<Pick<Toolbox, 'resealers'>>,
  { json = false }: { json?: boolean },
): Promise<void> {
  return withTools(async ({ resealers }) => {
    const counts = await output.during('Encrypting under the first entry of SECRET', () =>
      resealAll(resealers),
    );
    if (json) {
      output.json(counts);
      return;
    }
    const told = resealers.map(({ name, said }) => `${counts[name] ?? 0} ${said}`);
    output.line(`Encrypted anew: ${told.join(', ')}.`);
    output.line(
      'Sessions move to the first entry when they are refreshed, and mails within two days: drop an older',
    );
    output.line('entry after REFRESH_TOKEN_IDLE_TTL, or sooner and have the sessions under it end.');
  });
}

async function resealAll(resealers: readonly Resealer[]): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const { name, reseal } of resealers) counts[name] = await reseal();
  return counts;
}
