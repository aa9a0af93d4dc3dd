/**
 * Of what is dear to make; what was not asked for lately goes first. By a mark, and not by its place in the order (second chance): a Map
 * that deletes and sets at each look makes new tables all the time, and V8 (Node 20.20.2) keeps every one of them until it collects
 * all, since the one before points to it. A library would do, were there one by size and under a licence that we take.
 */
export interface BoundedCache<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
}

interface Kept<Value> {
  readonly value: Value;
  /** As it was when it was set: what has grown since is to be set anew. */
  readonly size: number;
  isUsed: boolean;
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
  const makeRoom = (added: number) => {
    // What has its second chance is come by again, and has lost its mark by then.
    for (const [key, kept] of known) {
      if (size + added <= capacity) break;
      known.delete(key);
      if (kept.isUsed) {
        kept.isUsed = false;
        known.set(key, kept);
      } else size -= kept.size;
    }
  };
  return {
    get(key) {
      const kept = known.get(key);
      if (kept === undefined) return undefined;
      kept.isUsed = true;
      return kept.value;
    },
    set(key, value) {
      remove(key);
      // One of them shall not drive out all others.
      const added = sizeOf(key, value);
      if (added > capacity / 10) return;
      makeRoom(added);
      known.set(key, { value, size: added, isUsed: false });
      size += added;
    },
  };
}
