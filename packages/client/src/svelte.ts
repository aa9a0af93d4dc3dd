/** Svelte's store contract, which Svelte 3 to 5 and RxJS' kin read with `$session`. */
import type { Client } from './client.js';
import { type SessionState, type User, userOf } from './session-state.js';

export interface ReadableStore<Value> {
  /** Calls at once, and at each change. @returns how to end it. */
  subscribe(run: (value: Value) => void): () => void;
}

export function sessionStore({ session }: Client): ReadableStore<SessionState> {
  return storeOf(session.subscribe, session.get);
}

/** Who is signed in; undefined where nobody is, or where that is not known yet. */
export function userStore({ session }: Client): ReadableStore<User | undefined> {
  return storeOf(session.subscribe, () => userOf(session.get()));
}

function storeOf<Value>(
  subscribe: (listener: () => void) => () => void,
  read: () => Value,
): ReadableStore<Value> {
  return {
    subscribe(run) {
      run(read());
      return subscribe(() => run(read()));
    },
  };
}
