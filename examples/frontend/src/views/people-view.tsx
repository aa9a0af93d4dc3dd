import type { User } from '@portcullis/client';
import { useClient, useUser } from '@portcullis/client/react';
import { useState } from 'react';

import { Loaded, Pager } from '../loaded.js';
import { Page } from '../page.js';
import { Problem } from '../problem.js';
import { useAction } from '../use-action.js';
import { usePages } from '../use-pages.js';
import { NotFoundView } from './not-found-view.js';

/** For admins: to everybody else there is no such room, and the gateway would tell them nothing. */
export function PeopleView() {
  return useUser()?.roles.includes('ADMIN') ? <People /> : <NotFoundView />;
}

function People() {
  const client = useClient();
  const self = useUser();
  const [search, setSearch] = useState('');
  const users = usePages(
    (after, signal) => client.users({ first: 10, after, ...(search && { search }) }, { signal }),
    search,
  );
  const suspend = useAction((userId: string) => client.suspendUser({ userId }));
  const restore = useAction((userId: string) => client.restoreUser({ userId }));
  const change = async ({ id, suspendedAt }: User) => {
    await (suspendedAt ? restore : suspend).run(id);
    users.reload();
  };
  return (
    <Page title="People" lead="Everybody who has an account here.">
      <search className="field">
        <label htmlFor="search">Search</label>
        <input
          id="search"
          type="search"
          onChange={({ target }) => setSearch(target.value.trim())}
          aria-describedby="search-hint"
        />
        <p className="hint" id="search-hint">
          What an address, username, phone number or name begins with.
        </p>
      </search>
      <Problem error={suspend.error ?? restore.error} />
      <Loaded of={users}>
        {({ edges, totalCount }) => (
          <>
            <p className="small" role="status">
              {totalCount === 1 ? 'One account' : `${totalCount} accounts`}
            </p>
            <div className="table" role="region" aria-label="People" tabIndex={0}>
              <table>
                <thead>
                  <tr>
                    <th scope="col">Who</th>
                    <th scope="col">Roles</th>
                    <th scope="col">State</th>
                    <th scope="col">Change</th>
                  </tr>
                </thead>
                <tbody>
                  {edges.map(({ node }) => (
                    <Person key={node.id} user={node} change={node.id === self?.id ? undefined : change} />
                  ))}
                </tbody>
              </table>
            </div>
          </>
        )}
      </Loaded>
      <Pager of={users} />
    </Page>
  );
}

interface PersonProps {
  readonly user: User;
  readonly change: ((user: User) => unknown) | undefined;
}

function Person({ user, change }: PersonProps) {
  const names = [user.firstName, user.lastName].filter((name) => typeof name === 'string');
  const state = user.suspendedAt ? 'suspended' : user.emailVerifiedAt ? 'confirmed' : 'not confirmed';
  const verb = user.suspendedAt ? 'Restore' : 'Suspend';
  return (
    <tr>
      <td data-label="Who">
        <strong>{names.length > 0 ? names.join(' ') : (user.username ?? 'Without a name')}</strong>{' '}
        <span className="small">{user.email}</span>
      </td>
      <td data-label="Roles">{user.roles.join(', ').toLowerCase()}</td>
      <td data-label="State">
        <span className="seal" data-good={state === 'confirmed' || undefined}>
          {state}
        </span>
      </td>
      <td data-label="Change">
        {change ? (
          <button
            type="button"
            className="quiet"
            aria-label={`${verb} ${user.email}`}
            onClick={() => change(user)}
          >
            {verb}
          </button>
        ) : (
          'yourself'
        )}
      </td>
    </tr>
  );
}
