/** The checks of docs/security.md, as the titles of test/security name them. */
import ts from 'typescript';

export interface TestedCheck {
  readonly number: string;
  readonly rule: string;
  readonly file: string;
}

/** How many there are under each letter. */
const counts = { A: 27, B: 15, C: 29, D: 14, E: 17, F: 8, G: 2, H: 9, I: 5 };

export const checkNumbers: readonly string[] = Object.entries(counts).flatMap(([letter, count]) =>
  Array.from({ length: count }, (_, index) => `${letter}${index + 1}`),
);

/** What is called: `it`, and `describe` of `describe.each(cases)`. */
function calleeName(callee: ts.Expression): string | undefined {
  if (ts.isIdentifier(callee)) return callee.text;
  if (ts.isPropertyAccessExpression(callee)) return calleeName(callee.expression);
  return ts.isCallExpression(callee) ? calleeName(callee.expression) : undefined;
}

/** Each `describe` and `it` of a file whose title begins with the number of a check. */
export function findChecks(file: string, text: string): TestedCheck[] {
  const found: TestedCheck[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ['describe', 'it'].includes(calleeName(node.expression) ?? '')) {
      const [title] = node.arguments;
      const parts = title && ts.isStringLiteralLike(title) ? /^([A-I]\d+) (.+)$/.exec(title.text) : null;
      if (parts) found.push({ number: parts[1] ?? '', rule: parts[2] ?? '', file });
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest));
  return found;
}

export interface CheckProblems {
  /** Numbers that two tests have, that there are not, and deviations of what is no check. */
  readonly wrong: readonly string[];
  /** Checks that are neither tested nor said to be left out. */
  readonly missing: readonly string[];
}

export function judgeChecks(
  tested: readonly TestedCheck[],
  deviations: Readonly<Record<string, string>>,
): CheckProblems {
  const numbers = tested.map(({ number }) => number);
  const twice = [...new Set(numbers.filter((number, index) => numbers.indexOf(number) !== index))];
  const unknown = [...numbers, ...Object.keys(deviations)].filter((number) => !checkNumbers.includes(number));
  return {
    wrong: [
      ...twice.map((number) => `${number} is the number of more than one test`),
      ...unknown.map((number) => `${number} is the number of no check`),
    ],
    missing: checkNumbers.filter((number) => !numbers.includes(number) && !(number in deviations)),
  };
}
