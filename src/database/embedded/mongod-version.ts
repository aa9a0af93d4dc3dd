import { execFile } from 'node:child_process';
import { basename } from 'node:path';
import { promisify } from 'node:util';

/** What `mongod --version` said, or why it did not. */
export type MongodProbe =
  | { readonly runs: true; readonly version: string; readonly series: string }
  | { readonly runs: false; readonly reason: string };

/** The oldest series whose transactions, change streams and default write concern the gateway relies on. */
export const oldestSeries = '6.0';

const probeTimeoutMs = 20_000;

/** Debian's and Ubuntu's package for each library that MongoDB links and a slim image lacks. */
const packageOfLibrary: readonly (readonly [library: string, aptPackage: string])[] = [
  ['libcurl.so.4', 'libcurl4'],
  ['libssl.so.3', 'libssl3'],
  ['libcrypto.so.3', 'libssl3'],
  ['liblzma.so.5', 'liblzma5'],
  ['libldap', 'libldap-2.5-0'],
  ['libsasl2.so.2', 'libsasl2-2'],
  ['libgssapi_krb5.so.2', 'libgssapi-krb5-2'],
];

function explainMissingLibrary(library: string): string {
  const known = packageOfLibrary.find(([name]) => basename(library).startsWith(name));
  const remedy = known === undefined ? 'install it' : `install it with: apt install ${known[1]}`;
  return `it needs the shared library ${library}, which is missing (${remedy})`;
}

function explainOutput(stderr: string): string | undefined {
  const missing = /error while loading shared libraries: (\S+?):/.exec(stderr)?.[1];
  if (missing !== undefined) return explainMissingLibrary(missing);
  const missingOnMac = /Library not loaded: (\S+)/.exec(stderr)?.[1];
  if (missingOnMac !== undefined) return explainMissingLibrary(missingOnMac);
  const libc = /version [`'](GLIBC\w*_[\d.]+)' not found/.exec(stderr)?.[1];
  if (libc !== undefined) return `it needs a newer C library (${libc}) than this system has`;
  return undefined;
}

interface ExecFailure {
  readonly code?: string | number | null;
  readonly signal?: string | null;
  readonly stderr?: string;
}

function explainCode(code: ExecFailure['code']): string {
  if (code === 'ENOENT') return 'it is not there, or was built for another system';
  if (code === 'EACCES')
    return 'it may not be executed (check its permissions, and that the disk is not mounted noexec)';
  if (code === 'ENOEXEC') return 'it is no program for this system (damaged, or for another processor)';
  return `it failed (${String(code)})`;
}

function explainFailure({ code, signal, stderr = '' }: ExecFailure): string {
  const known = explainOutput(stderr);
  if (known !== undefined) return known;
  if (signal === 'SIGILL')
    return 'this processor lacks an instruction it needs (MongoDB 5.0 and later need AVX)';
  if (typeof signal === 'string') return `it was ended by ${signal}`;
  const firstLine = stderr.trim().split('\n')[0] ?? '';
  return firstLine === '' ? explainCode(code) : `it failed: ${firstLine.slice(0, 200)}`;
}

/** "7.0.37" -> "7.0": data files are compatible within a series only. */
export function seriesOf(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}

/** Orders versions and series by number, so that 10.0 comes after 9.0. */
export function compareVersions(left: string, right: string): number {
  return left.localeCompare(right, 'en', { numeric: true });
}

/** Runs `binary --version`: nothing that cannot even do that is handed anybody's data. */
export async function probeMongod(binary: string): Promise<MongodProbe> {
  let output: string;
  try {
    const run = promisify(execFile);
    output = (await run(binary, ['--version'], { timeout: probeTimeoutMs, killSignal: 'SIGKILL' })).stdout;
  } catch (error) {
    return { runs: false, reason: explainFailure(typeof error === 'object' ? { ...error } : {}) };
  }
  const version = /db version v(\d+\.\d+\.\d+)/.exec(output)?.[1];
  if (version === undefined) return { runs: false, reason: 'its --version names no MongoDB version' };
  return { runs: true, version, series: seriesOf(version) };
}
