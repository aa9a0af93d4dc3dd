/** Prints docs/events.md from the one catalogue of events, and their payloads for packages/client, which imports nothing of the gateway. */
import { readFile, writeFile } from 'node:fs/promises';

import { eventCatalogue } from '../src/foundation/event-catalogue.js';

const rows = Object.entries(eventCatalogue).map(
  ([name, { outcome, audited, description }]) =>
    `| \`${name}\` | ${outcome} | ${audited ? 'yes' : 'no'} | ${description} |`,
);
const page = [
  '# Events',
  '',
  '<!-- Printed from src/foundation/event-catalogue.ts by `npm run gen:events`; edit it there. -->',
  '',
  'What happens to accounts, sessions and keys. Each is a log line with its name in `event`, time, outcome, the ids it is',
  'about and, where a request caused it, the request’s id and the address it came from. None holds a secret, an e-mail',
  'address or a name. Those that are audited are also kept in the audit trail for `AUDIT_RETENTION`, under a pseudonym:',
  'docs/decisions/0014-audit.md. `WEBHOOKS` tells other services of them, all but `webhook.*`: docs/webhooks.md.',
  '',
  '| event | outcome | audited | when |',
  '| --- | --- | --- | --- |',
  ...rows,
  '',
];
await writeFile('docs/events.md', page.join('\n'));
const payloads = await readFile('src/foundation/event-payloads.ts', 'utf8');
await writeFile(
  'packages/client/src/generated/event-payloads.ts',
  `// Copied from src/foundation/event-payloads.ts by \`npm run gen:events\`; edit it there.\n${payloads}`,
);
