import type { RequirementIndex } from './requirement-index.js';
import type { RefusedCall, Rights } from './rights.js';

/** Why a field is refused; undefined where it is not. Of an interface it says what each type that implements it would say at least. */
export type JudgeField = (typeName: string, fieldName: string) => RefusedCall | undefined;

export function createJudgeField(index: RequirementIndex, { verdicts }: Rights): JudgeField {
  return (typeName, fieldName) => {
    for (const number of index.ofField(typeName, fieldName)) {
      const verdict = verdicts[number];
      if (verdict !== undefined) return verdict.refusal;
    }
    return undefined;
  };
}
