/** Variables that are no setting, but read like one: `CORS_ORIGIN`, `COOKIE_SAMESITE`, `MONGO_URI`. */
export interface Misnamed {
  readonly written: string;
  readonly meant: string;
}

/** Nobody's environment is ours alone, so that only what is near to a setting is worth a word. */
export function findMisnamed(
  environment: Readonly<Record<string, string | undefined>>,
  names: readonly string[],
): readonly Misnamed[] {
  const isSet = (name: string) => (environment[name]?.trim() ?? '') !== '';
  const unset = names.filter((name) => !isSet(name));
  return Object.keys(environment)
    .filter((written) => isSet(written) && !names.includes(written))
    .flatMap((written) => {
      const meant = unset.find((name) => isNear(written, name));
      return meant === undefined ? [] : [{ written, meant }];
    });
}

function isNear(written: string, name: string): boolean {
  const [ours, theirs] = [plain(name), plain(written)];
  if (ours === theirs) return true;
  const shorter = Math.min(ours.length, theirs.length);
  const allowed = shorter < 6 ? 0 : shorter < 8 ? 1 : 2;
  return Math.abs(ours.length - theirs.length) <= allowed && distance(ours, theirs) <= allowed;
}

function plain(name: string): string {
  return name
    .toUpperCase()
    .replace(/^PORTCULLIS_/, '')
    .replaceAll(/[^A-Z0-9]/g, '');
}

/** How many letters have to be put in, left out or changed. */
function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...left].entries()) {
    const next = [index + 1];
    for (const [column, other] of [...right].entries()) {
      const changed = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
