import type { PortcullisError } from '@portcullis/client';

import { Page } from '../page.js';
import { Problem } from '../problem.js';

/** The client goes on trying by itself, so there is nothing to press. */
export function StartingView({ error }: { readonly error?: PortcullisError | undefined }) {
  return (
    <Page title={error === undefined ? 'Who goes there?' : 'Nobody answers'}>
      <p className="waiting" role="status">
        {error === undefined ? 'Looking for your session …' : 'It is tried again by itself.'}
      </p>
      <Problem error={error} />
    </Page>
  );
}
