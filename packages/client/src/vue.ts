/** Vue 3: the session as composables, which end with the component or scope that calls them. */
import { computed, type ComputedRef, onScopeDispose, type ShallowRef, shallowRef } from 'vue';

import type { Client } from './client.js';
import { type SessionState, type User, userOf } from './session-state.js';

/** @throws where there is no component or effect scope that it could end with. */
export function useSession({ session }: Client): Readonly<ShallowRef<SessionState>> {
  const state = shallowRef(session.get());
  onScopeDispose(
    session.subscribe(() => {
      state.value = session.get();
    }),
  );
  return state;
}

/** Who is signed in; undefined where nobody is, or where that is not known yet. */
export function useUser(client: Client): ComputedRef<User | undefined> {
  const state = useSession(client);
  return computed(() => userOf(state.value));
}
