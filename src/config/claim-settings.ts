/** CUSTOM_CLAIMS and METADATA_SCHEMA: what a deployment keeps about people, and what of it tokens carry. */
import { z } from 'zod';

import { claimPresets } from './claim-presets.js';
import { jsonFile } from './json-file.js';
import { list } from './kinds.js';
import { setting } from './setting-definition.js';

type Templates = Readonly<Record<string, unknown>>;

/** Written by this service, or by others in a meaning that verifiers act on (the IANA registry of JSON Web Token Claims). */
const reserved: ReadonlySet<string> = new Set(
  (
    'iss sub aud exp nbf iat jti client_id scope amr acr auth_time azp nonce at_hash c_hash sid events act may_act cnf ' +
    'userId email email_verified roles permissions name phone_number phone_number_verified __proto__'
  ).split(' '),
);

/** Whether nobody else may write it: it is ours, or verifiers act on it. */
export const isReservedClaim = (name: string): boolean => reserved.has(name);

const path =
  /^\$(?:id|email|emailVerified|username|firstName|lastName|roles|permissions|sessionId|publicMetadata|privateMetadata)(?:\.[\w-]+)*$/;

const customClaims = list.transform((entries, context): Templates => {
  const templates: Record<string, unknown> = {};
  for (const entry of entries) {
    const read = entry.endsWith('.json')
      ? jsonFile(z.unknown(), 'claims').safeParse(entry)
      : readPreset(entry);
    if (!read.success) {
      context.addIssue(read.error.issues[0]?.message ?? 'is wrong');
      return z.NEVER;
    }
    for (const [claim, template] of Object.entries(read.data)) {
      const problem = problemOf(claim, template, templates);
      if (problem !== undefined) context.addIssue(problem);
      templates[claim] = template;
    }
  }
  return templates;
});

function readPreset(name: string) {
  const known = Object.keys(claimPresets);
  return z
    .enum(known, `may hold ${known.join(', ')} and .json files, and not ${name}`)
    .transform((preset) => claimPresets[preset] ?? {})
    .safeParse(name);
}

function problemOf(claim: string, template: unknown, taken: Templates): string | undefined {
  if (reserved.has(claim)) return `may not write the claim ${claim}, which has a meaning of its own`;
  if (Object.hasOwn(taken, claim)) return `writes the claim ${claim} twice`;
  const wrong = pathsIn(template).find((written) => !path.test(written));
  return wrong === undefined ? undefined : `names ${wrong} in the claim ${claim}: there is no such thing`;
}

function pathsIn(template: unknown): readonly string[] {
  if (typeof template === 'string')
    return template.startsWith('$') && !template.startsWith('$$') ? [template] : [];
  return typeof template === 'object' && template !== null ? Object.values(template).flatMap(pathsIn) : [];
}

const metadataSchema = jsonFile(z.unknown(), 'JSON Schemas').transform((schemas, context) => {
  const parsed = z
    .strictObject({
      publicMetadata: z.looseObject({}).optional(),
      privateMetadata: z.looseObject({}).optional(),
    })
    .safeParse(schemas);
  if (parsed.success) return parsed.data;
  context.addIssue(
    'must be a .json file with a JSON Schema in publicMetadata, in privateMetadata or in both',
  );
  return z.NEVER;
});

export const claimSettings = {
  customClaims: setting({
    env: 'CUSTOM_CLAIMS',
    group: 'Tokens',
    kind: customClaims,
    doc: 'Further claims of the access token: a list of presets (hasura, supabase, postgraphile) and of paths of .json files, `{"plan": "$publicMetadata.plan", "tier": "gold"}`. See docs/claims.md.',
  }),
  metadataSchema: setting({
    env: 'METADATA_SCHEMA',
    group: 'Administration',
    kind: metadataSchema,
    doc: 'The path of a .json file with what `publicMetadata` and `privateMetadata` of an account have to look like: a JSON Schema (draft 2020-12) for each. Unset: any object of up to 4 KB.',
  }),
};
