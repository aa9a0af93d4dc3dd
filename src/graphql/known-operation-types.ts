import { GraphQLError, type OperationDefinitionNode, type ValidationContext } from 'graphql';

/** graphql-js finds out only when it executes, and then it looks like a mistake of ours. */
export function KnownOperationTypesRule(context: ValidationContext) {
  return {
    OperationDefinition(node: OperationDefinitionNode) {
      if (context.getSchema().getRootType(node.operation)) return;
      context.reportError(new GraphQLError(`There is no ${node.operation} here.`, { nodes: node }));
    },
  };
}
