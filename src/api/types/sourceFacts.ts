import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { SourceStanding } from '../../harvest/sources/standing.ts';
import { SourceType } from './source.ts';

registerEnumType(SourceStanding, {
  name: 'SourceStanding',
  description: 'How far what the hub holds of a source can be relied on to be what it publishes now.',
  valuesConfig: {
    NEVER_READ: { description: 'The hub has not read it to its end yet, or not since it was removed, and holds nothing of it. Where runs of it fail, staleSince says since when.' },
    CURRENT: { description: 'The last run read it to its end. See lastReadAt for when.' },
    STALE: { description: 'The last run failed: what was read before still answers, and may be out of date since staleSince.' },
    HELD: { description: 'So much was gone from it that a person must say whether that is right: what was read before still answers.' },
    REMOVED: { description: 'It is no longer read, and its records are withdrawn.' },
  },
});

export enum HarvestTrigger {
  IMPORT = 'import',
  SCHEDULE = 'schedule',
  COMMAND = 'command',
  REQUEST = 'request',
  REMOVAL = 'removal',
}
registerEnumType(HarvestTrigger, {
  name: 'HarvestTrigger',
  description: 'What began a harvest.',
  valuesConfig: {
    IMPORT: { description: 'Somebody at the hub imported files, or the hub read its seeds.' },
    SCHEDULE: { description: 'The schedule of the source.' },
    COMMAND: { description: 'Somebody at the hub, by the command "npm run hub -- harvest".' },
    REQUEST: { description: 'A reviewer or the publisher, by harvestSource.' },
    REMOVAL: { description: 'Nothing was read: the source was removed, or came no longer through its hub, and its records were withdrawn.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'A run that reads a source at this moment.' })
export class HarvestUnderWay {
  @Field(() => String, { description: 'When it started (ISO 8601, UTC).' })
  startedAt!: string;
  @Field(() => String, { description: 'When it last told how far it is (ISO 8601, UTC). A run that is silent for a minute is taken to have died.' })
  heardAt!: string;
  @Field(() => HarvestTrigger, { description: 'What began it.' })
  trigger!: HarvestTrigger;
  @Field(() => String, { nullable: true, description: 'Who asked for it, if somebody did.' })
  askedBy!: string | null;
  @Field(() => String, { description: '"gathering" while the source is being asked, "reading" while what came is being checked and taken.' })
  phase!: string;
  @Field(() => String, { description: 'How far it is, in words, for example "services.csv: 4,000 rows read".' })
  done!: string;
  @Field(() => String, { nullable: true, description: 'When somebody asked it to end (ISO 8601, UTC). Empty unless somebody did.' })
  cancelledAt!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'How often one rule was broken in the last harvest of a source.' })
export class IssueCount {
  @Field(() => String, { description: 'The rule, for example BAD_VALUE.' })
  rule!: string;
  @Field(() => Int, { description: 'How many rows or files were refused by it.' })
  refused!: number;
  @Field(() => Int, { description: 'How many were taken, less what it names.' })
  warned!: number;
}

@ObjectType({ simpleResolvers: true, description: 'How many records of a source state something that comparisons need.' })
export class Completeness {
  @Field(() => String, { description: 'The noun, as its file is called in the data package: services, priorities, plans or budgets.' })
  noun!: string;
  @Field(() => String, { description: 'What comparisons need of it: ages, area, theme, cost, dates or place.' })
  field!: string;
  @Field(() => String, { description: 'What counts as stating it, in words.' })
  meaning!: string;
  @Field(() => Int, { description: 'How many records state it.' })
  filled!: number;
  @Field(() => Int, { description: 'How many records there are.' })
  of!: number;
}

@ObjectType({ simpleResolvers: true, description: 'What came of asking for a run, ending one, or confirming one that was held.' })
export class HarvestPayload {
  @Field(() => SourceType, { description: 'The source as it stands now: see underWay, askedAt and standing.' })
  source!: SourceType;
}
