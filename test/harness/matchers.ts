import { expect } from '@jest/globals';

/** Matchers under the type of what they stand for. */
export const anyDate = expect.any(Date) as unknown as Date;
export const anyNumber = expect.any(Number) as unknown as number;
export const anyString = expect.any(String) as unknown as string;
export const textLike = (pattern: RegExp) => expect.stringMatching(pattern) as unknown as string;

/** A cookie's lifetime in whole seconds, of which a busy machine may have taken up to a minute before it was written. */
export function maxAgeOf(seconds: number): string {
  const asymmetricMatch = (attribute: unknown) => {
    const left = seconds - Number(/^max-age=(\d+)$/.exec(String(attribute))?.[1]);
    return left >= 0 && left < 60;
  };
  return { asymmetricMatch } as unknown as string;
}
