/**
 * `npm run licences`: the licence of every package that is shipped, from the lockfile, and failure where one asks for
 * more than a notice. With --check only what is wrong is told.
 */
import { readFileSync } from 'node:fs';

import { isAllowed, type LockedPackage, shippedPackages } from './licence-rules.js';

const lockfile = JSON.parse(
  readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'),
) as Readonly<{ packages: Readonly<Record<string, LockedPackage>> }>;
const packages = shippedPackages(lockfile.packages);
const refused = packages.filter(({ licence }) => !isAllowed(licence));

if (!process.argv.includes('--check'))
  for (const { name, version, licence } of packages) console.log(`${licence.padEnd(24)}${name} ${version}`);
for (const { name, version, licence } of refused)
  console.error(
    `${name} ${version}: ${licence === '' ? 'no licence' : licence}, which licence-rules.ts does not allow`,
  );
console.log(`licences: ${packages.length} packages, ${refused.length} refused`);
process.exitCode = refused.length === 0 && packages.length > 0 ? 0 : 1;
