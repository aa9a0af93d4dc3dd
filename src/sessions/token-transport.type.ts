import { registerEnumType } from 'type-graphql';

/** How the refresh token reaches the client, and comes back. */
export enum TokenTransport {
  BODY = 'BODY',
  COOKIE = 'COOKIE',
}

registerEnumType(TokenTransport, {
  name: 'TokenTransport',
  description: 'How the refresh token reaches the client, and comes back.',
  valuesConfig: {
    BODY: {
      description: 'In the answer, and as an argument: for apps, and for servers that keep it themselves.',
    },
    COOKIE: { description: 'As an HttpOnly cookie that no script of a page can read: for browsers.' },
  },
});

/** The field of every input that begins a session, so that all have one default. */
export const transportField = {
  nullable: true,
  defaultValue: TokenTransport.BODY,
  description: 'How the refresh token travels.',
} as const;
