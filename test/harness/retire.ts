import { expect } from '@jest/globals';

import { MeDocument } from '../generated/operations.js';
import { type GatewayProcess, until } from './gateway-process.js';
import type { GraphQLClient } from './graphql-client.js';
import { type SignedUp, signUp } from './people.js';

interface Retired {
  readonly gateway: GatewayProcess;
  readonly url: string;
  /** Who had signed up before, and was served to the end. */
  readonly person: SignedUp;
}

/** Of SHUTDOWN_DELAY. A busy machine may let the first pass before anybody has asked. */
const DELAYS = ['1500ms', '10s', '20s'];

/**
 * Sends SIGTERM to a gateway, and sees that it says 503 and serves all the same until its delay is over; a second signal changes
 * nothing. It may still be on its way out.
 * @throws where it was not seen so, however long the delay.
 */
export async function retire(start: (delay: string) => Promise<GatewayProcess>): Promise<Retired> {
  for (const delay of DELAYS) {
    const gateway = await start(delay);
    const { url, api } = await gateway.ready();
    const person = await signUp({ api });
    gateway.signal('SIGTERM');
    const wasServed = await isServed(url, api, person);
    gateway.signal('SIGTERM');
    if (wasServed) return { gateway, url, person };
    await gateway.exit;
  }
  throw new Error('It does not say 503 before it stops accepting.');
}

/** @returns false where nobody listens any more. */
async function isServed(url: string, api: GraphQLClient, person: SignedUp): Promise<boolean> {
  try {
    const isNotReady = async () => (await fetch(`${url}/health/ready`)).status === 503;
    await until('/health/ready says 503', isNotReady);
    // Whoever still sends requests until the balancer has turned away is served.
    expect((await api.call(MeDocument, undefined, person)).me?.id).toBe(person.userId);
    return true;
  } catch (error) {
    // As fetch says it.
    if (error instanceof Error && error.message === 'fetch failed') return false;
    throw error;
  }
}
