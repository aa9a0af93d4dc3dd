import type { Command } from 'commander';

import type { CommandContext } from '../terminal/command-context.js';
import { CommandError } from '../terminal/exit-code.js';
import { type Column, showTime } from '../terminal/output.js';
import type { KeysRoom } from './keys.room.js';
import type { ListedKey } from './list-keys.js';
import type { Rotation } from './rotate-keys.js';

/** What the toolbox has of this room. */
interface KeysTools {
  readonly rooms: { readonly keys: Pick<KeysRoom, 'listKeys' | 'rotateKeys'> };
}

const states: Readonly<Record<ListedKey['state'], string>> = {
  reserve: 'in reserve',
  signing: 'signing',
  stopped: 'verifies',
  withdrawn: 'withdrawn',
};

const columns: readonly Column<ListedKey>[] = [
  { title: 'KID', value: ({ kid }) => kid },
  { title: 'STATE', value: ({ state }) => states[state] },
  { title: 'ALGORITHM', value: ({ algorithm }) => algorithm },
  { title: 'PUBLISHED', value: ({ publishedAt }) => showTime(publishedAt) },
  { title: 'SIGNED FROM', value: ({ signsFrom }) => showTime(signsFrom) },
  { title: 'UNTIL', value: ({ stoppedAt }) => showTime(stoppedAt) },
];

/** `portcullis keys`. What it does is seen at once by gateways that run, which hear of it by the change feed. */
export function addKeysCommands(program: Command, context: CommandContext<KeysTools>): void {
  const keys = program.command('keys').description('the keys that sign access tokens');
  keys
    .command('list')
    .description('shows all keys, the newest first; times are UTC')
    .option('--json', 'as JSON')
    .action((options: { json?: true }) => listKeys(context, options));
  keys
    .command('rotate')
    .description('lets the key in reserve sign from now on, and publishes another one')
    .option('--force', 'even though it was published less than KEY_ROTATION_LEAD ago')
    .action((options: { force?: true }) => rotateKeys(context, options));
  keys
    .command('withdraw')
    .description('takes a key out of the key set at once; its tokens are refused from then on')
    .argument('<kid>', 'its id, or the first characters of it')
    .action((kid: string) => withdrawKey(context, kid));
}

function listKeys(
  { output, withTools }: CommandContext<KeysTools>,
  { json = false }: { json?: boolean },
): Promise<void> {
  return withTools(async ({ rooms: { keys } }) => {
    const all = await keys.listKeys();
    if (json) output.json(all);
    else output.table(columns, all, 'There are no keys.');
  });
}

function rotateKeys(
  { output, withTools }: CommandContext<KeysTools>,
  { force = false }: { force?: boolean },
): Promise<void> {
  return withTools(async ({ rooms: { keys } }) => {
    const outcome = await keys.rotateKeys.rotate({ ignoresLead: force });
    if (outcome === 'rotated') {
      const signer = (await keys.listKeys()).find(({ state }) => state === 'signing');
      output.line(
        `The key ${signer?.kid ?? ''} signs from now on. The one before verifies until its last token is dead.`,
      );
    } else throw new CommandError(refusals[outcome]);
  });
}

const refusals: Readonly<Record<Exclude<Rotation, 'rotated'>, string>> = {
  'too-soon':
    'The key in reserve has not been published for KEY_ROTATION_LEAD: verifiers that keep the key set do not know it yet. ' +
    'Wait, or say --force and have them refuse new tokens for some minutes.',
  'not-due': 'Another rotation came first. See: portcullis keys list',
  'reserve-replaced':
    'SIGNING_ALGORITHM has changed, so a key of the new algorithm was published in place of the one in reserve. ' +
    'It can sign once KEY_ROTATION_LEAD has passed.',
};

/** Of a kid: a slip of the hand must name none. */
const SHORTEST_PREFIX = 4;

function withdrawKey({ output, withTools }: CommandContext<KeysTools>, written: string): Promise<void> {
  return withTools(async ({ rooms: { keys } }) => {
    const published = (await keys.listKeys()).filter(({ state }) => state !== 'withdrawn');
    const named = published.filter(({ kid }) => kid.startsWith(written));
    const [key] = named;
    if (written.length < SHORTEST_PREFIX)
      throw new CommandError(
        `Write ${SHORTEST_PREFIX} characters of the key at least. See: portcullis keys list`,
      );
    if (key === undefined)
      throw new CommandError('There is no such key in the key set. See: portcullis keys list');
    if (named.length > 1) throw new CommandError('More than one key begins with that: write more of it.');
    await keys.rotateKeys.withdraw(key.kid);
    output.line(`The key ${key.kid} is withdrawn: its tokens are refused by every replica from now on,`);
    output.line('by @portcullis/guard within 30 s, and elsewhere when the key set is fetched anew.');
  });
}
