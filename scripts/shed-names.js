/**
 * Names that a bundle gives back to functions which have them already, or need none. esbuild wraps each function and class in a call that
 * defines its name (`keepNames`), since it renames what collides; for a function made anew with every request that is dearer than the function.
 */

/** @typedef {import('./edit-code.js').Node} Node */

/** @param {Node} node @param {Node} parent @param {boolean} isLocal in a function. @returns {import('./edit-code.js').Edit[]} */
export function shedName(node, parent, isLocal) {
  const { named, name } = readNaming(node);
  if (named === undefined) return [];
  const given = givenName(parent);
  const isRenamed = (ownName(named) ?? given) !== name;
  // An arrow that a function makes for itself is known to nobody by its name, and has one like it.
  const isOwn = isLocal && named.type === 'ArrowFunctionExpression' && parent.type === 'VariableDeclarator';
  if (isRenamed && !isOwn) return [];
  // A function at the head of a statement would be a declaration.
  const [open, close] = given === undefined && named.type !== 'Identifier' ? ['(', ')'] : ['', ''];
  return [
    [node.start, named.start, open],
    [named.end, node.end, close],
  ];
}

/** @param {Node} node @returns {{ named?: Node | undefined, name?: unknown }} of a call that defines a name, else nothing. */
function readNaming(node) {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee.name !== '__name')
    return {};
  const [named, name] = node.arguments;
  return name?.type === 'Literal' ? { named, name: name.value } : {};
}

/** Of a function, or of the declared one that is spoken of. @param {Node} node */
function ownName(node) {
  if (node.type === 'Identifier') return node.name;
  return 'id' in node && node.id ? nameOf(node.id) : undefined;
}

/** The name that an anonymous function gets by where it stands (ECMA-262, NamedEvaluation). @param {Node} parent */
function givenName(parent) {
  if (parent.type === 'VariableDeclarator') return nameOf(parent.id);
  if (parent.type === 'AssignmentExpression' || parent.type === 'AssignmentPattern')
    return nameOf(parent.left);
  if (parent.type !== 'Property' && parent.type !== 'PropertyDefinition') return undefined;
  return parent.computed ? undefined : nameOf(parent.key);
}

/** @param {Node} node */
function nameOf(node) {
  if (node.type === 'Identifier') return node.name;
  return node.type === 'Literal' ? String(node.value) : undefined;
}
