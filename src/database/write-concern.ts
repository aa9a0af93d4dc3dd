/**
 * For what may be lost with a machine, since it is made again, or was only for a while: such a write waits neither for the journal
 * nor for another member, which is half of what a write costs the database. All else is majority, as the driver asks by default.
 */
export const mayBeLost = { writeConcern: { w: 1, j: false } } as const;
