/** Facts about a person in the deployment's own words, which this service keeps and does not understand. */

/** A JSON object. */
export type Metadata = Readonly<Record<string, unknown>>;

/** Which of the two: what its owner reads too, and what admins alone read. */
export type MetadataHalf = 'publicMetadata' | 'privateMetadata';

/** Of each half, as JSON. */
const METADATA_LIMIT_BYTES = 4_096;
const DEEPEST = 8;

/** Why it cannot be kept, as a sentence's end with the name of the field before it; undefined: it can. */
export function metadataProblem(value: Metadata): string | undefined {
  if (Buffer.byteLength(JSON.stringify(value)) > METADATA_LIMIT_BYTES)
    return `must be at most ${METADATA_LIMIT_BYTES} bytes as JSON`;
  return problemWithin(value, 1);
}

function problemWithin(value: unknown, depth: number): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth > DEEPEST) return `must not be nested deeper than ${DEEPEST} levels`;
  const wrong = Array.isArray(value) ? undefined : Object.keys(value).find((key) => !isKey(key));
  // What a database or JavaScript takes for something else than a name.
  if (wrong !== undefined)
    return 'must have names without dots and control characters, that begin with no $ and are not __proto__';
  for (const member of Object.values(value)) {
    const problem = problemWithin(member, depth + 1);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function isKey(key: string): boolean {
  return key !== '' && key !== '__proto__' && !/^\$|[.\p{Cc}]/u.test(key);
}
