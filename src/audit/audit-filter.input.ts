import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, InputType, registerEnumType } from 'type-graphql';

import type { AuditQuery } from './audit-list.js';

export enum AuditOutcome {
  SUCCESS = 'success',
  FAILURE = 'failure',
}

registerEnumType(AuditOutcome, {
  name: 'AuditOutcome',
  description: 'How something ended.',
  valuesConfig: {
    SUCCESS: { description: 'It was done.' },
    FAILURE: { description: 'It was refused, or was an attack.' },
  },
});

@InputType('AuditFilter', {
  description: 'Which entries of the audit trail; what is absent asks for nothing.',
})
export class AuditFilterInput implements AuditQuery {
  @Field(() => [String], {
    nullable: true,
    description: 'One of these events, named as in docs/events.md; an empty list asks for nothing.',
  })
  events?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'The user who did it; an unknown one did nothing.' })
  actor?: string | null;

  @Field(() => ID, { nullable: true, description: 'The user whom it is about.' })
  subject?: string | null;

  @Field(() => AuditOutcome, { nullable: true, description: 'How it ended.' })
  outcome?: AuditOutcome | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'From this moment on.' })
  from?: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Before this moment.' })
  to?: Date | null;
}
