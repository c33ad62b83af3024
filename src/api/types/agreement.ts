import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import type { AgreementStanding, SharedMatter } from '../../access/agreements.ts';
import { GraphQLISODate } from '../scalars.ts';

const SharedMatterEnum = { UNPUBLISHED_PLANS: 'unpublished-plans' } as const satisfies Record<string, SharedMatter>;
registerEnumType(SharedMatterEnum, {
  name: 'SharedMatter',
  description: 'What a data-sharing agreement opens.',
  valuesConfig: { UNPUBLISHED_PLANS: { description: 'Plans under embargo, with their priorities and all that hangs on them, to read and not to change.' } },
});

export const AgreementStandingEnum = { NOT_YET: 'not-yet', IN_FORCE: 'in-force', EXPIRED: 'expired', ENDED: 'ended' } as const satisfies Record<string, AgreementStanding>;
registerEnumType(AgreementStandingEnum, {
  name: 'AgreementStanding',
  description: 'Where a data-sharing agreement stands today.',
  valuesConfig: {
    NOT_YET: { description: 'Its first day is still to come: it opens nothing.' },
    IN_FORCE: { description: 'It opens what it is about.' },
    EXPIRED: { description: 'Its last day is past: it opens nothing more.' },
    ENDED: { description: 'Somebody ended it before its last day: it opens nothing more.' },
  },
});

@ObjectType('SharingAgreement', { description: 'A data-sharing agreement: what a publisher opens to whom before it is public, on what basis, until when. Seen by the two parties and by administrators.' })
export class SharingAgreementType {
  publisherCode!: string;
  sourceId!: string | null;
  withBodyCode!: string | null;
  withRegionCode!: string | null;
  @Field(() => ID, { description: 'Stable identifier.' })
  id!: string;
  @Field(() => SharedMatterEnum, { description: 'What it opens.' })
  what!: SharedMatter;
  @Field(() => String, { description: 'The legal basis in words.' })
  basis!: string;
  @Field(() => String, { nullable: true, description: 'What else was said when it was recorded. Empty when nothing was.' })
  note!: string | null;
  @Field(() => GraphQLISODate, { description: 'The first day on which it opens anything.' })
  validFrom!: string;
  @Field(() => GraphQLISODate, { description: 'The last day on which it opens anything.' })
  validTo!: string;
  @Field(() => String, { description: 'Who recorded it: a post.' })
  recordedBy!: string;
  @Field(() => String, { description: 'When it was recorded (ISO 8601, UTC).' })
  recordedAt!: string;
  @Field(() => String, { nullable: true, description: 'Who ended it before its last day. Empty when nobody did.' })
  endedBy!: string | null;
  @Field(() => String, { nullable: true, description: 'When it was ended (ISO 8601, UTC). Empty when nobody ended it.' })
  endedAt!: string | null;
  @Field(() => String, { nullable: true, description: 'Why it was ended. Empty when nobody ended it.' })
  endedNote!: string | null;
}

@InputType({ description: 'An agreement to record. Name either a body or a region as the one that receives.' })
export class RecordAgreementInput {
  @Field(() => ID, { description: 'GSS code of the publisher whose data are shared, as its packages give it.' })
  publisher!: string;
  @Field(() => ID, { nullable: true, description: 'Id of the one source of the publisher that is shared, as "sources" gives it. Left out: all of them, those to come among them.' })
  source?: string | null;
  @Field(() => SharedMatterEnum, { nullable: true, defaultValue: SharedMatterEnum.UNPUBLISHED_PLANS, description: 'What is shared.' })
  what?: SharedMatter;
  @Field(() => ID, { nullable: true, description: 'GSS code of the body that receives: its keys that may read what is unpublished see it.' })
  withBody?: string | null;
  @Field(() => ID, { nullable: true, description: 'GSS code of the region whose analysts receive.' })
  withRegion?: string | null;
  @Field(() => String, { description: 'The legal basis in words, at most 500 characters, for example "Children Act 2004, section 11; agreement of 3 March 2027".' })
  basis!: string;
  @Field(() => String, { nullable: true, description: 'What else is to be known, at most 2,000 characters. Name posts, no persons.' })
  note?: string | null;
  @Field(() => GraphQLISODate, { nullable: true, description: 'The first day on which it opens anything. Left out: today.' })
  validFrom?: string | null;
  @Field(() => GraphQLISODate, { description: 'The last day on which it opens anything, at most five years after the first.' })
  validTo!: string;
}

@InputType({ description: 'Which agreement ends, and why.' })
export class EndAgreementInput {
  @Field(() => ID, { description: 'Id of the agreement, as "sharingAgreements" gives it.' })
  agreement!: string;
  @Field(() => String, { description: 'Why, in at most 2,000 characters. Name posts, no persons.' })
  note!: string;
}

@ObjectType({ description: 'An agreement as it stands after a change.' })
export class SharingAgreementPayload {
  @Field(() => SharingAgreementType, { description: 'The agreement.' })
  agreement!: SharingAgreementType;
}
