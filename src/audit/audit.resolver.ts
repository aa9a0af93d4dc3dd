import { Arg, Ctx, Directive, Int, Query, Resolver } from 'type-graphql';

import { AppError } from '../foundation/errors.js';
import type { CallerContext } from '../users/caller.js';
import { AuditEventConnectionType, toAuditEventConnection } from './audit-event.type.js';
import { AuditFilterInput } from './audit-filter.input.js';
import type { AuditList } from './audit-list.js';

/** The audit trail, as admins read it, and as everybody reads what is about themselves. */
@Resolver()
export class AuditResolver {
  constructor(private readonly list: AuditList) {}

  @Query(() => AuditEventConnectionType, {
    description: 'What happened to accounts, sessions and keys, newest first.',
  })
  @Directive('@auth(roles: [ADMIN])')
  async auditEvents(
    @Arg('filter', () => AuditFilterInput, { nullable: true, description: 'Absent: everything.' })
    filter: AuditFilterInput | null | undefined,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'How many: 1 to 100.' })
    first: number | null,
    @Arg('after', () => String, {
      nullable: true,
      description: 'The cursor of this very list after which the page begins; absent: from the newest.',
    })
    after?: string | null,
  ): Promise<AuditEventConnectionType> {
    return toAuditEventConnection(await this.list.all(filter ?? {}, { first, after }));
  }

  @Query(() => AuditEventConnectionType, {
    description: 'What was done to the signed-in user, and by them, newest first.',
  })
  @Directive('@auth')
  async myActivity(
    @Ctx() context: CallerContext,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'How many: 1 to 100.' })
    first: number | null,
    @Arg('after', () => String, {
      nullable: true,
      description: 'The cursor of this very list after which the page begins; absent: from the newest.',
    })
    after?: string | null,
  ): Promise<AuditEventConnectionType> {
    const caller = await context.caller();
    if (caller === undefined) throw new AppError('UNAUTHENTICATED');
    return toAuditEventConnection(await this.list.of(caller.user._id.toHexString(), { first, after }));
  }
}
