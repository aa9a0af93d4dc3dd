import type { ReactNode } from 'react';

import { Problem } from './problem.js';
import type { Data } from './use-data.js';
import type { Pages } from './use-pages.js';

interface LoadedProps<Value> {
  readonly of: Data<Value>;
  readonly children: (value: Value) => ReactNode;
}

/** What was read, or that it is on its way, or why it did not come. */
export function Loaded<Value>({ of, children }: LoadedProps<Value>) {
  const { value, error, reload } = of;
  return (
    <>
      <Problem error={error} retry={reload} />
      {value === undefined && error === undefined && (
        <p className="waiting" role="status">
          Reading …
        </p>
      )}
      {value !== undefined && children(value)}
    </>
  );
}

export function Pager({ of: { back, next } }: { readonly of: Pages<unknown> }) {
  if (back === undefined && next === undefined) return null;
  return (
    <nav className="actions" aria-label="Pages of the list">
      <button type="button" className="quiet" disabled={back === undefined} onClick={back}>
        Back
      </button>
      <button type="button" className="quiet" disabled={next === undefined} onClick={next}>
        More
      </button>
    </nav>
  );
}
