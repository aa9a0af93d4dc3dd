/** Which licences a package that we ship may have. Pure: it is given the lockfile; list-licences.ts reads and prints. */

/** They ask for a notice at most. */
const allowed = new Set([
  ...['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0'],
  ...['CC0-1.0', 'Unlicense', 'Python-2.0', 'Zlib'],
]);

export interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly link?: boolean;
}

export interface ShippedPackage {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression; empty where the package names none. */
  readonly licence: string;
}

/** What an installation without development packages holds, by name; optional ones too. */
export function shippedPackages(locked: Readonly<Record<string, LockedPackage>>): ShippedPackage[] {
  return Object.entries(locked)
    .filter(([path, { dev, link }]) => path.includes('node_modules/') && dev !== true && link !== true)
    .map(([path, { version = '', license: licence = '' }]) => ({
      name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version,
      licence,
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** Of alternatives one will do; of licences that hold together each must. Nested expressions are left to a reader. */
export function isAllowed(licence: string): boolean {
  const expression = licence.replace(/^\((.*)\)$/, '$1');
  return expression
    .split(' OR ')
    .some((alternative) => alternative.split(' AND ').every((name) => allowed.has(name)));
}
