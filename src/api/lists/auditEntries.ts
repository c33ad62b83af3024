import { sql } from 'kysely';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { HubError } from '../../errors.ts';
import { connectionOf } from '../connection.ts';
import { isOneOf } from '../read/conditions.ts';
import { listReader } from '../read/listReader.ts';
import { PageArgs } from '../read/pageArgs.ts';
import type { List } from '../read/readPage.ts';
import { GraphQLISODate } from '../scalars.ts';
import { AuditEntryType, AuditKind } from '../types/auditEntry.ts';

export const AuditEntryConnection = connectionOf('AuditEntry', () => AuditEntryType);
const newestFirst: List = { table: 'audit_entry', orderBy: ['at', 'id'], descending: true };

@InputType({ description: 'Narrows the audit trail. Every condition given must hold.' })
export class AuditFilter {
  @Field(() => [ID], { nullable: true, description: 'Entries of any of these holders, by their ids as entries give them.' })
  who?: string[];
  @Field(() => [String], { nullable: true, description: 'Entries of any of these operations or routes, as entries give them.' })
  operations?: string[];
  @Field(() => [AuditKind], { nullable: true, description: 'Entries of any of these kinds.' })
  kinds?: AuditKind[];
  @Field(() => GraphQLISODate, { nullable: true, description: 'Entries that begin on this day or later (UTC).' })
  from?: string;
  @Field(() => GraphQLISODate, { nullable: true, description: 'Entries that begin on this day or earlier (UTC).' })
  to?: string;
}

@ArgsType()
export class AuditArgs extends PageArgs {
  @Field(() => AuditFilter, { nullable: true, description: 'Which entries. Left out, all of them.' })
  filter?: AuditFilter;
}

/** One page of the audit trail, the newest first. */
export const readAuditEntries = listReader<AuditFilter>(newestFirst, (_context, { who, operations, kinds, from, to }) => {
  if (from !== undefined && to !== undefined && from > to) throw new HubError('BAD_ARGUMENT', `from (${from}) is after to (${to}).`);
  return [
    who && isOneOf('audit_entry.who', who),
    operations && isOneOf('audit_entry.operation', operations),
    kinds && isOneOf('audit_entry.kind', kinds),
    from && sql<boolean>`audit_entry.at >= ${from}`,
    to && sql<boolean>`substr(audit_entry.at, 1, 10) <= ${to}`,
  ];
});
