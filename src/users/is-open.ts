import type { UserDocument } from './user.model.js';

/** Whether somebody may use the account at all: it is neither suspended nor deleted. What was proved of them does not matter here. */
export function isOpen({ suspendedAt, deletedAt }: Pick<UserDocument, 'suspendedAt' | 'deletedAt'>): boolean {
  return suspendedAt === undefined && deletedAt === undefined;
}
