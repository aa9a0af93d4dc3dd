/** Claims in the shapes that servers in front of a database look for; docs/claims.md says with which versions. */
export const claimPresets: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  /** Hasura, `claims_namespace` left at its default: roles as they are named here, the first for who asks for none. */
  hasura: {
    'https://hasura.io/jwt/claims': {
      'x-hasura-default-role': '$roles.0',
      'x-hasura-allowed-roles': '$roles',
      'x-hasura-user-id': '$id',
    },
  },
  /** Supabase, as a third-party issuer: `role` is the role of the database. */
  supabase: {
    role: 'authenticated',
    app_metadata: { roles: '$roles', permissions: '$permissions' },
    user_metadata: '$publicMetadata',
    session_id: '$sessionId',
  },
  /** PostGraphile and PostgREST: `role` is the role of the database, the rest is read as `jwt.claims.…`. */
  postgraphile: {
    role: 'authenticated',
    user_id: '$id',
  },
};
