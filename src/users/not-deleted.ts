/**
 * For queries of accounts that somebody has: a deleted one is kept until it is erased, and is nobody's meanwhile. The
 * lists of administration write it otherwise (user-filter.ts), since no index knows absence from null.
 */
export const notDeleted = { deletedAt: { $exists: false } } as const;
