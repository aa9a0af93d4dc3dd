import type { User } from '@portcullis/client';
import { useSignOut } from '@portcullis/client/react';
import type { ReactNode } from 'react';

import { Problem } from './problem.js';
import { Link } from './router.js';
import { VerifyReminder } from './verify-reminder.js';

interface ShellProps {
  readonly user: User;
  readonly children: ReactNode;
}

/** Inside the gate: the lintel with the way to each room, and the room. */
export function Shell({ user, children }: ShellProps) {
  const { run: signOut, isPending, error } = useSignOut();
  return (
    <div className="inside">
      <header className="lintel">
        <div className="lintel-row">
          <Link to="/" className="name" aria-label="Gatehouse, your notes">
            <img src="/mark.svg" alt="" width="28" height="28" /> Gatehouse
          </Link>
          <p className="who">{user.firstName ?? user.username ?? user.email}</p>
          <button type="button" aria-disabled={isPending} onClick={() => void signOut()}>
            Sign out
          </button>
        </div>
        <nav aria-label="Rooms">
          <Link to="/">Notes</Link>
          <Link to="/profile">Profile</Link>
          <Link to="/security">Security</Link>
          <Link to="/devices">Devices</Link>
          <Link to="/activity">Activity</Link>
          {user.roles.includes('ADMIN') && <Link to="/people">People</Link>}
        </nav>
        <div className="teeth" />
      </header>
      <main>
        <Problem error={error} />
        {user.emailVerifiedAt === null && <VerifyReminder email={user.email} />}
        {children}
      </main>
    </div>
  );
}
