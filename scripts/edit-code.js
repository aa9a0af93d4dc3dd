/** Changes of a bundle's text by what its syntax says, all of them in one reading. */
import { parse } from 'acorn';

/**
 * @typedef {import('acorn').AnyNode} Node
 * @typedef {[start: number, end: number, text: string]} Edit what takes the place of a piece
 * @typedef {(node: Node, parent: Node, isLocal: boolean) => Edit[]} Editor `isLocal`: in a function
 */

/** @param {string} code what esbuild made. @param {readonly Editor[]} editors @returns {string} */
export function editCode(code, editors) {
  const ast = parse(code, { ecmaVersion: 'latest', sourceType: 'script', allowReturnOutsideFunction: true });
  /** @type {Edit[]} */
  const edits = [];
  visit(
    ast,
    ast,
    (node, parent, isLocal) => edits.push(...editors.flatMap((edit) => edit(node, parent, isLocal))),
    false,
  );
  edits.sort(([a], [b]) => a - b);
  let at = 0;
  const kept = edits.map(([start, end, text]) => {
    const before = code.slice(at, start);
    at = end;
    return before + text;
  });
  return kept.join('') + code.slice(at);
}

/** @param {Node} node @param {Node} parent @param {(node: Node, parent: Node, isLocal: boolean) => void} see @param {boolean} isLocal */
function visit(node, parent, see, isLocal) {
  see(node, parent, isLocal);
  const isWithin = isLocal || /Function/.test(node.type);
  for (const value of Object.values(node))
    for (const child of Array.isArray(value) ? value : [value])
      if (typeof child?.type === 'string') visit(child, node, see, isWithin);
}
