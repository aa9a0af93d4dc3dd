import { useClient } from '@portcullis/client/react';

import { Loaded, Pager } from '../loaded.js';
import { Moment } from '../moment.js';
import { Page } from '../page.js';
import { usePages } from '../use-pages.js';

export function ActivityView() {
  const client = useClient();
  const events = usePages((after, signal) => client.myActivity({ first: 12, after }, { signal }));
  return (
    <Page title="Activity" lead="What was done to your account and by you, the newest first.">
      <Loaded of={events}>
        {({ edges }) => (
          <div className="table" role="region" aria-label="Your activity" tabIndex={0}>
            <table>
              <thead>
                <tr>
                  <th scope="col">When</th>
                  <th scope="col">What</th>
                  <th scope="col">From</th>
                </tr>
              </thead>
              <tbody>
                {edges.map(({ node }) => (
                  <tr key={node.id}>
                    <td data-label="When">
                      <Moment at={node.at} />
                    </td>
                    <td data-label="What">
                      {node.description ?? node.event}
                      {node.outcome === 'FAILURE' && <span className="seal bad">refused</span>}
                    </td>
                    <td data-label="From">
                      {[node.device, node.ip].filter(Boolean).join(', ') || 'the service'}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Loaded>
      <Pager of={events} />
    </Page>
  );
}
