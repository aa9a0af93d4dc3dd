/** Prints into README.md how many lines of code the same small page takes by hand and with the client (examples/frontend/compare). */
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';

import { countCodeLines } from './count-code-lines.js';

const folder = 'examples/frontend/compare';
const pages = [
  ['by hand, on `fetch`, Web Locks and BroadcastChannel', 'by-hand.ts'],
  ['with `@portcullis/client`', 'with-client.ts'],
] as const;
const begin = '<!-- Printed from examples/frontend/compare by `npm run gen:comparison`; edit it there. -->';
const end = '<!-- End of what is printed. -->';

const rows = pages.map(([name, file]) => {
  const lines = countCodeLines(readFileSync(`${folder}/${file}`, 'utf8'));
  return [`[${name}](${folder}/${file})`, String(lines)] as const;
});
const width = Math.max(...rows.map(([name]) => name.length));
const line = (name: string, count: string) => `| ${name.padEnd(width)} | ${count.padEnd(13)} |`;
const table = [
  line('the same page', 'lines of code'),
  `| ${'-'.repeat(width)} | ${'-'.repeat(13)} |`,
  ...rows.map(([name, count]) => line(name, count)),
].join('\n');

const readme = readFileSync('README.md', 'utf8');
const [from, to] = [readme.indexOf(begin), readme.indexOf(end)];
if (from < 0 || to < from) throw new Error(`README.md lacks "${begin}" or "${end}" after it.`);
await writeFile('README.md', `${readme.slice(0, from)}${begin}\n\n${table}\n\n${readme.slice(to)}`);
