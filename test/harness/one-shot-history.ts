/**
 * What several clients did to one thing that may be used once (a refresh token, a link, a code), and whether that is
 * linearizable: a register that is `free` at first, `use` succeeds on it once and makes it `used`, and any later `use`
 * says so.
 *
 * Such a history is linearizable exactly where
 * 1. at most one use succeeded;
 * 2. no success began after a use that was told "used" had ended, for a "used" has to follow the success in any order;
 * 3. where anybody was told "used", somebody has succeeded, or a use whose answer was lost may have, and it began before
 *    the first "used" ended.
 * A lost answer counts as either outcome.
 */
export interface Use {
  readonly client: number;
  readonly beganAt: number;
  readonly endedAt: number;
  readonly outcome: 'won' | 'used' | 'lost';
}

/** What keeps a history from being linearizable; undefined where it is. */
export function violationOf(history: readonly Use[]): string | undefined {
  const won = history.filter(({ outcome }) => outcome === 'won');
  if (won.length > 1)
    return `${won.length} uses succeeded: clients ${won.map(({ client }) => client).join(', ')}`;
  const firstUsedEnd = Math.min(
    ...history.filter(({ outcome }) => outcome === 'used').map(({ endedAt }) => endedAt),
  );
  if (firstUsedEnd === Infinity) return undefined;
  const [winner] = won;
  if (winner !== undefined)
    return winner.beganAt <= firstUsedEnd
      ? undefined
      : `client ${winner.client} succeeded after another had been told that it was used`;
  const mayHaveWon = history.some(({ outcome, beganAt }) => outcome === 'lost' && beganAt <= firstUsedEnd);
  return mayHaveWon ? undefined : 'it was used before anybody had used it';
}

/**
 * Lets clients use one thing at the same instant, and a few of them once more when they have their answer.
 * @param use resolves to whether it succeeded; rejects where no answer came.
 */
export async function recordUses(
  clients: number,
  use: (client: number) => Promise<boolean>,
): Promise<readonly Use[]> {
  const history: Use[] = [];
  const record = async (client: number) => {
    const beganAt = performance.now();
    const outcome = await use(client).then(
      (succeeded) => (succeeded ? ('won' as const) : ('used' as const)),
      () => 'lost' as const,
    );
    history.push({ client, beganAt, endedAt: performance.now(), outcome });
  };
  const once = Array.from({ length: clients }, async (_, client) => {
    await record(client);
    if (client % 5 === 0) await record(client);
  });
  await Promise.all(once);
  return history;
}
