/**
 * `npm run check:removable [room...]`: takes out one room after the other, each time from a whole repository, and sees that
 * what is left type-checks, builds, starts, and signs people up. It takes minutes, so `npm run check` leaves it out.
 */
import { fileURLToPath } from 'node:url';

import { parseModule } from './layout-imports.js';
import { copyRepository, type RepositoryCopy } from './removable/repository-copy.js';
import { takeOut, type TakenOut } from './removable/take-out.js';
import { build, checkTypes, signUpAt } from './removable/try-gateway.js';
import { readSourceFiles } from './source-files.js';

interface Room {
  readonly name: string;
  /** How the paths of its files begin. */
  readonly paths: readonly string[];
  /** Why it cannot go, and which file says so then. One that could is as wrong as one that cannot and should. */
  readonly stays?: { readonly reason: string; readonly brokenFile: string };
}

const folder = (name: string): Room => ({ name, paths: [`src/${name}/`] });

const rooms: readonly Room[] = [
  folder('federation'),
  {
    ...folder('second-factor'),
    stays: {
      reason: 'an import brings authenticator apps; FEATURES_DISABLED leaves it out of what is composed',
      brokenFile: 'src/transfer/transfer.room.ts',
    },
  },
  folder('passkeys'),
  folder('audit'),
  folder('link-pages'),
  folder('backup'),
  folder('doctor'),
  folder('captcha'),
  folder('webhooks'),
  folder('hooks'),
  folder('upstream'),
  folder('subgraph'),
  {
    ...folder('transfer'),
    stays: {
      reason: 'the command line is put together with it; no gateway loads it',
      brokenFile: 'src/toolbox.ts',
    },
  },
  {
    ...folder('outgoing'),
    stays: {
      reason: 'webhooks and hooks send by it; it is composed nowhere, and goes with them',
      brokenFile: 'src/hooks/ask-hook.ts',
    },
  },
  {
    ...folder('administration'),
    stays: {
      reason: 'the accounts of --demo are made by it; FEATURES_DISABLED leaves it out of what is composed',
      brokenFile: 'src/demo/demo.room.ts',
    },
  },
  folder('resource-servers'),
  {
    name: 'metrics',
    paths: ['metrics', 'process-metrics', 'request-metrics', 'expose-measure'].map(
      (name) => `src/observe/${name}.`,
    ),
  },
  folder('developer-pages'),
];

/** Rooms that settings can leave out, and that nobody has written above. */
function findForgotten(): readonly string[] {
  const compose = modules.find(({ path }) => path === 'src/compose.ts');
  const optional = [...(compose?.tree.text ?? '').matchAll(/import\('\.\/([^']+)\.js'\)/g)].map(
    ([, path]) => `src/${path ?? ''}.ts`,
  );
  return optional.filter(
    (path) => !rooms.some(({ paths }) => paths.some((beginning) => path.startsWith(beginning))),
  );
}

const interrupt = new AbortController();
const original = fileURLToPath(new URL('..', import.meta.url));
const modules = readSourceFiles(original).map(parseModule);

/** @throws Error for the first thing that is not as it was. */
async function tryWithout(copy: RepositoryCopy, taken: TakenOut): Promise<void> {
  copy.remove(taken.removed);
  copy.write(taken.edited);
  const trial = { root: copy.root, signal: interrupt.signal };
  try {
    await checkTypes(trial);
    await build(trial);
    await signUpAt(trial);
  } catch (error) {
    // What is compiled may lack files of which the compiler knows nothing new.
    copy.remove(['dist/.tsbuildinfo']);
    throw error;
  } finally {
    copy.restore([...taken.removed, ...taken.edited.keys()]);
  }
}

/** @returns what is wrong with the room, if anything. */
async function judge(copy: RepositoryCopy, { name, paths, stays }: Room): Promise<string | undefined> {
  const start = performance.now();
  const taken = takeOut(modules, (path) => paths.some((beginning) => path.startsWith(beginning)));
  const isUnused = taken.blocks === 0 && stays === undefined;
  const fault = isUnused ? 'nothing puts it together' : await faultOf(tryWithout(copy, taken));
  const seconds = `(${((performance.now() - start) / 1_000).toFixed(0)} s)`;
  const tell = (text: string) => {
    console.log(`${name.padEnd(18)}${text}  ${seconds}`);
  };
  if (stays !== undefined) {
    const isTrue = fault?.includes(stays.brokenFile) === true;
    const wrong = fault ?? 'it is said to stay, and could go';
    tell(isTrue ? `stays: ${stays.reason}` : `FAILED\n${wrong}`);
    return isTrue ? undefined : wrong;
  }
  const counts = `${count(taken.removed.length, 'file')}, ${count(taken.blocks, 'block')}`;
  const names = taken.names > 0 ? `, ${count(taken.names, 'name')}` : '';
  const outcome = fault === undefined ? 'type-checks, builds, starts, signs up' : `FAILED\n${fault}`;
  tell(`taken out: ${counts}${names}; ${outcome}`);
  return fault;
}

function faultOf(trial: Promise<void>): Promise<string | undefined> {
  return trial.then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

function count(number: number, thing: string): string {
  return `${String(number)} ${thing}${number === 1 ? '' : 's'}`;
}

const wanted = process.argv.slice(2);
const chosen = rooms.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
if (chosen.length < wanted.length)
  throw new TypeError(`These can be named: ${rooms.map(({ name }) => name).join(', ')}.`);
for (const name of ['SIGINT', 'SIGTERM'] as const)
  process.once(name, () => {
    interrupt.abort();
  });
const forgotten = findForgotten();
if (forgotten.length > 0)
  throw new TypeError(
    `Settings can leave out ${forgotten.join(', ')}: name the room in scripts/check-removable.ts.`,
  );
const copy = copyRepository(original);
try {
  for (const room of chosen)
    if (!interrupt.signal.aborted && (await judge(copy, room)) !== undefined) process.exitCode = 1;
} finally {
  copy.discard();
}
