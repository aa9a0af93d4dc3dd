/** What @auth on a field or an object demands of the caller, read from the schema's own text. */
import { Kind, type ConstDirectiveNode, type ConstValueNode } from 'graphql';

export interface AuthRequirement {
  /** Any one of these is enough; empty: any signed-in user. */
  readonly roles: readonly string[];
  /** All of these are needed. */
  readonly permissions: readonly string[];
  readonly verified: boolean;
}

interface Annotated {
  readonly astNode?: { readonly directives?: readonly ConstDirectiveNode[] | undefined } | null | undefined;
}

export function authRequirementOf(member: Annotated): AuthRequirement | undefined {
  const directive = member.astNode?.directives?.find((node) => node.name.value === 'auth');
  if (!directive) return undefined;
  const valueOf = (name: string) => directive.arguments?.find((node) => node.name.value === name)?.value;
  const verified = valueOf('verified');
  return {
    roles: namesIn(valueOf('roles')),
    permissions: namesIn(valueOf('permissions')),
    verified: verified?.kind === Kind.BOOLEAN && verified.value,
  };
}

/** Decorators write roles as strings, schema text as enum values; a single value stands for a list of one. */
function namesIn(value: ConstValueNode | undefined): string[] {
  if (value?.kind === Kind.LIST) return value.values.flatMap(namesIn);
  return value?.kind === Kind.ENUM || value?.kind === Kind.STRING ? [value.value] : [];
}

/** In words, such as "A signed-in caller with the role ADMIN or EDITOR". */
export function describeAuth({ roles, permissions, verified }: AuthRequirement): string {
  const role = roles.length > 0 && `the role ${roles.join(' or ')}`;
  const permission =
    permissions.length > 0 &&
    `the ${permissions.length > 1 ? 'permissions' : 'permission'} ${permissions.join(' and ')}`;
  const address = verified && 'a verified e-mail address';
  const demands = [role, permission, address].filter((demand) => demand !== false);
  return `A signed-in caller${demands.length > 0 ? ` with ${demands.join(' and ')}` : ''}`;
}
