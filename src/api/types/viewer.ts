import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import type { Role, Scope } from '../../access/roles.ts';

export const RoleEnum = {
  ANALYST: 'analyst',
  OFFICER: 'officer',
  APPROVER: 'approver',
  PUBLISHER: 'publisher',
  ADMINISTRATOR: 'administrator',
  SERVICE_ACCOUNT: 'service-account',
} as const satisfies Record<string, Role>;
registerEnumType(RoleEnum, {
  name: 'Role',
  description: 'As what somebody who is signed in acts. A role is a name for what it may do (scopes); a key may be made for less.',
  valuesConfig: {
    ANALYST: { description: 'Of a government office, for a region or for all: judges overlaps (a reviewer), and starts and reads proposals.' },
    OFFICER: { description: 'Of one body: sees its unpublished plans, disputes readings, tells of progress, shapes its proposals.' },
    APPROVER: { description: 'Of one body: all that an officer may; also records its position on proposals.' },
    PUBLISHER: { description: 'Of one body: has its sources read, sees its unpublished plans, disputes readings.' },
    ADMINISTRATOR: { description: 'Of the hub: keys, sharing agreements, the audit trail. Sees of plans and proposals what everybody sees.' },
    SERVICE_ACCOUNT: { description: 'A program, which changes nothing. What it may read beyond what is public is named with its key.' },
  },
});

export const ScopeEnum = {
  READ_UNPUBLISHED: 'read:unpublished',
  READ_PROPOSALS: 'read:proposals',
  REVIEW: 'review',
  PUBLISH: 'publish',
  SPEAK: 'speak',
  PROPOSE: 'propose',
  APPROVE: 'approve',
  ADMINISTER: 'administer',
} as const satisfies Record<string, Scope>;
registerEnumType(ScopeEnum, {
  name: 'Scope',
  description: 'One thing that somebody who is signed in may do beyond reading what is public.',
  valuesConfig: {
    READ_UNPUBLISHED: { description: "See the body's own plans under embargo, and those that others share with it." },
    READ_PROPOSALS: { description: 'See proposals that are not public yet: those in which the body takes part, or those of the region.' },
    REVIEW: { description: 'Decide on themes, overlaps and duplicates, for everybody.' },
    PUBLISH: { description: "Have the body's own sources read." },
    SPEAK: { description: 'Speak for the body: dispute how its priorities are read, tell of progress, refer items to its groups.' },
    PROPOSE: { description: 'Start proposals, and change those one may see.' },
    APPROVE: { description: "Record the body's position on a proposal, and what came of it." },
    ADMINISTER: { description: 'Make and end keys, record sharing agreements, read the audit trail.' },
  },
});

@ObjectType({ description: 'An organisation that publishes and decides for itself, such as an authority or a regional body.' })
export class Body {
  @Field(() => ID, { description: 'Its GSS code, as its packages give it as publisher.' })
  code!: string;
  @Field(() => String, { description: 'Its name; its code where the hub knows no name.' })
  name!: string;
}

@ObjectType('Viewer', { description: 'As whom the hub answers you.' })
export class ViewerType {
  @Field(() => String, { nullable: true, description: 'The name that stands beside all you do, as it was given with your key: that of a post. Empty for the public.' })
  name!: string | null;
  @Field(() => [RoleEnum], { description: 'Your roles. None: you are answered as the public.' })
  roles!: readonly Role[];
  @Field(() => [ScopeEnum], { description: 'What you may do beyond reading what is public.' })
  scopes!: readonly Scope[];
  @Field(() => Body, { nullable: true, description: 'The body for which you act. Empty for the public and for whoever acts for none.' })
  body!: Body | null;
  @Field(() => Body, { nullable: true, description: 'The region for which you act. Empty for the public, for whoever acts for a body, and for whoever acts for all regions.' })
  region!: Body | null;
}
