/** The page of by-hand.ts: signing in and out, silent refresh, all tabs together, and a second try after an expired token. */
import { createClient, type PortcullisError } from '@portcullis/client';

import { findPage } from './page.js';

const client = createClient({ url: import.meta.env.VITE_GATEWAY_URL });
const page = findPage();
const explain = (error: unknown) => page.showProblem((error as PortcullisError).message);

client.session.subscribe(() => {
  const state = client.session.get();
  if (state.status === 'starting') page.showProblem(state.error?.message ?? '');
  else page.showWho(state.status === 'signedIn' ? state.user.email : undefined);
});
page.form.addEventListener('submit', (event) => {
  event.preventDefault();
  const { email, password } = Object.fromEntries(new FormData(page.form)) as Record<string, string>;
  client.signIn({ email, password: password ?? '' }).catch(explain);
});
page.signOut.addEventListener('click', () => void client.signOut().catch(explain));
page.ask.addEventListener('click', () => {
  client.me().then((user) => page.showProblem(`The gateway says: ${user?.email ?? 'nobody'}`), explain);
});
