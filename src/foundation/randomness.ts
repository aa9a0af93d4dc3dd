import { randomBytes } from 'node:crypto';

/** The one source of secrets: `size` bytes nobody can guess. */
export type Randomness = (size: number) => Buffer;

export const systemRandomness: Randomness = (size) => randomBytes(size);
