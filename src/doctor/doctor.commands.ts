import type { Command } from 'commander';

import type { Finding } from '../foundation/check.js';
import { StartupError } from '../foundation/startup-error.js';
import type { Parts } from '../house/ground.js';
import type { CommandContext } from '../terminal/command-context.js';
import { exitCodes } from '../terminal/exit-code.js';
import type { Output } from '../terminal/output.js';

const marks = { good: ['green', '✓'], warning: ['yellow', '!'], wrong: ['red', '✗'] } as const;
const SUBJECT_WIDTH = 10;

/** Ends with exit code 4 where a finding is `wrong`; takes no toolbox, which a wrong setting would keep from opening. */
export function addDoctorCommand(program: Command, context: CommandContext<unknown, Parts>): void {
  program
    .command('doctor')
    .description(
      'looks at settings, database, Redis, secrets, keys and mails: says what is wrong, and how to mend it',
    )
    .option('--json', 'as JSON')
    .action((options: { json?: true }) => runDoctor(context, options));
}

async function runDoctor(
  { output, readSite, endWith }: CommandContext<unknown, Parts>,
  { json = false }: { json?: boolean },
): Promise<void> {
  const findings = await output.during('Looking at the deployment', (say) => look(readSite, say));
  if (json) output.json(findings);
  else print(output, findings);
  if (findings.some(({ state }) => state === 'wrong')) endWith(exitCodes.unhealthy);
}

/** Loaded when it is asked for, as the rooms are heavy: help answers at once. */
async function look(
  readSite: CommandContext<unknown, Parts>['readSite'],
  say: (text: string) => void,
): Promise<readonly Finding[]> {
  const { examine } = await import('./examine.js');
  try {
    const { config, parts } = await readSite(say);
    return await examine(config, parts);
  } catch (error) {
    if (!(error instanceof StartupError)) throw error;
    return [{ subject: 'Settings', state: 'wrong', says: error.message }];
  }
}

function print(output: Output, findings: readonly Finding[]): void {
  const indent = ' '.repeat(SUBJECT_WIDTH + 4);
  for (const { subject, state, says, mend } of findings) {
    const [colour, mark] = marks[state];
    const [first = '', ...rest] = says.split('\n');
    output.line(`${output.paint(colour, mark)} ${subject.padEnd(SUBJECT_WIDTH)}  ${first}`);
    for (const line of rest) output.line(`${indent}${line}`);
    if (mend !== undefined) output.line(`${indent}${output.paint('dim', mend)}`);
  }
  const wrong = findings.filter(({ state }) => state === 'wrong').length;
  const warnings = findings.filter(({ state }) => state === 'warning').length;
  output.line('');
  output.line(`${wrong} wrong, ${warnings} to look after, ${findings.length - wrong - warnings} good`);
}
