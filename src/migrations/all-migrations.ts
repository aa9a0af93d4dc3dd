import { dropSupersededIndexes } from './drop-superseded-indexes.js';
import type { Migration } from './migration.js';

/** In the order in which they are applied. A new one goes to the end; none that was released is removed or changed. */
export const allMigrations: readonly Migration[] = [dropSupersededIndexes];
