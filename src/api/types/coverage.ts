import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { AuthorityType } from '../../catalogue/authority.ts';
import { CoverageState } from '../read/coverage.ts';

registerEnumType(CoverageState, {
  name: 'CoverageState',
  description: "How much the hub knows of an authority's documents in force in the days asked about: the fullest of them counts.",
  valuesConfig: {
    WHOLE: { description: 'At least one document is held with every priority it states.' },
    PARTIAL: { description: 'Documents are held, each only in part: other priorities may exist.' },
    OUTCOMES_ONLY: { description: 'Only headings or outcomes are held.' },
    NO_STATEMENT: { description: 'Documents are known by their titles only: the hub holds no statement of any of them, whatever their publisher calls them.' },
    NONE_REQUIRED: { description: 'The authority was not required to have a plan and said so.' },
    NOT_THEN: { description: 'The authority did not exist in the days compared. The statement says since when or until when it did, and who succeeded it.' },
    NO_DOCUMENT: { description: 'No document is held. This is not the same as having no priorities.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'What the hub knows of one authority in the days asked about.' })
export class AuthorityCoverage {
  @Field(() => AuthorityType, { description: 'The authority.' })
  authority!: AuthorityType;
  @Field(() => CoverageState, { description: 'How full the fullest document is.' })
  state!: CoverageState;
  @Field(() => String, { description: 'The same in a sentence.' })
  statement!: string;
  plans!: { id: string }[];
}

@ObjectType({ simpleResolvers: true, description: 'The days a comparison is about, and how they were chosen.' })
export class ComparedDays {
  @Field(() => String, { description: 'First day (ISO date).' })
  from!: string;
  @Field(() => String, { description: 'Last day (ISO date); the same as the first when the comparison is as at one day.' })
  to!: string;
  @Field(() => String, { description: 'How the days were chosen, in a sentence. Without a date, the hub takes the latest on which most plans were in force.' })
  explanation!: string;
}
