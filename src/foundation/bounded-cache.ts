/** Of what is dear to make; the one that was asked for longest ago goes first. */
export interface BoundedCache<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
}

/** @param capacity characters of all keys together: what is kept is as large as the text that it was made of. */
export function createBoundedCache<Value>(capacity: number): BoundedCache<Value> {
  const known = new Map<string, Value>();
  let size = 0;
  const remove = (key: string) => {
    if (known.delete(key)) size -= key.length;
  };
  return {
    get(key) {
      const value = known.get(key);
      if (value === undefined) return undefined;
      known.delete(key);
      known.set(key, value);
      return value;
    },
    set(key, value) {
      remove(key);
      // One of them shall not drive out all others.
      if (key.length > capacity / 10) return;
      known.set(key, value);
      size += key.length;
      for (const oldest of known.keys()) {
        if (size <= capacity) break;
        remove(oldest);
      }
    },
  };
}
