/** What goes between a worker and its primary, over Node's channel. */
export type ToWorker =
  /** The embedded database can be connected to, or there is none. */
  | { readonly kind: 'database-stands'; readonly remembered: readonly Memory[] }
  | { readonly kind: 'tell'; readonly gathering: number }
  | { readonly kind: 'gathered'; readonly asked: number; readonly values: readonly unknown[] };

export type ToPrimary =
  /** Asked, since nobody would hear what is sent to a process that has only just begun. */
  | { readonly kind: 'awaits-database' }
  | { readonly kind: 'ready'; readonly place: Place }
  | { readonly kind: 'remember'; readonly memory: Memory }
  /** What it was to read anew it has read, and told what is to be remembered of it. */
  | { readonly kind: 'reloaded' }
  | { readonly kind: 'gather'; readonly asked: number }
  | { readonly kind: 'told'; readonly gathering: number; readonly value: unknown };

/** A name, and what is kept under it. */
type Memory = readonly [name: string, kept: string];

/** Where a worker listens: all of them at the same. */
export interface Place {
  readonly port: number;
  /** Without a trailing slash. */
  readonly publicUrl: string;
}
