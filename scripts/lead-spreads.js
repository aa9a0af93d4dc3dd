/**
 * `{ ...options, more }` as `{ ...null, ...options, more }`, which is the same object. V8 before Node 22 copies what is spread first in a way
 * of its own, and whatever is added to such a copy takes it half a microsecond to two, and leaves something behind that keeps other garbage
 * until all is collected (findings/an-object-that-begins-with-a-spread-keeps-garbage.sh). Packages do that with every command to the database.
 */

/** @param {import('./edit-code.js').Node} node @returns {import('./edit-code.js').Edit[]} */
export function leadSpread(node) {
  if (node.type !== 'ObjectExpression') return [];
  const [first] = node.properties;
  return first?.type === 'SpreadElement' ? [[first.start, first.start, '...null,']] : [];
}
