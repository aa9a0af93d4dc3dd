import { createGuard } from '@portcullis/guard';
import { authDirective } from '@portcullis/guard/graphql';

declare const process: { readonly env: Readonly<Record<string, string | undefined>> };
const {
  ISSUER = 'http://localhost:4000',
  AUDIENCE = 'portcullis',
  PORT = '3011',
  KEYS_MAX_AGE,
} = process.env;

export const port = Number(PORT);

const guard = createGuard({
  issuer: ISSUER,
  audience: AUDIENCE,
  ...(KEYS_MAX_AGE && { keyPollSeconds: Number(KEYS_MAX_AGE) }),
});

/** What stands behind `@Extensions({ auth: … })`. */
export const auth = authDirective(guard);
