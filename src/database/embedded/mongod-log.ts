import { z } from 'zod';

/** One line of mongod's JSON log: the members that tell a person something. */
const lineSchema = z.object({
  s: z.string(),
  msg: z.string(),
  attr: z.record(z.string(), z.unknown()).optional(),
});

type LogLine = z.infer<typeof lineSchema>;

/** What mongod writes on the way down after the line that says why. */
const epilogue =
  /^(\*\*\*aborting|Fatal assertion|Writing fatal message|Please read the documentation)|must exit and restart/;

function parseLine(text: string): LogLine | undefined {
  try {
    return lineSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** The innermost words of an attribute: `{ error: { errmsg } }`, `{ message: { msg } }` or a plain string. */
function wordsOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return undefined;
  const members: Record<string, unknown> = { ...value };
  const nested = [members['errmsg'], members['msg'], members['error'], members['message']];
  return nested.map(wordsOf).find((words) => words !== undefined);
}

function sentenceOf({ msg, attr }: LogLine): string {
  const words = wordsOf(attr);
  return (words === undefined ? msg : `${msg}: ${words}`).replace(/\s+/g, ' ').trim().slice(0, 500);
}

/** Whether mongod says that it now takes connections. */
export function isListening(log: string): boolean {
  return log.includes('"msg":"Waiting for connections"');
}

/** Whether another mongod holds the database's lock. */
export function isLocked(log: string): boolean {
  return log.includes('DBPathInUse');
}

/** Whether something else listens on the port. */
export function isPortTaken(log: string): boolean {
  return log.includes('Address already in use');
}

/** mongod's own last word on what went wrong. */
export function lastError(log: string): string | undefined {
  // ENOSPC is 28. It comes first in a cascade whose last word names only some file, if there was room to write it.
  if (/No space left on device|"error":28\b/.test(log)) return 'the disk is full (No space left on device)';
  const lines = log.split('\n').filter((line) => line.trim() !== '');
  const errors = lines
    .map(parseLine)
    .filter((line) => line !== undefined)
    .filter(({ s }) => s === 'E' || s === 'F')
    .map(sentenceOf);
  // A mongod that did not come as far as its log writes plain text.
  const plain = lines.findLast((line) => !line.startsWith('{'));
  return errors.findLast((sentence) => !epilogue.test(sentence)) ?? errors.at(-1) ?? plain;
}
