import type { mongo } from 'mongoose';

/**
 * A change of what older versions have stored. It runs while gateways of the version before still serve, so it may take nothing
 * away that they need, and must bear what they write meanwhile. It names collections, fields and indexes itself: models change
 * after it was written, and it must not.
 */
export interface Migration {
  /** Number and name, such as `0001-drop-superseded-indexes`. What was released keeps its name. */
  readonly name: string;
  /** For people: what it does, in a sentence without its stop. */
  readonly does: string;
  /**
   * Does one batch, of some seconds at most. It may be repeated, where a process was killed before its position was stored.
   * @param position what the batch before returned; undefined: the beginning.
   * @returns where the next batch begins; undefined: all is done.
   */
  step(db: mongo.Db, position: string | undefined): Promise<string | undefined>;
  /**
   * Whether a gateway of the version before has undone it since, as its start may: then the next start does it again. It does no
   * harm in between. Asked at each start, so it has to be quick. Absent: none undoes it.
   */
  isUndone?(db: mongo.Db): Promise<boolean>;
}
