import { expect } from '@jest/globals';

/** Matchers under the type of what they stand for. */
export const anyDate = expect.any(Date) as unknown as Date;
export const anyNumber = expect.any(Number) as unknown as number;
export const anyString = expect.any(String) as unknown as string;
export const textLike = (pattern: RegExp) => expect.stringMatching(pattern) as unknown as string;
