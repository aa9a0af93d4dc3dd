import { documents } from './generated/operations.js';

/** The flags of scripts/client-operations.js. */
const QUERY = 8;
const WHOLE = 16;

/** What is sent for the method of that name: as in schema/operations, without blanks. */
export function documentOf(name: string): string {
  const [flags, variables, selection, ...fragments] = documents[name] ?? [WHOLE, '', ''];
  const given = variables.replace(/\$(\w+):[^$]+/g, '$1:$$$1 ');
  const title = name.replace(/^./, (first) => first.toUpperCase());
  const head = `${flags & QUERY ? 'query' : 'mutation'} ${title}${enclose(variables)}`;
  const operation = flags & WHOLE ? selection : `${head}{${name}${enclose(given)}${selection}}`;
  return operation + fragments.join('');
}

function enclose(list: string): string {
  return list && `(${list})`;
}
