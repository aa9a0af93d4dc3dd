/** Whether lists and objects lie in one another more than so many levels deep. Past some thousands JSON cannot be written, though it could be read. */
export function isNestedDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isNestedDeeper(inner, levels - 1));
}
