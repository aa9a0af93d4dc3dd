/** Requests on their way from the socket to the database and back. Written by hand, held by check-walks.ts. */
import type { Step, Walk } from './check-walks.js';

const step = (file: string, name: string, words: string): Step => ({ file, name, words });

export const walks: readonly Walk[] = [
  {
    title: 'Every operation',
    intro: 'From the socket to a resolver and back. The walks below are what happens between the two.',
    steps: [
      step('src/server/listener.ts', 'createListener', 'the socket, with its limits of size and time'),
      step(
        'src/server/dispatcher.ts',
        'createDispatcher',
        'the order of everything: request id, headers, the path',
      ),
      step('src/server/dispatcher.ts', 'dispatchGraphQL', 'CORS, then GraphQL on node:http, without Express'),
      step(
        'src/server/graphql.route.ts',
        'createGraphQLRoute',
        'cookies, bearer token, and the body, up to 100 KB',
      ),
      step(
        'src/graphql/context.ts',
        'RequestContext',
        'who is asking, found out only when somebody wants to know',
      ),
      step(
        'src/graphql/graphql-handler.ts',
        'createGraphQLHandler',
        'how large a document may be, then Apollo’s pipeline',
      ),
      step(
        'src/graphql/request-plugin.ts',
        'createRequestPlugin',
        'the values of the input, all mistakes at once',
      ),
      step(
        'src/graphql/schema.ts',
        'createSchema',
        'a guard before every field with `@auth`, then the resolver of a room',
      ),
      step(
        'src/graphql/request-plugin.ts',
        'present',
        'what went wrong, by its code; a bug is masked and logged',
      ),
      step('src/http/graphql-answer.ts', 'sendGraphQL', 'the answer, after the cookies that were set'),
      step(
        'src/server/dispatcher.ts',
        'createExchangeLog',
        'one line in the log, once it is sent or was given up',
      ),
    ],
  },
  {
    title: 'signUp',
    intro: 'A stranger makes an account, and has its first session with the answer.',
    steps: [
      step('src/sign-in/sign-in.resolver.ts', 'signUp', 'public: a use case and its answer, nothing else'),
      step('src/sign-in/sign-up.ts', 'createSignUp', 'the whole input is judged before any work is done'),
      step(
        'src/abuse/abuse.room.ts',
        'limitThenCaptcha',
        'the limit of the address, then a captcha where one is asked for',
      ),
      step('src/passwords/password-hasher.ts', 'createPasswordHasher', 'prehashed, with the pepper'),
      step('src/passwords/hash-pool.ts', 'createHashPool', 'bcrypt, on a thread of its own'),
      step(
        'src/sign-in/new-account.ts',
        'createAddAccount',
        'one transaction: the document and the order of a mail',
      ),
      step('src/mail-links/link-orders.ts', 'orderVerification', 'the order, sealed, into the outbox'),
      step('src/users/taken-values.ts', 'takenOr', 'a unique index has decided who was first'),
      step(
        'src/foundation/events.ts',
        'raise',
        '`user.signed-up`: the log, the audit trail and the metrics listen',
      ),
      step(
        'src/sessions/start-session.ts',
        'createStartSession',
        'the session is stored, then the account looked at again',
      ),
      step(
        'src/sessions/access-token.ts',
        'createAccessTokenIssuer',
        'a JWT, signed with the key of the day',
      ),
      step(
        'src/sessions/deliver-session.ts',
        'createDeliverSession',
        'tokens into the answer or into a cookie, never both',
      ),
      step(
        'src/mail/mail-worker.ts',
        'createMailWorker',
        'meanwhile: claims the order, has it written, sends it',
      ),
      step(
        'src/mail-links/link-mails.ts',
        'createLinkMailJobs',
        'stores the link, and writes the mail that holds it',
      ),
    ],
  },
  {
    title: 'refresh',
    intro: 'A client replaces its refresh token and gets a new access token, by one update of one document.',
    steps: [
      step('src/sessions/sessions.resolver.ts', 'refresh', 'the token is an argument, or came as the cookie'),
      step(
        'src/sessions/refresh-session.ts',
        'createRefreshSession',
        'a cookie that opens nothing any more is cleared',
      ),
      step('src/sessions/rotate-session.ts', 'createRotateSession', 'the use case'),
      step(
        'src/sessions/refresh-token.ts',
        'read',
        'is it one of ours? No database is asked for what is made up',
      ),
      step(
        'src/sessions/write-rotation.ts',
        'createWriteRotation',
        'one conditional update, with others that come at the moment: the successor, if this is the current one',
      ),
      step(
        'src/sessions/rotate-session.ts',
        'answerSpentToken',
        'it did nothing: the same answer again, or a theft',
      ),
      step(
        'src/sessions/rotate-session.ts',
        'refuseReuse',
        'a theft ends the session, and its owner is told by mail',
      ),
      step(
        'src/users/user-cache.ts',
        'createUserCache',
        'the account, from memory while the change feed lives',
      ),
      step(
        'src/sessions/access-token.ts',
        'createAccessTokenIssuer',
        'a JWT, signed with the key of the day',
      ),
      step('src/sessions/deliver-session.ts', 'createDeliverSession', 'the way that the session travels'),
    ],
  },
  {
    title: 'A guarded read: user(id)',
    intro: 'Somebody signed in reads an account; of their own, the database is not asked at all.',
    steps: [
      step('packages/guard/src/schema-guard.ts', 'guardField', 'the check first, the resolver after it'),
      step(
        'src/users/authorize.ts',
        'createAuthorize',
        'roles as the account has them now, not as the token says',
      ),
      step('src/users/require-caller.ts', 'requireCaller', 'no token, no answer'),
      step('src/sessions/authenticate.ts', 'createAuthenticate', 'from a token to who is asking'),
      step(
        'packages/guard/src/guard.ts',
        'verify',
        'signature, issuer, audience, time: as in any resource server',
      ),
      step('src/sessions/revocation-feed.ts', 'isEnded', 'whether the session was ended, from memory'),
      step(
        'src/users/user-cache.ts',
        'createUserCache',
        'the account, from memory; else `findOne` by its id',
      ),
      step('src/users/users.resolver.ts', 'user', 'the use case and its mapping'),
      step(
        'src/users/find-user.ts',
        'createFindUser',
        'oneself, or anyone for an admin; nobody learns which ids exist',
      ),
      step('src/users/user.type.ts', 'toUser', 'a field reaches the wire by being written here'),
    ],
  },
];
