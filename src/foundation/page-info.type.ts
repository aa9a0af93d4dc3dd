import { Field, ObjectType } from 'type-graphql';

import type { ListedPage } from './cursors.js';

/** Of every list that is read in pages (cursors.ts). */
@ObjectType('PageInfo', { simpleResolvers: true, description: 'Where a page stands in its list.' })
export class PageInfoType {
  @Field(() => Boolean, { description: 'Whether more follows.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether something comes before.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Of the first entry; null on an empty page.' })
  startCursor!: string | undefined;

  @Field(() => String, { nullable: true, description: 'Of the last entry: `after` for the next page.' })
  endCursor!: string | undefined;
}

/** The cursors are those of the first and the last entry, as the Relay connection specification has it. */
export function toPageInfo({ entries, hasNextPage, hasPreviousPage }: ListedPage<unknown>): PageInfoType {
  const [startCursor, endCursor] = [entries[0]?.cursor, entries.at(-1)?.cursor];
  return { hasNextPage, hasPreviousPage, startCursor, endCursor };
}
