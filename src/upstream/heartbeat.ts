import { LEAST_BYTES_A_SECOND, MOST_UNSEEN_BYTES } from './caller-pace.js';

/** So that whoever has gone without a word is noticed, and proxies take the connection for alive. */
export const BEAT_MS = 12_000;

/** Whether a WebSocket's caller is still there, by pings that he answers. */
export interface Heartbeat {
  /** To be called every `BEAT_MS`. */
  beat(): void;
  heard(): void;
}

export interface Beaten {
  ping(): void;
  terminate(): void;
  /** One that is not listened to cannot tell. */
  readonly isPaused: boolean;
}

/**
 * A ping waits behind what was sent before it, which a slow caller takes first: he has the longer for it.
 * @param sent bytes to him so far. @param now in milliseconds.
 */
export function createHeartbeat(socket: Beaten, sent: () => number, now: () => number): Heartbeat {
  let taken = 0;
  let asked: { readonly at: number; readonly after: number } | undefined;
  const ask = () => {
    asked = { at: now(), after: sent() };
  };
  return {
    beat() {
      if (asked === undefined) {
        ask();
        socket.ping();
      } else if (socket.isPaused) asked = { ...asked, at: now() };
      else {
        const ahead = Math.min(asked.after - taken, MOST_UNSEEN_BYTES);
        const allowedMs = BEAT_MS + (ahead / LEAST_BYTES_A_SECOND) * 1_000;
        if (now() - asked.at >= allowedMs) socket.terminate();
      }
    },
    heard() {
      taken = asked?.after ?? taken;
      asked = undefined;
    },
  };
}
