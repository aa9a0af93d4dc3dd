/** Prints .env.example and docs/configuration.md from the one definition of the settings. */
import { mkdir, writeFile } from 'node:fs/promises';

import { type SettingDefinition, settingGroups } from '../src/config/setting-definition.js';
import { settings } from '../src/config/settings.js';

const definitions: readonly SettingDefinition[] = Object.values(settings);
const note = 'Printed from src/config/settings.ts by `npm run gen:settings`; edit it there.';

function envExample(): string {
  const groups = settingGroups.map((group) => {
    const entries = definitions
      .filter((definition) => definition.group === group)
      .map(({ env, doc, default: written, defaultNote }) => {
        const fallback = written ?? defaultNote ?? 'unset';
        return `${comment(`${doc} Default: ${fallback}.`)}\n# ${env}=${written ?? ''}`;
      });
    return `## ${group}\n\n${entries.join('\n\n')}`;
  });
  return `# Settings of Portcullis. Copy to .env and take the # off what you change. A value that holds a # stands\n# in quotation marks, or it is cut there.\n# ${note}\n\n${groups.join('\n\n')}\n`;
}

function comment(text: string): string {
  const lines = text.replaceAll('`', '').match(/.{1,108}(?:\s|$)/g) ?? [];
  return lines.map((line) => `# ${line.trimEnd()}`).join('\n');
}

function configurationPage(): string {
  const tables = settingGroups.map((group) => {
    const rows = definitions
      .filter((definition) => definition.group === group)
      .map(({ env, doc, default: written, defaultNote }) => {
        const fallback = written === undefined ? (defaultNote ?? 'unset') : `\`${written}\``;
        return `| \`${env}\` | ${fallback} | ${doc.replaceAll('|', '\\|')} |`;
      });
    return `## ${group}\n\n| name | default | meaning |\n| --- | --- | --- |\n${rows.join('\n')}`;
  });
  const introduction = [
    '# Settings',
    `<!-- ${note} -->`,
    'Environment variables, or lines of a `.env` file in the working directory (the environment wins). Durations are',
    'written `500ms`, `30s`, `15m`, `12h`, `7d`, `1y` or `0`; lists are comma-separated; booleans are `true` or `false`;',
    'an empty value counts as unset; in a `.env` file a value with a `#` in it stands in quotation marks, or it is cut there. Wrong values stop the start with one message that names all of them.',
  ];
  return `${introduction.slice(0, 2).join('\n\n')}\n\n${introduction.slice(2).join('\n')}\n\n${tables.join('\n\n')}\n`;
}

await mkdir('docs', { recursive: true });
await writeFile('.env.example', envExample());
await writeFile('docs/configuration.md', configurationPage());
