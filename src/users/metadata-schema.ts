/** METADATA_SCHEMA: what the metadata of an account has to look like. */
import type { ErrorObject, ValidateFunction } from 'ajv';

import type { FieldProblem } from '../foundation/errors.js';
import { StartupError } from '../foundation/startup-error.js';
import type { Metadata, MetadataHalf as Half } from './metadata.js';

/** What METADATA_SCHEMA has against a half, by the path within it; nothing where there is no schema for it. */
export type JudgeMetadata = (half: Half, value: Metadata) => readonly FieldProblem[];

/** JSON Schema (draft 2020-12) by half. */
export type MetadataSchema = Readonly<Partial<Record<Half, object | undefined>>>;

/** @throws StartupError for a schema that is none. */
export async function createJudgeMetadata(schema: MetadataSchema | undefined): Promise<JudgeMetadata> {
  if (schema === undefined) return () => [];
  // Some 150 KB that most deployments have no use for.
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  const ajv = new Ajv2020({ allErrors: true, strict: true });
  const validators = new Map<string, ValidateFunction>();
  for (const [half, written] of Object.entries(schema))
    if (written !== undefined) validators.set(half, compile(ajv, half, written));
  return (half, value) => {
    const validate = validators.get(half);
    if (validate === undefined || validate(value)) return [];
    return (validate.errors ?? []).map((error) => toProblem(half, error));
  };
}

function compile(
  ajv: { compile(schema: object): ValidateFunction },
  half: string,
  schema: object,
): ValidateFunction {
  try {
    return ajv.compile(schema);
  } catch (error) {
    throw new StartupError(
      `METADATA_SCHEMA: the schema of ${half} cannot be taken: ${(error as Error).message}`,
    );
  }
}

function toProblem(half: Half, { instancePath, message = 'is wrong' }: ErrorObject): FieldProblem {
  return { path: `${half}${instancePath.replaceAll('/', '.')}`, rule: 'type', message };
}
