/** What is told of a room: read from its files, and printed by page.ts. */

export interface RoomFacts {
  readonly name: string;
  /** From the ground up, beginning with 0; undefined for those that stand beside. */
  readonly rank: number | undefined;
  /** One for most; one for each room file where a folder has several, and one for the main file where it has none. */
  readonly parts: readonly PartFacts[];
  /** Documents that it keeps, by the names under which they are registered. */
  readonly models: readonly string[];
  /** Of a room without a room file, whose files are all that it offers; named without their folder. */
  readonly files: readonly string[];
}

export interface PartFacts {
  readonly path: string;
  /** What it owns, and what it must not know. */
  readonly says: string;
  readonly needs: readonly Need[];
  readonly offers: readonly Offer[];
  readonly contributes: readonly Contribution[];
  /** Settings that leave it out, as they are written in the environment; none where it is always there. */
  readonly leftOutBy: readonly string[];
}

export interface Need {
  readonly name: string;
  /** The room that has it; undefined for what the composition root hands in otherwise. */
  readonly room: string | undefined;
  /** What of that room; all of it where none is picked. */
  readonly members: readonly string[];
  readonly doc: string | undefined;
}

export interface Offer {
  readonly name: string;
  readonly doc: string | undefined;
}

export interface Contribution {
  readonly kind: string;
  readonly names: readonly string[];
}
