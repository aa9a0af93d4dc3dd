/** Prints docs/architecture.md from the sources, and fails where a walk names what is not there any more. */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import type { SettingDefinition } from '../src/config/setting-definition.js';
import { settings } from '../src/config/settings.js';
import { findDrift } from './architecture/check-walks.js';
import { writePage } from './architecture/page.js';
import { contributionKinds } from './architecture/read-room-file.js';
import { readRooms } from './architecture/read-rooms.js';
import { parseSources } from './architecture/source-tree.js';
import { walks } from './architecture/walks.js';
import { ranks } from './layout-rules.js';
import { readSourceFiles } from './source-files.js';

/** Which file speaks for a folder that has neither a room file nor a file of its own name. */
const spokesmen = {
  foundation: 'src/foundation/errors.ts',
  database: 'src/database/connect.ts',
  markup: 'src/markup/html.ts',
  jobs: 'src/jobs/schedule.ts',
  'foreign-hashes': 'src/foreign-hashes/foreign-hash.ts',
  http: 'src/http/route.ts',
  outgoing: 'src/outgoing/post-signed.ts',
  terminal: 'src/terminal/command-context.ts',
  workers: 'src/workers/host-workers.ts',
  backup: 'src/backup/take-backup.ts',
  doctor: 'src/doctor/examine.ts',
  cli: 'src/cli/program.ts',
};

/** `isProduction` is no setting by itself. */
function settingName(leftOutBy: string): string {
  const known: Readonly<Record<string, SettingDefinition>> = settings;
  return leftOutBy === 'isProduction' ? 'NODE_ENV' : (known[leftOutBy]?.env ?? leftOutBy);
}

const tree = parseSources(readSourceFiles(fileURLToPath(new URL('..', import.meta.url))));
const rooms = readRooms(tree, ranks, spokesmen);
const kinds = [...contributionKinds(tree, 'Lists'), ...contributionKinds(tree, 'Tables')];
await writeFile('docs/architecture.md', writePage({ rooms, kinds, walks, settingName }));

const drift = findDrift(tree, walks);
for (const line of drift) console.error(`scripts/architecture/walks.ts: ${line}`);
process.exitCode = drift.length === 0 ? 0 : 1;
