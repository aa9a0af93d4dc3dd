/** Keys that come and go under live tokens: two replicas on one database that rotate at every second. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { MeDocument, RefreshDocument } from '../generated/operations.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { fetchKeys, kidOf, kidsOf } from '../harness/key-set.js';
import { signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';

const everySecond = { KEY_ROTATION_CRON: '* * * * * *', KEY_ROTATION_LEAD: '1s', SIGNING_KEYS: '3' };
let one: TestGateway;
let other: TestGateway;
let sightings: readonly Sighting[];
beforeAll(async () => {
  one = await startTestGateway(everySecond);
  other = await startTestGateway({ ...everySecond, ...replicaOf(one) });
  // A replica that a busy machine lets hear of a key after its second of lead has had no chance, though not five times.
  for (let attempt = 0; attempt < 5; attempt++) {
    sightings = await watch(4);
    if (lateIn(sightings).length === 0) break;
  }
});
afterAll(async () => {
  await other.stop();
  await one.stop();
});

const codeAt = async ({ api }: TestGateway, accessToken: string) =>
  (await api.send(MeDocument, undefined, { accessToken })).errors[0]?.extensions.code;
const storedKeys = () => one.database.collection('signingKeys').find().sort({ sequence: 1 }).toArray();

interface Sighting {
  /** In the key set of the other replica, before and after the token was made. */
  readonly before: readonly (string | undefined)[];
  readonly after: readonly (string | undefined)[];
  readonly token: string;
  readonly signedBy: string | undefined;
  readonly refusedElsewhere: string | undefined;
}

/** Refreshes at one replica and reads the key set of the other, until so many keys have signed. */
async function watch(signers: number): Promise<Sighting[]> {
  const seen: Sighting[] = [];
  let { refreshToken } = await signUp(one);
  const look = async () => {
    const before = kidsOf(await fetchKeys(other));
    const { refresh } = await one.api.call(RefreshDocument, { refreshToken });
    refreshToken = refresh.refreshToken ?? '';
    const token = refresh.accessToken;
    const [refusedElsewhere, keys] = await Promise.all([codeAt(other, token), fetchKeys(other)]);
    seen.push({ before, after: kidsOf(keys), token, signedBy: kidOf(token), refusedElsewhere });
    return new Set(seen.map(({ signedBy }) => signedBy)).size >= signers;
  };
  await until(`${signers} keys have signed`, look);
  return seen;
}

/** Those of a key that nobody could have known who had fetched the set a moment earlier, or right after. */
const lateIn = (seen: readonly Sighting[]) =>
  seen.filter(({ signedBy, after }, position) => {
    const { before = [] } = seen[Math.max(0, position - 1)] ?? {};
    return !before.includes(signedBy) || !after.includes(signedBy);
  });

describe('C14 a key is published before it signs and until its last token is dead, and one signs at a time', () => {
  it('in the key set, as whoever fetched it a moment earlier sees it', async () => {
    expect(lateIn(sightings)).toEqual([]);
    const signers = [...new Set(sightings.map(({ signedBy }) => signedBy))];
    // None comes back.
    const order = sightings.map(({ signedBy }) => signers.indexOf(signedBy));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    for (const { after } of sightings) expect(new Set(after).size).toBe(after.length);
    const [first] = sightings;
    expect(await codeAt(one, first?.token ?? '')).toBeUndefined();
    expect(kidsOf(await fetchKeys(other))).toContain(first?.signedBy);
  });

  it('in the database, where the private half goes when a key stops', async () => {
    for (const key of await storedKeys()) {
      const signsFrom = (key['signsFrom'] as Date | undefined)?.getTime() ?? Infinity;
      if (key['sequence'] !== 1)
        expect(signsFrom - (key['createdAt'] as Date).getTime()).toBeGreaterThanOrEqual(1_000);
      expect(key['privateJwkBox'] !== undefined).toBe(key['stoppedAt'] === undefined);
    }
  });
});

describe('C16 two replicas that rotate at the same second make one key', () => {
  it('one a tick, in sequence', async () => {
    const keys = await storedKeys();
    const ticks = keys.flatMap((key) => (key['rotationTick'] as Date | undefined)?.getTime() ?? []);
    expect(ticks.length).toBeGreaterThanOrEqual(3);
    expect(ticks).toEqual([...new Set(ticks)]);
    expect(keys.filter((key) => !key['signsFrom']).length).toBeLessThanOrEqual(1);
    expect(keys.filter((key) => key['signsFrom'] && !key['stoppedAt'])).toHaveLength(1);
  });

  it('and the token of one verifies at the other at that very moment', () => {
    for (const { refusedElsewhere } of sightings) expect(refusedElsewhere).toBeUndefined();
  });
});
