/** What people type, as they see it. */

/**
 * What leaves no ink by itself: blanks, controls, format marks, marks that need a letter before them, and the letters
 * and symbols that are drawn empty (the Hangul fillers, the empty Braille pattern, the null notehead).
 */
const invisible = /[\p{Z}\p{Cc}\p{Cf}\p{Cs}\p{M}\p{Default_Ignorable_Code_Point}\u2800\u{1d159}]/gu;
const formatMarks = /\p{Cf}/gu;

/** Whether anything of a text can be seen; an emoji will do. */
export function hasVisible(text: string): boolean {
  return text.replace(invisible, '') !== '';
}

/** Without the marks that come along from a copied page: directions, joiners, soft hyphens. And trimmed. */
export function withoutMarks(text: string): string {
  return text.replace(formatMarks, '').trim();
}

/** Whether a text has more code points than that; one far too long is not counted. */
export function isLongerThan(text: string, characters: number): boolean {
  return text.length > 2 * characters || [...text].length > characters;
}
