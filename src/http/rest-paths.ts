/**
 * What a route file says of its paths, in the words of OpenAPI 3.1, and short ways to say it. Descriptions lie beside
 * their routes (`*.openapi.ts`); a test holds them against the running gateway. It knows no route.
 */
export type JsonSchema = Readonly<Record<string, unknown>>;
/** What our routes take; HEAD goes with `get` and is not told. */
export type RestMethod = 'get' | 'post';

export interface RestParameter {
  readonly name: string;
  readonly in: 'query' | 'path' | 'header' | 'cookie';
  readonly required: boolean;
  readonly description: string;
  readonly schema: JsonSchema;
}

/** By media type. */
export type RestContent = Readonly<Record<string, { readonly schema: JsonSchema }>>;

export interface RestAnswer {
  readonly description: string;
  readonly content?: RestContent;
  readonly headers?: Readonly<Record<string, { readonly description: string; readonly schema: JsonSchema }>>;
}

/** An Operation Object (OpenAPI 3.1, section 4.8.10), as far as ours need it. */
export interface RestOperation {
  /** Also the name of its page. */
  readonly operationId: string;
  /** The sentence that stands for it in a list. */
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: readonly RestParameter[];
  readonly requestBody?: { readonly required: true; readonly content: RestContent };
  /** By status. */
  readonly responses: Readonly<Record<string, RestAnswer>>;
  /** What one of must be shown; absent: nothing. */
  readonly security?: readonly Readonly<Partial<Record<SecurityScheme, readonly []>>>[];
}
/** Names of `components.securitySchemes`, which openapi-document.ts describes. */
export type SecurityScheme = 'accessToken' | 'accessCookie' | 'resourceServer' | 'metricsToken';

/** By path, written `/path/{name}`, and method. */
export type RestPaths = Readonly<Record<string, Readonly<Partial<Record<RestMethod, RestOperation>>>>>;

const text = { schema: { type: 'string' } } as const;
/** Pages and fragments for people; nobody is promised what is in them. */
export const htmlContent: RestContent = { 'text/html': text };
/** Refusals (RFC 9457); the schema stands once for all in the document. */
export const problemContent: RestContent = {
  'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
};

/** A text unless the schema says otherwise, and optional unless it is said to be required. */
export function queryParameter(
  name: string,
  description: string,
  { required = false, schema = { type: 'string' } }: { required?: boolean; schema?: JsonSchema } = {},
): RestParameter {
  return { name, in: 'query', required, description, schema };
}

/** A text; always required, as OpenAPI demands of path parameters. */
export function pathParameter(name: string, description: string): RestParameter {
  return { name, in: 'path', required: true, description, schema: { type: 'string' } };
}

/** @param properties by name; each is required unless it is named in `optional`. */
export function objectOf(
  properties: Readonly<Record<string, JsonSchema>>,
  optional: readonly string[] = [],
): JsonSchema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', properties, ...(required.length > 0 && { required }) };
}

/** For `content` of an answer. A body that is taken as a form too has `formOrJson`. */
export function json(schema: JsonSchema): RestContent {
  return { 'application/json': { schema } };
}

/** What `readBody` lets through: the same members either way. */
export function formOrJson(schema: JsonSchema): NonNullable<RestOperation['requestBody']> {
  return {
    required: true,
    content: { 'application/x-www-form-urlencoded': { schema }, 'application/json': { schema } },
  };
}

/** Refusals as problem documents, by status. */
export function problems(
  descriptions: Readonly<Record<string, string>>,
  content: RestContent = problemContent,
): Record<string, RestAnswer> {
  return Object.fromEntries(
    Object.entries(descriptions).map(([status, description]) => [status, { description, content }]),
  );
}

/** For a 3xx answer. @param description says when, since `location` says where. */
export function redirectTo(description: string): RestAnswer {
  return { description, headers: { location: { description: 'Where to.', ...text } } };
}

/** Of what a caller may keep and ask for anew. */
export const unchangedAnswer: Readonly<Record<string, RestAnswer>> = {
  '304': { description: 'It is as If-None-Match says.' },
};

/** For people. */
export const pageAnswer: Readonly<Record<string, RestAnswer>> = {
  '200': { description: 'The page.', content: htmlContent },
};
