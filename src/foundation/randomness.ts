import { randomBytes } from 'node:crypto';

/** The one source of secrets: `size` bytes nobody can guess. */
export type Randomness = (size: number) => Buffer;

/** Node's CSPRNG (ASVS 11.5.1). For those who start a process; everybody else is given it. */
export const systemRandomness: Randomness = (size) => randomBytes(size);
