import { parseArgs } from 'node:util';

export interface Options {
  /** How long each load runs in each round; the slow ones take a multiple of it. */
  readonly seconds: number;
  readonly rounds: number;
  readonly json: boolean;
  /** A git ref to compare with. */
  readonly against?: string;
  /** Another server to compare with. */
  readonly peer?: (typeof peers)[number];
  /** Whether the gateway is measured in front of another GraphQL server, beside Hive Gateway. */
  readonly isUpstream: boolean;
  /** Whether to fail where what is guarded has become dearer than at the baseline. */
  readonly isCheck: boolean;
  /** Of the parts of a round, those to run; all where none is named. */
  readonly only: readonly string[];
  /** Settings of the gateway that differ from its defaults. */
  readonly settings: Readonly<Record<string, string>>;
}

const peers = ['better-auth'] as const;
const loads: readonly string[] = ['key set', 'me', 'refresh', 'sign-up', 'sign-in', 'flood'];
/** Of `--upstream`: what idles in a process beside takes its time as well. */
export const ours = 'ours';

export const usage = `npm run bench -- [--seconds 4] [--rounds 3] [--only me,refresh] [--json] [--set NAME=value]…
npm run bench -- --against REF [--only me,refresh]
npm run bench -- --peer better-auth
npm run bench -- --upstream [--only ours]
npm run bench -- --check

  --seconds   how long each load runs in each round
  --rounds    how often; the median is told
  --json      one JSON object instead of the table
  --against   builds that commit, tag or branch too, runs both in turn, and tells the ratio of each pair
  --peer      installs another server, runs it on the same mongod, in turn, and tells the ratio of each pair
  --upstream  what an operation costs more with the gateway before a server, and with Hive Gateway before it
  --check     as --against bench/baseline, with a short run of what is guarded; fails beyond 1.10. It has
              --seconds, --rounds and --only of its own, and takes no others
  --only      some of the loads: key set, me, refresh, sign-up, sign-in, flood; with --upstream, ours alone
  --set       a setting of the gateway, as of docs/configuration.md`;

/** @throws TypeError where the command line cannot be read. */
export function readOptions(args: readonly string[]): Options | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seconds: { type: 'string' },
      rounds: { type: 'string' },
      json: { type: 'boolean', default: false },
      against: { type: 'string' },
      peer: { type: 'string' },
      upstream: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      only: { type: 'string' },
      set: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  refuseSeveral(values);
  if (values.check) refuseLengths(values);
  return {
    seconds: readNumber('--seconds', values.seconds ?? '4', 0.2, 60),
    rounds: Math.round(readNumber('--rounds', values.rounds ?? '3', 1, 20)),
    json: values.json,
    ...(values.against !== undefined && { against: values.against }),
    ...(values.peer !== undefined && { peer: readPeer(values.peer) }),
    isUpstream: values.upstream,
    isCheck: values.check,
    only: readOnly(values.only ?? '', values.upstream ? [ours] : loads),
    settings: Object.fromEntries(values.set.map(readSetting)),
  };
}

/** Each compares with something of its own. */
function refuseSeveral({ against, peer, upstream, check }: Partial<Record<string, unknown>>): void {
  const asked = Object.entries({ against, peer, upstream, check }).filter(([, value]) => Boolean(value));
  if (asked.length > 1)
    throw new TypeError(`One at a time, not ${asked.map(([name]) => `--${name}`).join(' and ')}`);
}

/** One check has to be like another. */
function refuseLengths(values: Partial<Record<'seconds' | 'rounds' | 'only', string>>): void {
  for (const name of ['seconds', 'rounds', 'only'] as const)
    if (values[name] !== undefined) throw new TypeError(`--check has a --${name} of its own: leave it out`);
}

function readOnly(text: string, known: readonly string[]): readonly string[] {
  const names = text.split(',').filter((name) => name !== '');
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new TypeError(`--only knows ${known.join(', ')}, not ${unknown}`);
  return names;
}

/** @throws TypeError where an option is no whole number or below the least. */
export function readCount(name: string, text: string, least: number): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= least) return count;
  throw new TypeError(`${name} must be a whole number from ${least}, not ${text}`);
}

/** @throws TypeError where an option is no number between the two. */
export function readNumber(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (value >= least && value <= most) return value;
  throw new TypeError(`${name} must be a number from ${least} to ${most}, not ${text}`);
}

function readPeer(text: string): (typeof peers)[number] {
  const peer = peers.find((name) => name === text);
  if (peer === undefined) throw new TypeError(`--peer knows ${peers.join(', ')}, not ${text}`);
  return peer;
}

export function readSetting(text: string): [string, string] {
  const [, name, value] = /^([A-Z0-9_]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new TypeError(`--set takes NAME=value, not ${text}`);
  // The port is read from its `ready` line, which is logged at info.
  if (name === 'LOG_LEVEL' && !['trace', 'debug', 'info'].includes(value)) {
    throw new TypeError('LOG_LEVEL must be info, debug or trace: the run needs the line that says ready');
  }
  return [name, value];
}

/** For what takes none: ends the process where there are any. @param usage what it does. */
export function refuseArguments(usage: string): void {
  const given = process.argv.slice(2);
  if (given.length === 0) return;
  console.error(`${usage}\nIt takes no arguments.`);
  process.exit(given.includes('--help') || given.includes('-h') ? 0 : 1);
}
