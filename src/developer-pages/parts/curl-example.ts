/** A GraphQL request as a curl command for a POSIX shell. */
export interface CurlExample {
  readonly endpoint: string;
  /** Without comments: it is put on one line. */
  readonly document: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** Shown as the bearer token where the operation needs one. */
  readonly accessToken?: string;
}

export function curlExample({ endpoint, document, variables, accessToken }: CurlExample): string {
  const query = document.replaceAll(/\s+/g, ' ').trim();
  const body = JSON.stringify({ query, ...(hasMembers(variables) && { variables }) }, null, 2);
  const lines = [
    `curl ${quoteForShell(endpoint)}`,
    `-H 'Content-Type: application/json'`,
    ...(accessToken === undefined ? [] : [`-H ${quoteForShell(`Authorization: Bearer ${accessToken}`)}`]),
    `-d ${quoteForShell(body)}`,
  ];
  return lines.join(' \\\n  ');
}

function hasMembers(variables: CurlExample['variables']): boolean {
  return variables !== undefined && Object.keys(variables).length > 0;
}

/** Inside single quotes only the single quote itself is special. */
function quoteForShell(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
