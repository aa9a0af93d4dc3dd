import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

/** What an OpenID provider keeps, in memory: its own way of doing so warns at each start. */
export function createOpenIdMemory(): AdapterFactory {
  const kept = new Map<string, AdapterPayload>();
  return (model): Adapter => {
    const keyOf = (id: string) => `${model} ${id}`;
    const findBy = (member: 'uid' | 'userCode', value: string) =>
      Promise.resolve(
        [...kept].find(([key, payload]) => key.startsWith(`${model} `) && payload[member] === value)?.[1],
      );
    return {
      upsert(id, payload) {
        kept.set(keyOf(id), payload);
        return Promise.resolve();
      },
      find: (id) => Promise.resolve(kept.get(keyOf(id))),
      findByUid: (uid) => findBy('uid', uid),
      findByUserCode: (userCode) => findBy('userCode', userCode),
      consume(id) {
        const payload = kept.get(keyOf(id));
        if (payload !== undefined)
          kept.set(keyOf(id), { ...payload, consumed: Math.floor(Date.now() / 1_000) });
        return Promise.resolve();
      },
      destroy(id) {
        kept.delete(keyOf(id));
        return Promise.resolve();
      },
      revokeByGrantId(grantId) {
        for (const [key, payload] of kept) if (payload.grantId === grantId) kept.delete(key);
        return Promise.resolve();
      },
    };
  };
}
