import { until } from './gateway-process.js';

/**
 * As fetch, for a guard that asks a gateway. While a busy machine lets its change feed pause, the gateway answers 503 for the list of
 * ended sessions: it cannot know then, and is asked again.
 */
export const askUntilKnown: typeof fetch = (...request) =>
  until('the gateway knows', async () => {
    const answer = await fetch(...request);
    return answer.status === 503 ? undefined : answer;
  });
