import type { JudgeMetadata } from '../users/metadata-schema.js';
import { metadataProblem } from '../users/metadata.js';
import type { UserDocument } from '../users/user.model.js';
import { kindOf, type RowProblem } from './row-problem.js';
import type { UserRecord } from './user-record.js';

const halves = ['publicMetadata', 'privateMetadata'] as const;

type Metadata = Pick<UserDocument, (typeof halves)[number]>;

/** Under the rules of setUserMetadata. @param problems is added to. */
export function readMetadata(
  judge: JudgeMetadata,
  record: UserRecord,
  problems: Omit<RowProblem, 'place'>[],
): Metadata {
  const found: Metadata = {};
  for (const half of halves) {
    const value = record[half];
    if (value === undefined) continue;
    const problem = metadataProblem(value);
    if (problem !== undefined) problems.push({ field: half, message: problem, kind: kindOf(value) });
    else for (const { path, message } of judge(half, value)) problems.push({ field: path, message });
    found[half] = value;
  }
  return found;
}
