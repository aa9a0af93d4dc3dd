import type { RestPaths } from './rest-paths.js';
import type { DescribedPaths } from './route.js';

/** What several routes tell of their paths, in their order. Of a path that two of them answer, GET comes first. */
export function joinPaths(routes: readonly DescribedPaths[]): RestPaths {
  const joined = new Map<string, RestPaths[string]>();
  for (const { openapi = {} } of routes)
    for (const [path, methods] of Object.entries(openapi)) {
      const { get, post } = { ...joined.get(path), ...methods };
      joined.set(path, { ...(get && { get }), ...(post && { post }) });
    }
  return Object.fromEntries(joined);
}
