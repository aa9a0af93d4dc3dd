import type { TransferRoom } from './transfer.room.js';

/** What the toolbox has of this room. */
export interface TransferTools {
  readonly rooms: { readonly transfer: TransferRoom };
}
