/** What the Sandbox opens with, and its fallback shows as curl: the operation that makes the first user. */
export const firstOperation = `mutation SignUp($input: SignUpInput!) {
  signUp(input: $input) {
    message
    userId
    auth {
      accessToken
      accessTokenExpiresIn
      refreshToken
    }
  }
}
`;

export const firstVariables = {
  input: {
    email: 'ada@example.com',
    password: 'plum-orbit-lantern-42',
    firstName: 'Ada',
    lastName: 'Lovelace',
  },
} as const;
