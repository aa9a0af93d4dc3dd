/** React 18 and later: the session as hooks. Knows nothing of how a session is kept. */
import {
  createContext,
  createElement,
  type ReactElement,
  type ReactNode,
  useCallback,
  useContext,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';

import type { Client } from './client.js';
import type { PortcullisError } from './portcullis-error.js';
import { type SessionState, type User, userOf } from './session-state.js';

const ClientContext = createContext<Client | undefined>(undefined);

export interface SessionProviderProps {
  readonly client: Client;
  readonly children?: ReactNode;
}

export function SessionProvider({ client, children }: SessionProviderProps): ReactElement {
  return createElement(ClientContext.Provider, { value: client }, children);
}

/** @throws TypeError outside a `SessionProvider`. */
export function useClient(): Client {
  const client = useContext(ClientContext);
  if (!client) throw new TypeError('There is no <SessionProvider> around this component.');
  return client;
}

/** The state of the session; on a server, and while its page is taken over, what the client was given as `initial`. */
export function useSession(): SessionState {
  const { subscribe, get, getInitial } = useClient().session;
  return useSyncExternalStore(subscribe, get, getInitial);
}

/** Who is signed in; undefined where nobody is, or where that is not known yet. */
export function useUser(): User | undefined {
  return userOf(useSession());
}

type Method = (...args: never[]) => Promise<unknown>;

/** The methods of a client that ask somebody something. */
export type OperationName = {
  [Name in keyof Client]: Client[Name] extends Method ? Name : never;
}[Exclude<keyof Client, 'fetch'>];

export interface Operation<Run extends Method> {
  /** @returns what the method does, or undefined where it failed: then `error` tells how. */
  readonly run: (...args: Parameters<Run>) => Promise<Awaited<ReturnType<Run>> | undefined>;
  readonly isPending: boolean;
  /** Of the latest run, until the next one. */
  readonly error: PortcullisError | undefined;
}

const idle = { isPending: false, error: undefined };

/** A method of the client, with what a form shows of it. Of several runs at once the latest is shown. */
export function useOperation<Name extends OperationName>(name: Name): Operation<Client[Name]> {
  const client = useClient();
  const [shown, show] = useState<Pick<Operation<Method>, 'isPending' | 'error'>>(idle);
  const latest = useRef(0);
  const run = useCallback(
    async (...args: unknown[]) => {
      const turn = ++latest.current;
      const end = (error?: PortcullisError) => {
        if (turn === latest.current) show({ isPending: false, error });
      };
      show({ isPending: true, error: undefined });
      try {
        const result = await (client[name] as (...given: unknown[]) => Promise<unknown>)(...args);
        end();
        return result;
      } catch (error) {
        const isRefusal = (error as Error | null)?.name === 'PortcullisError';
        end(isRefusal ? (error as PortcullisError) : undefined);
        if (!isRefusal) throw error;
        return undefined;
      }
    },
    [client, name],
  );
  return { run: run as Operation<Client[Name]>['run'], ...shown };
}

export const useSignIn = () => useOperation('signIn');
export const useSignUp = () => useOperation('signUp');
export const useSignOut = () => useOperation('signOut');
export const useAnswerChallenge = () => useOperation('answerChallenge');
