export { authDirective, type AuthDirective, type AuthDirectiveOptions } from './auth-directive.js';
export { readContextToken } from './context-token.js';
export type { AuthRequirement } from './requirement.js';
export { type Authorize, createAuthDirective, guardSchema, type GuardSchemaOptions } from './schema-guard.js';
export { readRequirement } from './schema-requirements.js';
