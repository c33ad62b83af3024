import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { Role, Scope } from '../../access/roles.ts';
import { GraphQLISODate } from '../scalars.ts';
import { RoleEnum, ScopeEnum } from './viewer.ts';

@ObjectType('AccessKey', { description: 'A key by which the hub knows somebody, as it keeps it: all but the key itself, which nobody can be shown again. One that was ended stays in the list.' })
export class AccessKeyType {
  scopes!: string;
  bodyCode!: string | null;
  regionCode!: string | null;
  @Field(() => ID, { description: 'What stands in the key after "cg_", for all to see.' })
  id!: string;
  @Field(() => String, { description: 'The post it is for: stands beside all that is done with it.' })
  name!: string;
  @Field(() => RoleEnum, { description: 'As what its holder acts.' })
  role!: Role;
  @Field(() => GraphQLISODate, { description: 'The last day on which it opens anything.' })
  expiresOn!: string;
  @Field(() => String, { description: 'Who made it: the post of an administrator, the operator of the hub, or the first start of the hub.' })
  madeBy!: string;
  @Field(() => String, { description: 'When it was made (ISO 8601, UTC).' })
  madeAt!: string;
  @Field(() => String, { nullable: true, description: 'When it was ended (ISO 8601, UTC). Empty while nobody ended it.' })
  revokedAt!: string | null;
  @Field(() => String, { nullable: true, description: 'Who ended it. Empty while nobody did.' })
  revokedBy!: string | null;
}

@InputType({ description: 'What a key is to be for.' })
export class MakeKeyInput {
  @Field(() => RoleEnum, { description: 'As what its holder is to act.' })
  role!: Role;
  @Field(() => String, { nullable: true, description: 'The post it is for, in at most 80 characters, for example "Commissioning officer, Leicester". It stands beside all that is done with it for everybody to see: name no person. Left out: the role and its place.' })
  name?: string | null;
  @Field(() => ID, { nullable: true, description: 'GSS code of the body it acts for, as its packages give it. An officer, an approver and a publisher need one.' })
  body?: string | null;
  @Field(() => ID, { nullable: true, description: 'GSS code of the region it acts for. An analyst without one acts for all.' })
  region?: string | null;
  @Field(() => [ScopeEnum], { nullable: true, description: 'What it may do, where that is less than the role may. Left out: all of it; for a service account, nothing beyond reading what is public.' })
  scopes?: Scope[] | null;
  @Field(() => GraphQLISODate, { nullable: true, description: 'Its last day, at most two years from today. Left out: in a year.' })
  expiresOn?: string | null;
}

@InputType({ description: 'Which key ends.' })
export class RevokeKeyInput {
  @Field(() => ID, { description: 'Id of the key, as "accessKeys" gives it.' })
  key!: string;
}

@ObjectType({ description: 'A key that was just made.' })
export class MakeKeyPayload {
  @Field(() => String, { description: 'The key itself, shown this once. Hand it to its holder by a safe way: the hub keeps only its SHA-256.' })
  key!: string;
  @Field(() => AccessKeyType, { description: 'What the hub keeps of it.' })
  accessKey!: AccessKeyType;
}

@ObjectType({ description: 'A key that was ended.' })
export class RevokeKeyPayload {
  @Field(() => AccessKeyType, { description: 'The key as it stands: from the next request on it opens nothing.' })
  accessKey!: AccessKeyType;
}
