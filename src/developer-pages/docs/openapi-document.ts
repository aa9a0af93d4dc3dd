/** GET /openapi.json: the descriptions of all routes put together. It adds nothing of its own but what they share. */
import { errorCatalogue } from '../../foundation/errors.js';
import { objectOf, type RestPaths, type SecurityScheme } from '../../http/rest-paths.js';

export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly paths: RestPaths;
  readonly [member: string]: unknown;
}

/** @param publicUrl without a trailing slash. */
export function createOpenApiDocument(
  paths: RestPaths,
  { brandName, publicUrl }: { readonly brandName: string; readonly publicUrl: string },
): OpenApiDocument {
  return {
    openapi: '3.1.0',
    info: {
      title: `${brandName}: the part without GraphQL`,
      version: '1',
      description: `People sign up and in by GraphQL, at ${publicUrl}/graphql. This is what stands beside it.`,
    },
    servers: [{ url: publicUrl }],
    paths,
    components: { schemas: { Problem: problemSchema }, securitySchemes },
  };
}

const problemSchema = {
  ...objectOf(
    {
      type: { type: 'string', description: 'about:blank: the code tells the kind.' },
      title: { type: 'string', description: 'A sentence for people; it may change.' },
      status: { type: 'integer', description: 'As of the answer.' },
      code: { enum: Object.keys(errorCatalogue), description: 'What to decide by.' },
      fields: {
        type: 'array',
        description: 'With BAD_USER_INPUT: every field that fails.',
        items: objectOf({ path: { type: 'string' }, message: { type: 'string' }, rule: { type: 'string' } }),
      },
      requires: { type: 'string', description: 'With FORBIDDEN: what is missing.' },
      retryAfter: { type: 'integer', description: 'Seconds to wait; also in Retry-After.' },
      requestId: { type: 'string', description: 'With INTERNAL_SERVER_ERROR: where the log has it.' },
    },
    ['fields', 'requires', 'retryAfter', 'requestId'],
  ),
  description: 'A refusal (RFC 9457).',
};

const securitySchemes: Readonly<Record<SecurityScheme, object>> = {
  accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'An access token.' },
  accessCookie: {
    type: 'apiKey',
    in: 'cookie',
    name: 'accessToken',
    description: 'The same as a cookie, with ACCESS_COOKIE.',
  },
  resourceServer: { type: 'http', scheme: 'basic', description: 'An entry of RESOURCE_SERVERS.' },
  metricsToken: { type: 'http', scheme: 'bearer', description: 'METRICS_TOKEN, where it is set.' },
};
