import { types } from 'node:util';

// isNativeError, not instanceof: an error of node's own may come from another realm than this module.

/** The innermost message: fetch hides "getaddrinfo ENOTFOUND ..." behind "fetch failed". */
export function describeError(error: unknown): string {
  if (!types.isNativeError(error)) return String(error);
  if (types.isNativeError(error.cause)) return describeError(error.cause);
  return error.message === '' ? (systemCode(error) ?? error.name) : error.message;
}

/** `error.code` of a failed system call. */
export function systemCode(error: unknown): string | undefined {
  if (!types.isNativeError(error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** A path as people write it: the home directory as `~`. */
export function showPath(path: string, homeDir: string | undefined): string {
  if (homeDir === undefined || homeDir === '' || homeDir === '/') return path;
  return path === homeDir || path.startsWith(`${homeDir}/`) ? `~${path.slice(homeDir.length)}` : path;
}
