/** A browser without pages: keeps cookies as one does, and follows redirects one by one, so that a test can stop between. */
export interface Walker {
  /** One request; no redirect is followed. */
  visit(url: URL | string): Promise<Response>;
  /** Follows redirects up to the first URL that begins with one of these, which it does not visit. */
  walk(url: URL | string, ...ends: readonly string[]): Promise<URL>;
}

interface KeptCookie {
  readonly host: string;
  readonly path: string;
  readonly name: string;
  readonly value: string;
}

export function createWalker(): Walker {
  const kept = new Map<string, KeptCookie>();
  const visit = async (target: URL | string): Promise<Response> => {
    const url = new URL(target);
    const cookie = [...kept.values()]
      .filter(({ host, path }) => host === url.host && url.pathname.startsWith(path))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
    const response = await fetch(url, { redirect: 'manual', headers: cookie === '' ? {} : { cookie } });
    for (const line of response.headers.getSetCookie()) keep(kept, url.host, line);
    return response;
  };
  return {
    visit,
    async walk(start, ...ends) {
      let url = new URL(start);
      for (let steps = 0; steps < 12; steps++) {
        const response = await visit(url);
        const location = response.headers.get('location');
        if (location === null)
          throw new Error(`${url.pathname} answers ${response.status}: ${await response.text()}`);
        url = new URL(location, url);
        if (ends.some((end) => url.href.startsWith(end))) return url;
      }
      throw new Error('The redirects have no end.');
    },
  };
}

function keep(kept: Map<string, KeptCookie>, host: string, line: string): void {
  const [pair = '', ...attributes] = line.split(/;\s*/);
  const mark = pair.indexOf('=');
  const [name, value] = [pair.slice(0, mark), pair.slice(mark + 1)];
  const path = /^path=(.*)$/i.exec(attributes.find((text) => /^path=/i.test(text)) ?? '')?.[1] ?? '/';
  const id = [host, path, name].join(' ');
  if (value === '' || attributes.some((text) => /^max-age=0$/i.test(text))) kept.delete(id);
  else kept.set(id, { host, path, name, value });
}
