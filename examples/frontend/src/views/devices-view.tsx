import type { SessionDetailsFragment } from '@portcullis/client';
import { useClient, useUser } from '@portcullis/client/react';

import { Loaded, Pager } from '../loaded.js';
import { Moment } from '../moment.js';
import { Page, Section } from '../page.js';
import { Problem } from '../problem.js';
import { useAction } from '../use-action.js';
import { usePages } from '../use-pages.js';

export function DevicesView() {
  const client = useClient();
  const id = useUser()?.id ?? '';
  const sessions = usePages(async (after, signal) => {
    const user = await client.userSessions({ id, first: 10, after }, { signal });
    if (!user) throw new TypeError('Whoever asks for themselves is there.');
    return user.sessions;
  });
  const end = useAction((session: string) => client.revokeSession({ id: session }));
  const endAll = useAction(() => client.signOutEverywhere());
  const endOne = (session: string) => end.run(session).then(sessions.reload);
  return (
    <Page title="Devices" lead="Wherever you are signed in. What you do not know, end.">
      <Problem error={end.error ?? endAll.error} />
      <Loaded of={sessions}>
        {({ edges }) => {
          const open = edges.map(({ node }) => node).filter(({ isActive }) => isActive);
          const ended = edges.map(({ node }) => node).filter(({ isActive }) => !isActive);
          return (
            <>
              <Section title="Signed in">
                <ul className="rows">
                  {open.map((session) => (
                    <Device key={session.id} session={session} end={endOne} />
                  ))}
                </ul>
              </Section>
              {ended.length > 0 && (
                <Section title="Ended">
                  <ul className="rows past">
                    {ended.map((session) => (
                      <Device key={session.id} session={session} />
                    ))}
                  </ul>
                </Section>
              )}
            </>
          );
        }}
      </Loaded>
      <Pager of={sessions} />
      <Section title="Lost something?">
        <p>Ends every session at once, this one too.</p>
        <button type="button" className="grave" onClick={() => void endAll.run()}>
          Sign out everywhere
        </button>
      </Section>
    </Page>
  );
}

interface DeviceProps {
  readonly session: SessionDetailsFragment;
  readonly end?: (id: string) => unknown;
}

function Device({ session, end }: DeviceProps) {
  const { id, isCurrent, createdAt, createdByIp, lastRefreshedAt, revokeReason, methods } = session;
  const device = session.device ?? 'An unknown device';
  return (
    <li>
      <div>
        <p>
          <strong>{device}</strong>{' '}
          {isCurrent && (
            <span className="seal" data-good>
              this one
            </span>
          )}
        </p>
        <p className="small">
          Since <Moment at={createdAt} /> from {createdByIp ?? 'somewhere'}, by{' '}
          {methods.join(' and ').toLowerCase().replace('_', ' ')}
        </p>
        {lastRefreshedAt && (
          <p className="small">
            Last seen <Moment at={lastRefreshedAt} />
          </p>
        )}
        {revokeReason && <p className="small">{sentences[revokeReason] ?? 'Ended'}</p>}
      </div>
      {end && !isCurrent && (
        <button
          type="button"
          className="quiet"
          onClick={() => end(id)}
          aria-label={`End session on ${device}`}
        >
          End session
        </button>
      )}
    </li>
  );
}

const sentences: Readonly<Partial<Record<string, string>>> = {
  SIGNED_OUT: 'Signed out',
  REVOKED: 'Ended from another session',
  SIGNED_OUT_EVERYWHERE: 'Signed out everywhere',
  REUSED: 'Ended because a spent token came back',
  PASSWORD_CHANGED: 'Ended when the password changed',
  CREDENTIALS_CHANGED: 'Ended when a way to sign in changed',
};
