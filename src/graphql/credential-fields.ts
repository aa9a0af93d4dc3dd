/**
 * One field that takes credentials in a document: aliases are no way to try many (GraphQL Cheat Sheet, batching attacks).
 * The list stands here alone; a test holds that every field with a password, code or token of its caller is in it.
 */
import {
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';

import { AppError } from '../foundation/errors.js';

/**
 * Availability is not among them: a form asks for several at once.
 * @exportedFor tests, which look in the schema for a field that is missing here.
 */
export const credentialFields: ReadonlySet<string> = new Set([
  ...['signUp', 'signUpWithGoogle', 'signUpWithApple', 'signUpWithProvider'],
  ...['signIn', 'signInWithGoogle', 'signInWithApple', 'signInWithProvider'],
  ...['signInWithTotp', 'signInWithRecoveryCode', 'completeSignIn'],
  ...['sendSignInEmail', 'completeEmailSignIn'],
  ...['reauthenticate', 'changePassword', 'changeEmail', 'deleteAccount', 'linkProvider', 'completeLink'],
  ...['setupTotp', 'confirmTotp', 'disableTotp', 'disable2FA', 'regenerateRecoveryCodes'],
  ...['beginPasskeyRegistration', 'finishPasskeyRegistration', 'removePasskey'],
  ...['beginPasskeySignUp', 'finishPasskeySignUp', 'beginPasskeySignIn', 'finishPasskeySignIn'],
  ...['resetPassword', 'verifyEmail', 'undoChange', 'refresh'],
]);

/** As a rule of validation, and beside others: it is told only of a document that fits otherwise. */
export function OneCredentialFieldRule(context: ValidationContext) {
  return {
    OperationDefinition({ operation, selectionSet }: OperationDefinitionNode) {
      if (operation !== OperationTypeNode.MUTATION || countFields(context, selectionSet, []) < 2) return;
      const refusal = new AppError('OPERATION_TOO_COMPLEX', { message: 'A document may hold one sign-in.' });
      context.reportError(new GraphQLError(refusal.message, { originalError: refusal }));
    },
  };
}

/** As spread; `within` keeps out of the cycles that another rule reports. */
function countFields(
  context: ValidationContext,
  { selections }: SelectionSetNode,
  within: readonly string[],
): number {
  return selections.reduce((count, node) => {
    if (node.kind === Kind.FIELD) return count + (credentialFields.has(node.name.value) ? 1 : 0);
    if (node.kind === Kind.INLINE_FRAGMENT) return count + countFields(context, node.selectionSet, within);
    const { value } = node.name;
    const fragment = within.includes(value) ? undefined : context.getFragment(value);
    return count + (fragment ? countFields(context, fragment.selectionSet, [...within, value]) : 0);
  }, 0);
}
