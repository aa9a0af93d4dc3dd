import { Kind, parse, visit } from 'graphql';

/** Of Apollo's router, by their own name or under that of their specification: they guard nothing here. */
const guardsElsewhere = /^(?:federation__)?(?:authenticated|requiresScopes|policy)$/;

/** The directives in an SDL that ask something of callers, and are not `@auth`: as they are written, each once. */
export function findUnheeded(sdl: string): readonly string[] {
  const names = new Set<string>();
  visit(parse(sdl, { noLocation: true }), {
    [Kind.DIRECTIVE]: ({ name }) => {
      if (guardsElsewhere.test(name.value)) names.add(`@${name.value}`);
    },
  });
  return [...names];
}
