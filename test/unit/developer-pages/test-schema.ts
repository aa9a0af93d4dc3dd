/** A schema with every kind of type, and with what a hostile or careless description may hold. */
import { buildSchema } from 'graphql';

export const testSchema = buildSchema(`
  directive @auth(roles: [Role!] = [], verified: Boolean = false) on OBJECT | FIELD_DEFINITION
  directive @tagged(name: String = "a\\"b") on FIELD

  scalar DateTime
  scalar EmailAddress
  scalar Odd @specifiedBy(url: "javascript:alert(1)")

  "Who one is. Built at start."
  enum Role { USER ADMIN "Gone" GUEST @deprecated(reason: "Use <b>USER</b>.") }

  interface Node { id: ID! }

  """
  A person with \`<code>\`. </script><script>alert("x")</script> & 'quotes'

  Second paragraph.
  """
  type User implements Node {
    id: ID!
    email: EmailAddress!
    friends: [User!]!
    session: Session
    roles: [Role!]!
    nickname: String @deprecated(reason: "No longer kept.")
    sessions(first: Int = 20, after: String): SessionConnection! @auth
    odd: Odd
  }
  type Session implements Node @auth(roles: [ADMIN]) { id: ID! user: User! expiresAt: DateTime! }
  type SessionEdge { cursor: String! node: Session! again: SessionEdge }
  type SessionConnection { edges: [SessionEdge!]! totalCount: Int! }
  type OnlyObjects { inner: OnlyObjects other(id: ID!): User }

  type AuthPayload { userId: ID! user: User! accessToken: String! expiresAt: DateTime! accessTokenExpiresIn: Int! refreshToken: String }
  type Challenge { challengeToken: String! expiresAt: String }
  union SignInResult = AuthPayload | Challenge
  type SignUpPayload { message: String! userId: ID auth: AuthPayload }

  input SignUpInput { email: EmailAddress! password: String! firstName: String lastName: String role: Role = USER }
  input SignInInput { email: EmailAddress username: String password: String! nested: Loop }
  input Loop { self: Loop list: [Loop!]! note: String = "<&>" }

  type Query {
    "The caller; \\"<img src=x onerror=alert(1)>\\" otherwise."
    me: User
    user(id: ID!): User @auth
    users(first: Int = 20, search: String): SessionConnection! @auth(roles: [ADMIN], verified: true)
    only: OnlyObjects
    node(id: ID!): Node
    count: Int!
    old(reason: String! = "because"): Boolean @deprecated(reason: "Ask count.")
  }
  type Mutation {
    signUp(input: SignUpInput!): SignUpPayload!
    signIn(input: SignInInput!, roles: [Role!]!): SignInResult!
    loop(input: Loop!, at: DateTime!): Boolean!
  }
  type Subscription { signedIn: User }
`);
