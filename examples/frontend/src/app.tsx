import { useSession } from '@portcullis/client/react';
import { type ComponentType, useSyncExternalStore } from 'react';

import { Gatehouse } from './gatehouse.js';
import { usePath } from './router.js';
import { Shell } from './shell.js';
import { ActivityView } from './views/activity-view.js';
import { ChallengeView } from './views/challenge-view.js';
import { DevicesView } from './views/devices-view.js';
import { EmailSignInView } from './views/email-sign-in-view.js';
import { ForgotPasswordView } from './views/forgot-password-view.js';
import { NotFoundView } from './views/not-found-view.js';
import { NotesView } from './views/notes-view.js';
import { PeopleView } from './views/people-view.js';
import { ProfileView } from './views/profile-view.js';
import { ProviderView } from './views/provider-view.js';
import { ResetPasswordView } from './views/reset-password-view.js';
import { SecurityView } from './views/security-view.js';
import { SignInLinkView } from './views/sign-in-link-view.js';
import { SignInView } from './views/sign-in-view.js';
import { SignUpView } from './views/sign-up-view.js';
import { StartingView } from './views/starting-view.js';
import { VerifyEmailView } from './views/verify-email-view.js';

type Views = Readonly<Partial<Record<string, ComponentType>>>;

/** Where mails and providers lead, whoever is signed in. */
const landings: Views = {
  '/verify-email': VerifyEmailView,
  '/reset-password': ResetPasswordView,
  '/provider': ProviderView,
  '/sign-in-link': SignInLinkView,
};
const outside: Views = {
  '/sign-up': SignUpView,
  '/forgot-password': ForgotPasswordView,
  '/sign-in-by-mail': EmailSignInView,
};
const inside: Views = {
  // Who signs in there is in, in every tab.
  '/sign-up': NotesView,
  '/forgot-password': NotesView,
  '/sign-in-by-mail': NotesView,
  '/': NotesView,
  '/profile': ProfileView,
  '/security': SecurityView,
  '/devices': DevicesView,
  '/activity': ActivityView,
  '/people': PeopleView,
};

/** The state of the session and the path say which view is open; nothing else does. */
export function App() {
  const session = useSession();
  const path = usePath();
  const Landing = landings[path];
  return (
    <>
      <OfflineNote />
      {Landing !== undefined ? (
        <Gatehouse gate="half">
          <Landing />
        </Gatehouse>
      ) : session.status === 'signedIn' ? (
        <Shell user={session.user}>{viewOf(inside[path] ?? NotFoundView)}</Shell>
      ) : (
        <Gatehouse gate={session.status === 'challenge' ? 'half' : 'down'}>
          {session.status === 'starting' && <StartingView error={session.error} />}
          {session.status === 'challenge' && <ChallengeView {...session} />}
          {session.status === 'signedOut' &&
            (outside[path] ? viewOf(outside[path]) : <SignInView reason={session.reason} />)}
        </Gatehouse>
      )}
    </>
  );
}

const viewOf = (View: ComponentType) => <View key={View.name} />;

function listenToNetwork(listener: () => void): () => void {
  for (const event of ['online', 'offline']) addEventListener(event, listener);
  return () => {
    for (const event of ['online', 'offline']) removeEventListener(event, listener);
  };
}

function OfflineNote() {
  const isOnline = useSyncExternalStore(listenToNetwork, () => navigator.onLine);
  return (
    <div className="offline" role="status">
      {!isOnline && <p>You are offline. You stay signed in, and what you do next waits for the network.</p>}
    </div>
  );
}
