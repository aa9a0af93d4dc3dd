/** Of what is dear to make; the one that was asked for longest ago goes first. */
export interface BoundedCache<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
}

interface Kept<Value> {
  readonly value: Value;
  /** As it was when it was set: what has grown since is to be set anew. */
  readonly size: number;
}

/**
 * @param capacity characters of all that is kept.
 * @param sizeOf by itself the key's: what is kept is mostly as large as the text that it was made of.
 */
export function createBoundedCache<Value>(
  capacity: number,
  sizeOf = (key: string, _value: Value): number => key.length,
): BoundedCache<Value> {
  const known = new Map<string, Kept<Value>>();
  let size = 0;
  const remove = (key: string) => {
    size -= known.get(key)?.size ?? 0;
    known.delete(key);
  };
  return {
    get(key) {
      const kept = known.get(key);
      if (kept === undefined) return undefined;
      known.delete(key);
      known.set(key, kept);
      return kept.value;
    },
    set(key, value) {
      remove(key);
      // One of them shall not drive out all others.
      const added = sizeOf(key, value);
      if (added > capacity / 10) return;
      known.set(key, { value, size: added });
      size += added;
      for (const oldest of known.keys()) {
        if (size <= capacity) break;
        remove(oldest);
      }
    },
  };
}
