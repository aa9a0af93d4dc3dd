/** ROLE_PERMISSIONS: what each role may do, on one line or in a file of its own. */
import { z } from 'zod';

import { jsonFile } from './json-file.js';
import { list, text } from './kinds.js';
import { setting } from './setting-definition.js';

/** A scope-token (RFC 6749 section 3.3) without what lists and files take for themselves. */
const permission = /^[A-Za-z0-9][\w.:/-]{0,63}$/;
const example = 'such as EDITOR=posts:read posts:write';

const onOneLine = list.transform((entries, context) => {
  const parsed = entries.map((entry) => {
    const [role = '', permissions, ...more] = entry.split('=');
    if (permissions === undefined || more.length > 0) return undefined;
    return [role.trim(), permissions.split(' ').filter((name) => name !== '')] as const;
  });
  const whole = parsed.filter((entry) => entry !== undefined);
  if (whole.length === parsed.length && new Set(whole.map(([role]) => role)).size === whole.length)
    return whole;
  context.addIssue(
    `must be a list of ROLE=permission permission, each role once, ${example}, or a .json file`,
  );
  return z.NEVER;
});

const inFile = jsonFile(z.array(z.string()), 'roles with a list of permissions each').transform(
  Object.entries<string[]>,
);

/** By role. */
const rolePermissions = text
  .transform((written, context) => {
    const parsed = (written.endsWith('.json') ? inFile : onOneLine).safeParse(written);
    if (parsed.success) return parsed.data;
    for (const { message } of parsed.error.issues) context.addIssue(message);
    return z.NEVER;
  })
  .transform((entries, context): ReadonlyMap<string, readonly string[]> => {
    const wrong = entries.flatMap(([, permissions]) => permissions).find((name) => !permission.test(name));
    if (wrong === undefined) return new Map(entries.map(([role, permissions]) => [role, permissions]));
    context.addIssue(`has the permission ${wrong}: 1 to 64 letters, digits and . _ : / -, ${example}`);
    return z.NEVER;
  });

export const roleSettings = {
  rolePermissions: setting({
    env: 'ROLE_PERMISSIONS',
    group: 'Sign-up',
    kind: rolePermissions,
    doc: 'What each role may do: a list of `ROLE=permission permission`, such as `EDITOR=posts:read posts:write`, or the path of a JSON file that ends in .json, `{"EDITOR": ["posts:read", "posts:write"]}`. `@auth(permissions: …)` asks for them, and `ACCESS_TOKEN_CLAIMS` tells them in the token.',
  }),
};
