import { type Check, createCheck, type Finding, good, warning, wrong } from '../foundation/check.js';
import type { Clock } from '../foundation/clock.js';
import { lastTick } from '../foundation/cron.js';
import type { ListedKey, ListKeys } from './list-keys.js';

export interface CheckKeysOptions {
  readonly listKeys: ListKeys;
  /** KEY_ROTATION_CRON. */
  readonly cron: string;
  /** KEY_ROTATION_LEAD. */
  readonly leadMs: number;
  /** SIGNING_ALGORITHM. */
  readonly algorithm: string;
  readonly clock: Clock;
}

const DAY_MS = 86_400_000;

/** Who signs, since when, and whether somebody is ready to follow. */
export function checkKeys(options: CheckKeysOptions): Check {
  const look = async () => {
    const keys = await options.listKeys();
    const signer = keys.find(({ state }) => state === 'signing');
    const reserve = keys.find(({ state }) => state === 'reserve');
    if (signer === undefined)
      return [warning('there is no signing key yet', 'The first gateway that starts makes one.')];
    return [judgeAge(options, signer), ...judgeReserve(options, reserve)];
  };
  return createCheck('Keys', look, 'The signing keys cannot be read.', { asksDatabase: true });
}

function judgeAge(
  { cron, leadMs, clock }: CheckKeysOptions,
  { signsFrom, kid }: ListedKey,
): Omit<Finding, 'subject'> {
  const now = clock.now();
  const since = signsFrom ?? now;
  const days = ((now.getTime() - since.getTime()) / DAY_MS).toFixed(1);
  const says = `${kid.slice(0, 12)}… has signed for ${days} days`;
  // A tick comes to nothing while the next key is too young: only one that was missed for long is a sign.
  const dueBefore = lastTick(cron, new Date(now.getTime() - leadMs - DAY_MS / 24));
  if (dueBefore === undefined || since >= dueBefore) return good(says);
  return warning(
    `${says}, though KEY_ROTATION_CRON came since`,
    'Is a gateway running, and without "a job failed" in its log? By hand: portcullis keys rotate',
  );
}

function judgeReserve(
  { algorithm }: CheckKeysOptions,
  reserve: ListedKey | undefined,
): readonly Omit<Finding, 'subject'>[] {
  if (reserve === undefined) return [wrong('no key is held in reserve', 'Start a gateway: it makes one.')];
  if (reserve.algorithm === algorithm) return [];
  return [
    warning(
      `the next key is ${reserve.algorithm}, but SIGNING_ALGORITHM here is ${algorithm}`,
      'Give the command line the settings of the gateway, or restart the gateways with the new one.',
    ),
  ];
}
