import { expect, it } from '@jest/globals';
const x = await Promise.resolve(1);
it('a', () => expect(x).toBe(1));
