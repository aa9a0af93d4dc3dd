/**
 * The body of an answer by fetch.
 * @param signal of the question. Once its head is there, Node's fetch forgets it with the next garbage (20.20.2), and who reads would wait for ever.
 * @returns undefined where it is longer, and then the rest is not taken.
 */
export async function readBounded(
  { body }: Pick<Response, 'body'>,
  limitBytes: number,
  signal: AbortSignal,
): Promise<Buffer | undefined> {
  signal.throwIfAborted();
  const chunks: Uint8Array[] = [];
  if (body === null) return Buffer.concat(chunks);
  const reader = (body as ReadableStream<Uint8Array>).getReader();
  const cancel = () => {
    reader.cancel().catch(() => undefined);
  };
  signal.addEventListener('abort', cancel, { once: true });
  try {
    let length = 0;
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      length += part.value.byteLength;
      if (length > limitBytes) {
        cancel();
        return undefined;
      }
      chunks.push(part.value);
    }
  } finally {
    signal.removeEventListener('abort', cancel);
  }
  signal.throwIfAborted();
  return Buffer.concat(chunks);
}

/** The same for whoever has no use for a part of it. @throws Error where it is longer. */
export async function readBoundedOrThrow(
  response: Pick<Response, 'body'>,
  limitBytes: number,
  signal: AbortSignal,
): Promise<Buffer> {
  const bytes = await readBounded(response, limitBytes, signal);
  if (bytes === undefined) throw new Error(`more than ${limitBytes} bytes`);
  return bytes;
}
