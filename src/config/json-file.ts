import { readFileSync } from 'node:fs';

import { z } from 'zod';

import { text } from './kinds.js';

/**
 * The path of a .json file, from the working directory; the code gets the object in it.
 * @param member what each of its members is. @param what the members are called in the sentence of a problem.
 */
export function jsonFile<Member extends z.ZodType>(member: Member, what: string) {
  return text.transform((file, context) => {
    try {
      const written = z.record(z.string(), member).safeParse(JSON.parse(readFileSync(file, 'utf8')));
      if (written.success) return written.data;
      context.addIssue(`names ${file}, which is no object of ${what}`);
    } catch (error) {
      context.addIssue(`names ${file}, which cannot be read: ${(error as Error).message}`);
    }
    return z.NEVER;
  });
}
