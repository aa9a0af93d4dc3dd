import { Field, ObjectType } from 'type-graphql';

@ObjectType('MessagePayload', {
  simpleResolvers: true,
  description: 'Done; there is nothing to tell but that.',
})
export class MessagePayloadType {
  @Field(() => String, { description: 'A sentence for a person.' })
  message!: string;
}
