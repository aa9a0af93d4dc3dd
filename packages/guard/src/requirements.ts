export { findRefusal, type PermittedClaims } from './authorize.js';
export { requirementsOfEntity, requirementsOfField } from './field-requirements.js';
export { Refusal, type RefusalCode, type RefusalDetails } from './refusal.js';
export type { AuthRequirement } from './requirement.js';
export { readRequirements, refuseMisplaced } from './schema-requirements.js';
