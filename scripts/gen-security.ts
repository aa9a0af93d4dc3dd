/** Prints docs/security.md from the titles of test/security, and fails where a check is missing or there twice. */
import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';

import { settings } from '../src/config/settings.js';
import { deviations } from '../test/security/deviations.js';
import { checkOrigins } from '../test/security/sources.js';
import { checkNumbers, findChecks, judgeChecks, type TestedCheck } from './security-checks.js';

const directory = 'test/security';
const files = readdirSync(directory)
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => `${directory}/${name}`);
const tested = files.flatMap((file) => findChecks(file, readFileSync(file, 'utf8')));

const inOrder = <T>(record: Readonly<Record<string, T>>) =>
  Object.entries(record).sort(([a], [b]) => checkNumbers.indexOf(a) - checkNumbers.indexOf(b));

function row({ number, rule, file }: TestedCheck): string {
  const { source = '', settings: names = [] } = checkOrigins[number] ?? {};
  const link = `[${file.replace(/^.*\//, '')}](../${file})`;
  return `| ${number} | ${rule} | ${source} | ${link} | ${names.map((name) => `\`${name}\``).join(', ')} |`;
}

const page = [
  '# Security checks',
  '',
  '<!-- Printed from the test titles in test/security by `npm run gen:security`; edit them there. -->',
  '',
  'What is proved of the running gateway, from outside, at every run of the tests. Sources: OWASP ASVS 5.0, NIST',
  'SP 800-63B-4, RFCs, and cheat sheets (CS) of OWASP; where none is named, the demand is our own. Settings are explained in',
  '[configuration.md](configuration.md), what is defended against whom in [threat-model.md](threat-model.md).',
  '',
  '| check | what is proved | source | test | settings |',
  '| --- | --- | --- | --- | --- |',
  ...[...tested].sort((a, b) => checkNumbers.indexOf(a.number) - checkNumbers.indexOf(b.number)).map(row),
  '',
  '## Deliberately not done, or done otherwise',
  '',
  ...inOrder(deviations).map(([number, text]) => `- **${number}** ${text}`),
  '',
];
await writeFile('docs/security.md', page.join('\n'));

const known = new Set<string>(Object.values(settings).map(({ env }) => env));
const strangers = Object.entries(checkOrigins).flatMap(([number, { settings: names = [] }]) =>
  names.filter((name) => !known.has(name)).map((name) => `${number} names ${name}, which is no setting`),
);
const { wrong, missing } = judgeChecks(tested, deviations);
const problems = [
  ...wrong,
  ...strangers,
  ...missing.map((number) => `${number} has no test, and no line in deviations.ts`),
];
for (const problem of problems) console.error(`docs/security.md: ${problem}`);
process.exitCode = problems.length === 0 ? 0 : 1;
