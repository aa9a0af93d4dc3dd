import type { WorkSize } from '../foreign-hashes/work-size.js';

/**
 * What every check of a password takes, whoever's it is: of each family of work that an account has, as much as the dearest
 * of them. Our own is always among them; see docs/decisions/0040-imported-hashes.md.
 */
export interface WorkLevels {
  all(): readonly WorkSize[];
  /** Of a hash that was met, until the next `replace`. */
  raise(size: WorkSize): void;
  /** What the imported hashes that are left ask for. */
  replace(imported: readonly WorkSize[]): void;
}

export function createWorkLevels(own: WorkSize): WorkLevels {
  let levels = new Map<string, number>();
  const raise = ({ family, amount }: WorkSize) => {
    levels.set(family, Math.max(levels.get(family) ?? amount, amount));
  };
  raise(own);
  return {
    raise,
    all: () => [...levels].map(([family, amount]) => ({ family, amount })),
    replace(imported) {
      levels = new Map();
      for (const size of [own, ...imported]) raise(size);
    },
  };
}
