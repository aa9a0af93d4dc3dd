/**
 * Wraps prose at blanks, and Chinese also between its characters. A word that is longer than a line, such as an
 * address, is never broken.
 */
export function wrapText(text: string, width: number): string {
  const lines: string[] = [];
  let line = '';
  for (const piece of breakablePieces(text)) {
    if (line !== '' && displayWidth((line + piece).trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += piece;
  }
  return [...lines, line.trimEnd()].join('\n');
}

/** In columns of a fixed-width font, in which Chinese characters take two. */
export function displayWidth(text: string): number {
  return [...text].reduce((width, character) => width + (wide.test(character) ? 2 : 1), 0);
}

const wide = /[\p{Script=Han}\u3000-\u303f\uff00-\uff60]/u;

/**
 * After blanks (no-break ones stay), and between two wide characters unless the first opens or the second closes
 * something: a line does not begin with a full stop.
 */
const breakPoint =
  /(?<= )(?! )|(?<=[\p{Script=Han}\u3000-\u303f\uff00-\uff60])(?<![（「『《])(?=[\p{Script=Han}\u3000-\u303f\uff00-\uff60])(?![，。！？、；：）」』》])/u;

function breakablePieces(text: string): readonly string[] {
  return text.split(breakPoint);
}
