import type { RequirementIndex } from './requirement-index.js';
import type { RefusedCall, Rights } from './rights.js';

/** Why something is refused; undefined where it is not. */
export interface Judge {
  /** Of an interface: what each type that implements it says at least. */
  field(typeName: string, fieldName: string): RefusedCall | undefined;
  /** Looking an object up as an entity of a federation, before any of its fields. */
  entity(typeName: string): RefusedCall | undefined;
}

export function createJudge(index: RequirementIndex, { verdicts }: Rights): Judge {
  const firstOf = (numbers: readonly number[]): RefusedCall | undefined => {
    for (const number of numbers) {
      const verdict = verdicts[number];
      if (verdict !== undefined) return verdict.refusal;
    }
    return undefined;
  };
  return {
    field: (typeName, fieldName) => firstOf(index.ofField(typeName, fieldName)),
    entity: (typeName) => firstOf(index.ofType(typeName)),
  };
}
