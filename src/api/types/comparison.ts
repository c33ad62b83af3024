import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { AuthorityType } from '../../catalogue/authority.ts';
import { ThemeType } from '../../catalogue/theme.ts';

export enum CellState {
  PRESENT = 'present',
  NOT_STATED = 'not-stated',
  UNKNOWN = 'unknown',
  NO_DOCUMENT = 'no-document',
}
registerEnumType(CellState, {
  name: 'CellState',
  description: 'Whether an authority has a theme among its adopted priorities, or why the hub cannot say so.',
  valuesConfig: {
    PRESENT: { description: 'At least one adopted statement has the theme.' },
    NOT_STATED: { description: 'The hub holds a whole general plan of the authority, and no statement in it has the theme.' },
    UNKNOWN: { description: 'The hub holds its documents only in part, or only such as are about one field: it may have the theme.' },
    NO_DOCUMENT: { description: 'The hub holds no document of the authority in force then. That is not the same as having no such priority.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'One theme of one authority in a comparison.' })
export class ComparisonCell {
  @Field(() => AuthorityType, { description: 'The authority.' })
  authority!: AuthorityType;
  @Field(() => CellState, { description: 'Whether it has the theme.' })
  state!: CellState;
  @Field(() => String, { nullable: true, description: 'Why the theme is not present, in a sentence; empty when it is.' })
  reason!: string | null;
  @Field(() => Boolean, { description: 'Whether a person should look first: it has the theme only by readings of which the hub is less sure than readingThresholds.sure (0.6).' })
  isUncertain!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'One theme across the authorities compared.' })
export class ComparedTheme {
  @Field(() => ThemeType, { description: 'The theme.' })
  theme!: ThemeType;
  @Field(() => Int, { description: 'How many of the authorities have it among their adopted priorities.' })
  sharedBy!: number;
  @Field(() => [ComparisonCell], { description: 'One cell for each authority, in the order of the authorities.' })
  cells!: ComparisonCell[];
}

@ObjectType({ simpleResolvers: true, description: 'Authorities side by side: what each states under each theme, with the figures and services behind it.' })
export class Comparison {
  @Field(() => [AuthorityType], { description: 'The authorities compared that existed in the days asked about, by name.' })
  authorities!: AuthorityType[];
}
