/** Under the public URL; whatever else is served beside it has a path of its own. */
export const GRAPHQL_PATH = '/graphql';
