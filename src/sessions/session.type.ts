import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';

import { deviceName } from '../foundation/device-name.js';
import { PageInfoType, toPageInfo } from '../foundation/page-info.type.js';
import type { SessionPage } from './session-list.js';
import { expiryOf, type SessionDocument } from './session.model.js';

enum AuthMethod {
  PASSWORD = 'PASSWORD',
  TOTP = 'TOTP',
  RECOVERY_CODE = 'RECOVERY_CODE',
  GOOGLE = 'GOOGLE',
  APPLE = 'APPLE',
  OIDC = 'OIDC',
  EMAIL_LINK = 'EMAIL_LINK',
  EMAIL_CODE = 'EMAIL_CODE',
}

registerEnumType(AuthMethod, {
  name: 'AuthMethod',
  description: 'How somebody proved who they are.',
  valuesConfig: {
    PASSWORD: { description: 'By password.' },
    TOTP: { description: 'By a code of an authenticator app.' },
    RECOVERY_CODE: { description: 'By one of the recovery codes.' },
    GOOGLE: { description: 'By a Google account.' },
    APPLE: { description: 'By an Apple account.' },
    OIDC: { description: 'By another OpenID provider.' },
    EMAIL_LINK: { description: 'By a link that was mailed.' },
    EMAIL_CODE: { description: 'By a code that was mailed.' },
  },
});

/** The model's reasons as the schema shows them. */
enum RevokeReason {
  SIGNED_OUT = 'SIGNED_OUT',
  REVOKED = 'REVOKED',
  SIGNED_OUT_EVERYWHERE = 'SIGNED_OUT_EVERYWHERE',
  REUSED = 'REUSED',
  PASSWORD_CHANGED = 'PASSWORD_CHANGED',
  CREDENTIALS_CHANGED = 'CREDENTIALS_CHANGED',
  SUSPENDED = 'SUSPENDED',
  DELETED = 'DELETED',
  TOO_MANY_SESSIONS = 'TOO_MANY_SESSIONS',
}

registerEnumType(RevokeReason, {
  name: 'SessionEnd',
  description: 'Why a session was ended before its time.',
  valuesConfig: {
    SIGNED_OUT: { description: 'Its user signed out.' },
    REVOKED: { description: 'Its user or an admin revoked it, or its refresh token.' },
    SIGNED_OUT_EVERYWHERE: { description: 'Its user signed out of every session at once.' },
    REUSED: { description: 'A refresh token of it was used twice, so it may be in two hands.' },
    PASSWORD_CHANGED: { description: 'The password was changed or reset.' },
    CREDENTIALS_CHANGED: { description: 'Another way to sign in was changed, such as the e-mail address.' },
    SUSPENDED: { description: 'An admin shut the account.' },
    DELETED: { description: 'The account was deleted.' },
    TOO_MANY_SESSIONS: { description: 'It was the oldest when its user had one more than allowed.' },
  },
});

@ObjectType('Session', {
  simpleResolvers: true,
  description: 'One sign-in on one device: a family of refresh tokens, of which only the newest is valid.',
})
export class SessionType {
  @Field(() => ID, { description: 'It is `sid` in access tokens.' })
  id!: string;

  @Field(() => GraphQLDateTime, { description: 'When its user signed in.' })
  createdAt!: Date;

  @Field(() => String, { nullable: true, description: 'From which address.' })
  createdByIp!: string | undefined;

  @Field(() => String, { nullable: true, description: 'As the device wrote it at the sign-in.' })
  userAgent!: string | undefined;

  @Field(() => String, {
    nullable: true,
    description: 'The user agent in words, such as Firefox on Linux; null: nothing that is known.',
  })
  device!: string | undefined;

  @Field(() => [AuthMethod], { description: 'How its user proved who they are.' })
  methods!: string[];

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When its refresh token was last replaced; null: not yet.',
  })
  lastRefreshedAt!: Date | undefined;

  @Field(() => String, { nullable: true, description: 'From which address that was asked.' })
  lastRefreshedByIp!: string | undefined;

  @Field(() => Int, { description: 'How often its refresh token has been replaced.' })
  rotations!: number;

  @Field(() => GraphQLDateTime, { description: 'When it is over unless it is refreshed before.' })
  expiresAt!: Date;

  @Field(() => Boolean, { description: 'Whether that has passed.' })
  isExpired!: boolean;

  @Field(() => Boolean, { description: 'Neither expired nor ended before its time.' })
  isActive!: boolean;

  @Field(() => Boolean, { description: 'Whether the access token of this very request is of it.' })
  isCurrent!: boolean;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When it was ended before its time; null: it was not.',
  })
  revokedAt!: Date | undefined;

  @Field(() => String, { nullable: true, description: 'From which address it was ended.' })
  revokedByIp!: string | undefined;

  @Field(() => RevokeReason, { nullable: true, description: 'Why it was ended.' })
  revokeReason!: string | undefined;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When a spent refresh token of it was presented.',
  })
  reusedAt!: Date | undefined;
}

@ObjectType('SessionEdge', { simpleResolvers: true, description: 'A session in its place in the list.' })
export class SessionEdgeType {
  @Field(() => String, { description: 'This place: `after` for what follows it.' })
  cursor!: string;

  @Field(() => SessionType, { description: 'The session.' })
  node!: SessionType;
}

@ObjectType('SessionConnection', { simpleResolvers: true, description: 'A page of sessions.' })
export class SessionConnectionType {
  @Field(() => [SessionEdgeType], { description: 'Newest first.' })
  edges!: SessionEdgeType[];

  @Field(() => PageInfoType, { description: 'Where this page stands.' })
  pageInfo!: PageInfoType;

  @Field(() => Int, { description: 'Exact up to 1,000; beyond that, 1,000 stands for more.' })
  totalCount!: number;
}

/** The only way a session reaches the wire: never its token, nor the hash of it. */
export function toSession(session: SessionDocument, currentId: string, now: Date): SessionType {
  const id = session._id.toHexString();
  const expiresAt = expiryOf(session);
  const isExpired = expiresAt <= now;
  return {
    id,
    createdAt: session.createdAt,
    createdByIp: session.createdByIp,
    userAgent: session.userAgent,
    device: deviceName(session.userAgent),
    methods: session.methods,
    lastRefreshedAt: session.lastRefreshedAt,
    lastRefreshedByIp: session.lastRefreshedByIp,
    rotations: session.generation,
    expiresAt,
    isExpired,
    isActive: !isExpired && session.endedAt === undefined,
    isCurrent: id === currentId,
    revokedAt: session.endedAt,
    revokedByIp: session.endedByIp,
    revokeReason: session.endReason,
    reusedAt: session.reusedAt,
  };
}

export function toSessionConnection(page: SessionPage, currentId: string, now: Date): SessionConnectionType {
  const { entries, totalCount } = page;
  return {
    edges: entries.map(({ cursor, entry }) => ({ cursor, node: toSession(entry, currentId, now) })),
    pageInfo: toPageInfo(page),
    totalCount,
  };
}
