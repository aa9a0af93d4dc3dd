import { createHash } from 'node:crypto';

/** An answer as bytes, made once for each state of what it tells and never for a request. */
export interface StaticAnswer {
  /** ASCII, so that head and body leave in one write. */
  readonly body: string;
  readonly etag: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface StaticAnswerOptions {
  readonly contentType: string;
  /** How long whoever fetched it may keep it. */
  readonly maxAgeSeconds: number;
}

/** For what is public: any page of any origin may read it. */
export function createStaticAnswer(body: string, options: StaticAnswerOptions): StaticAnswer {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  return {
    body,
    etag,
    headers: {
      'content-type': options.contentType,
      'content-length': String(body.length),
      'cache-control': `public, max-age=${options.maxAgeSeconds}`,
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      etag,
    },
  };
}

/** The answer for what something is made from; made anew when that is another object. */
export function keepAnswer<Source extends object>(
  source: () => Source,
  make: (source: Source) => StaticAnswer,
): () => StaticAnswer {
  let kept: { readonly source: Source; readonly answer: StaticAnswer } | undefined;
  return () => {
    const now = source();
    if (kept?.source !== now) kept = { source: now, answer: make(now) };
    return kept.answer;
  };
}
