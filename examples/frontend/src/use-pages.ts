import { useState } from 'react';

import { type Data, useData } from './use-data.js';

/** A page of any list of the gateway. */
interface Connection<Node> {
  readonly edges: readonly { readonly node: Node }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null };
  readonly totalCount: number;
}

export interface Pages<Node> extends Data<Connection<Node>> {
  /** Undefined on the last page. */
  readonly next: (() => void) | undefined;
  /** Undefined on the first. */
  readonly back: (() => void) | undefined;
}

/** One page of a list at a time. @param key what else the list is of; another one begins at its first page. */
export function usePages<Node>(
  load: (after: string | undefined, signal: AbortSignal) => Promise<Connection<Node>>,
  key = '',
): Pages<Node> {
  const [at, go] = useState<{ readonly key: string; readonly cursors: readonly string[] }>({
    key,
    cursors: [],
  });
  const cursors = at.key === key ? at.cursors : [];
  const after = cursors.at(-1);
  const data = useData((signal) => load(after, signal), `${key} ${after ?? ''}`);
  const end = data.value?.pageInfo.hasNextPage ? data.value.pageInfo.endCursor : undefined;
  return {
    ...data,
    next: end ? () => go({ key, cursors: [...cursors, end] }) : undefined,
    back: after ? () => go({ key, cursors: cursors.slice(0, -1) }) : undefined,
  };
}
