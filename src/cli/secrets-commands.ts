import type { Command } from 'commander';

import type { CommandContext } from './command-context.js';

export function addSecretsCommands(program: Command, context: CommandContext): void {
  const secrets = program.command('secrets').description('what is encrypted under SECRET');
  secrets
    .command('reencrypt')
    .description('encrypts signing keys and authenticator seeds under the first entry of SECRET')
    .option('--json', 'as JSON')
    .action((options: { json?: true }) => reencrypt(context, options));
}

function reencrypt(
  { output, withTools }: CommandContext,
  { json = false }: { json?: boolean },
): Promise<void> {
  return withTools(async ({ keys, resealSeeds }) => {
    const counts = await output.during('Encrypting under the first entry of SECRET', async () => ({
      signingKeys: await keys.resealKeys(),
      authenticatorSeeds: await resealSeeds(),
    }));
    if (json) {
      output.json(counts);
      return;
    }
    output.line(
      `Encrypted anew: ${counts.signingKeys} signing keys, ${counts.authenticatorSeeds} authenticator seeds.`,
    );
    output.line(
      'Sessions move to the first entry when they are refreshed, and mails within two days: drop an older',
    );
    output.line('entry after REFRESH_TOKEN_IDLE_TTL, or sooner and have the sessions under it end.');
  });
}
