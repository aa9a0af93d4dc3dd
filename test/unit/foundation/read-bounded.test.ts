import { describe, expect, it } from '@jest/globals';

import { readBounded } from '../../../src/foundation/read-bounded.js';

/** Sends so much, and then nothing for ever. */
function endless(text: string) {
  const state = { isCancelled: false };
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(text));
    },
    cancel() {
      state.isCancelled = true;
    },
  });
  return { state, response: new Response(body) };
}

describe('the body of an answer', () => {
  it('is read within the time of its question, whatever fetch makes of that', async () => {
    const { state, response } = endless('begun');
    await expect(readBounded(response, 100, AbortSignal.timeout(20))).rejects.toThrow('timeout');
    expect(state.isCancelled).toBe(true);
  });

  it('is not taken past its limit', async () => {
    const { state, response } = endless('12345');
    const { signal } = new AbortController();
    expect(await readBounded(response, 4, signal)).toBeUndefined();
    expect(state.isCancelled).toBe(true);
    expect(String(await readBounded(new Response('12345'), 5, signal))).toBe('12345');
    expect(await readBounded(new Response(null), 5, signal)).toHaveLength(0);
  });
});
