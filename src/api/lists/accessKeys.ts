import { sql } from 'kysely';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import type { Role } from '../../access/roles.ts';
import { connectionOf } from '../connection.ts';
import { isOneOf, type Condition } from '../read/conditions.ts';
import { listReader } from '../read/listReader.ts';
import { PageArgs } from '../read/pageArgs.ts';
import { AccessKeyType } from '../types/accessKey.ts';
import { RoleEnum } from '../types/viewer.ts';

export const AccessKeyConnection = connectionOf('AccessKey', () => AccessKeyType, 'key');

@InputType({ description: 'Narrows a list of keys. Every condition given must hold.' })
export class AccessKeyFilter {
  @Field(() => [RoleEnum], { nullable: true, description: 'Keys of any of these roles.' })
  roles?: Role[];
  @Field(() => [ID], { nullable: true, description: 'GSS codes: keys that act for any of these bodies.' })
  bodies?: string[];
  @Field(() => [ID], { nullable: true, description: 'GSS codes: keys that act for any of these regions.' })
  regions?: string[];
  @Field(() => Boolean, { nullable: true, description: 'True: only keys that open the hub today. False: only those that were ended, or are past their last day.' })
  inForce?: boolean;
}

@ArgsType()
export class AccessKeyArgs extends PageArgs {
  @Field(() => AccessKeyFilter, { nullable: true, description: 'Which keys. Left out, all there ever were.' })
  filter?: AccessKeyFilter;
}

export const readAccessKeys = listReader<AccessKeyFilter>({ table: 'access_key', orderBy: ['madeAt', 'id'], descending: true }, ({ today }, { roles, bodies, regions, inForce }) => [
  roles && isOneOf('access_key.role', roles),
  bodies && isOneOf('access_key.bodyCode', bodies),
  regions && isOneOf('access_key.regionCode', regions),
  inForce !== undefined && isInForce(today, inForce),
]);

function isInForce(today: string, wanted: boolean): Condition {
  return wanted ? sql<boolean>`(access_key.revoked_at is null and access_key.expires_on >= ${today})` : sql<boolean>`(access_key.revoked_at is not null or access_key.expires_on < ${today})`;
}
