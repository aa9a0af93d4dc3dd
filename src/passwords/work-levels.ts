import type { WorkSize } from '../foreign-hashes/work-size.js';

/**
 * What every check of a password takes, whoever's it is: of each family of work that an account has, as much as the dearest
 * of them. Our own is always among them; see docs/decisions/0040-imported-hashes.md.
 */
export interface WorkLevels {
  all(): readonly WorkSize[];
  /** Of a hash that was met, until the next `replace`. @returns whether there was nothing as dear. */
  raise(size: WorkSize): boolean;
  /** What the hashes that are left ask for. */
  replace(stored: readonly WorkSize[]): void;
}

/** @param own what is always among them. */
export function createWorkLevels(...own: readonly WorkSize[]): WorkLevels {
  let levels = new Map<string, number>();
  const raise = ({ family, amount }: WorkSize) => {
    const isDearer = amount > (levels.get(family) ?? -1);
    if (isDearer) levels.set(family, amount);
    return isDearer;
  };
  for (const size of own) raise(size);
  return {
    raise,
    all: () => [...levels].map(([family, amount]) => ({ family, amount })),
    replace(stored) {
      levels = new Map();
      for (const size of [...own, ...stored]) raise(size);
    },
  };
}
