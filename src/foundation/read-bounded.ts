/** The body of an answer by fetch. @returns undefined where it is longer, and then the rest is not taken. */
export async function readBounded(
  body: AsyncIterable<Uint8Array> | null,
  limitBytes: number,
): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop cancels the rest.
  for await (const chunk of body ?? []) {
    length += chunk.byteLength;
    if (length > limitBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
