/** A page in React that a server renders and a browser takes over, as react.test.ts has it. */
import { useSession, useSignIn, useUser } from '@portcullis/client/react';
import { createElement, useState } from 'react';

export function App() {
  const { status } = useSession();
  const user = useUser();
  const { run, isPending, error } = useSignIn();
  const [ended, setEnded] = useState(0);
  const submit = async () => {
    await run({ email: 'ada@example.com', password: 'wrong horse battery' });
    setEnded((count) => count + 1);
  };
  return createElement(
    'main',
    {},
    createElement('p', { id: 'session' }, `${status} ${user?.email ?? 'nobody'}`),
    createElement('p', { id: 'run' }, isPending ? 'pending' : (error?.code ?? 'idle')),
    createElement('p', { id: 'ended' }, ended),
    createElement('button', { onClick: () => void submit() }, 'Sign in'),
  );
}
