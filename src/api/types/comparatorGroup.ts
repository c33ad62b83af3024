import { Field, ID, InputType, ObjectType } from 'type-graphql';

@ObjectType('ComparatorGroup', { description: 'A group of authorities saved to compare with, for example those of one size, or those that work together.' })
export class ComparatorGroupType {
  authorities!: string;
  removedAt!: string | null;
  @Field(() => ID, { description: 'Stable identifier.' })
  id!: string;
  @Field(() => String, { description: 'Its name.' })
  name!: string;
  @Field(() => String, { description: 'Why these.' })
  note!: string;
  @Field(() => String, { description: 'The reviewer that saved it.' })
  savedBy!: string;
  @Field(() => String, { description: 'When it was saved (ISO 8601, UTC).' })
  savedAt!: string;
}

@InputType({ description: 'A group of authorities to save.' })
export class SaveComparatorGroupInput {
  @Field(() => String, { description: 'Its name, at most 100 characters, which no other saved group has.' })
  name!: string;
  @Field(() => [ID], { description: 'GSS codes of its authorities, 2 to 200.' })
  authorities!: string[];
  @Field(() => String, { description: 'Why these, at most 2,000 characters. Everybody sees it, so name no person.' })
  note!: string;
}

@InputType({ description: 'A saved group to remove.' })
export class RemoveComparatorGroupInput {
  @Field(() => ID, { description: 'Id of the group, as "comparatorGroups" gives it.' })
  group!: string;
}

@ObjectType({ description: 'What came of saving or removing a group.' })
export class ComparatorGroupPayload {
  @Field(() => [ComparatorGroupType], { description: 'The groups that are saved now, by name.' })
  groups!: ComparatorGroupType[];
}
