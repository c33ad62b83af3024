import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';

export enum EvidencePlace {
  TITLE = 'TITLE',
  HEADING = 'HEADING',
  DESCRIPTION = 'DESCRIPTION',
  TARGET_GROUP = 'TARGET_GROUP',
  AGES = 'AGES',
  STATED_THEME = 'STATED_THEME',
  PLAN_KIND = 'PLAN_KIND',
  INDICATOR = 'INDICATOR',
}
registerEnumType(EvidencePlace, {
  name: 'EvidencePlace',
  description: 'What of a priority a reason rests on.',
  valuesConfig: {
    TITLE: { description: 'Its title.' },
    HEADING: { description: 'The title of the outcome it stands under.' },
    DESCRIPTION: { description: 'Its description.' },
    TARGET_GROUP: { description: 'Its targetGroup, as its publisher gave it.' },
    AGES: { description: 'Its ageFrom and ageTo, as its publisher gave them.' },
    PLAN_KIND: { description: 'The kind of its plan, such as a corporate parenting plan.' },
    STATED_THEME: { description: 'A theme among its statedThemes, which its publisher gave it: code says which.' },
    INDICATOR: { description: 'An indicator that its plan ties to it: code says which.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'Where a run of words stands in a text. Positions count UTF-16 code units from 0, as JavaScript, Java, C# and Power Query do; an emoji is two.' })
export class EvidencePart {
  @Field(() => Int, { description: 'Position of its first character.' })
  from!: number;
  @Field(() => Int, { description: 'Position after its last character.' })
  to!: number;
}
