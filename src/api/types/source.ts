import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectors } from '../../harvest/connectors/connectors.ts';
import { listed } from '../../words.ts';
import { GraphQLISODate } from '../scalars.ts';

/** `"package" (a data package: a folder, or a zip of one), "spreadsheet" (…` */
const connectorsInWords = listed(connectors.map(({ kind, title }) => `"${kind}" (${title.slice(0, 1).toLowerCase()}${title.slice(1)})`));

export enum PublisherKind {
  AUTHORITY = 'authority',
  REGION = 'region',
  NATIONAL = 'national',
}
registerEnumType(PublisherKind, {
  name: 'PublisherKind',
  description: 'What sort of publisher it is, which decides whom it may publish about.',
  valuesConfig: {
    AUTHORITY: { description: 'A local authority: publishes about itself, and about what it shares with others.' },
    REGION: { description: 'A regional body: publishes about the authorities of its region.' },
    NATIONAL: { description: 'A national body: publishes about anybody.' },
  },
});

export enum HarvestStatus {
  SUCCEEDED = 'succeeded',
  FAILED = 'failed',
  HELD = 'held',
  CANCELLED = 'cancelled',
}
registerEnumType(HarvestStatus, {
  name: 'HarvestStatus',
  description: 'How a harvest ended.',
  valuesConfig: {
    SUCCEEDED: { description: 'The source was read to its end, or its records were withdrawn with it (trigger REMOVAL). Single rows may have been refused: see rowsRefused.' },
    FAILED: { description: 'The source could not be used as a whole, and nothing was changed.' },
    HELD: { description: 'So much was gone from the source that a person must say whether it is right, and nothing was changed.' },
    CANCELLED: { description: 'Somebody ended the run, and nothing was changed.' },
  },
});

export enum IssueSeverity {
  ERROR = 'error',
  WARNING = 'warning',
}
registerEnumType(IssueSeverity, {
  name: 'IssueSeverity',
  description: 'What became of the row or file an issue is about.',
  valuesConfig: {
    ERROR: { description: 'The row or file was refused; the last good state of it stays.' },
    WARNING: { description: 'It was taken, less what the issue names.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'Who published something.' })
export class Publisher {
  @Field(() => PublisherKind, { description: 'What sort of publisher it is.' })
  kind!: PublisherKind;
  @Field(() => String, { description: 'GSS code of the authority, region or country.' })
  code!: string;
  @Field(() => String, { description: 'Name of the publisher.' })
  name!: string;
}

@ObjectType('Source', { simpleResolvers: true, description: "Where a publisher's data comes from, and how fresh it is." })
export class SourceType {
  publisherKind!: PublisherKind;
  publisherCode!: string;
  publisherName!: string;
  address!: string;
  viaId!: string | null;
  registration!: string | null;
  heldFingerprint!: string | null;
  removedAt!: string | null;
  lastSuccessId!: number | null;
  @Field(() => ID, { description: "The publisher's code and the name of its package." })
  id!: string;
  @Field(() => String, { description: `What reads it: ${connectorsInWords}. What was imported by hand is "package", whatever its form, and each source that came through another hub is "hub".` })
  connector!: string;
  @Field(() => String, { description: 'Title its publisher gave it.' })
  title!: string;
  @Field(() => String, { nullable: true, description: 'Version as its publisher states it.' })
  version!: string | null;
  @Field(() => String, { nullable: true, description: 'Terms under which it may be reused.' })
  licence!: string | null;
  @Field(() => String, { nullable: true, description: 'Words to put beside what is reused, where the licence asks for them.' })
  attribution!: string | null;
  @Field(() => String, { nullable: true, description: 'When the hub last took it in, its files or the rules they are read by being others than before (ISO 8601, UTC). Empty when it never did, or not since the source was removed.' })
  lastSuccessAt!: string | null;
  @Field(() => String, { nullable: true, description: 'When the hub last read it to its end, whether or not anything was new (ISO 8601, UTC). Empty when it never did, or not since the source was removed.' })
  lastReadAt!: string | null;
  @Field(() => String, { nullable: true, description: 'Since when runs of it fail or are held, so that what the hub holds of it, if anything, may be out of date (ISO 8601, UTC). Empty while the last run read it to its end.' })
  staleSince!: string | null;
  @Field(() => Int, { description: 'How many runs in a row failed or were held.' })
  failedRuns!: number;
  @Field(() => String, { nullable: true, description: 'When it is read by itself (cron: minute, hour, day, month, weekday; UTC). Empty when it is read only if somebody says so.' })
  schedule!: string | null;
  @Field(() => String, { nullable: true, description: 'When it is read by itself the next time (ISO 8601, UTC): later than its schedule says after several failures.' })
  nextRunAt!: string | null;
  @Field(() => String, { nullable: true, description: 'When somebody asked for a run that has not ended yet (ISO 8601, UTC). See underWay for whether it has begun: a run whose hub is stopped is begun once more by the next.' })
  askedAt!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'How many records of one noun a source holds at present.' })
export class RecordCount {
  sourceId!: string;
  @Field(() => String, { description: 'The noun, as its file is called in the data package: plans, priorities, observations …' })
  noun!: string;
  @Field(() => Int, { description: 'How many records; withdrawn ones are not counted.' })
  count!: number;
}

@ObjectType({ simpleResolvers: true, description: "A record as the row of the data package that says the same: what another hub, or whoever wants a publisher's data as it was published, reads." })
export class PackageRow {
  @Field(() => ID, { description: 'Identifier of the record: the same in every hub.' })
  id!: string;
  @Field(() => String, { description: 'Changes whenever the row says something else.' })
  hash!: string;
  @Field(() => Int, { description: 'Number of the harvest that brought it as it now stands: the largest one seen is what changedAfter takes the next time.' })
  harvest!: number;
  @Field(() => String, { description: 'File of the source in which it stands, as its publisher called it.' })
  file!: string;
  @Field(() => Int, { description: 'Line of that file, or row of that sheet.' })
  line!: number;
  @Field(() => [String], { description: 'One for each of the columns, as a data package writes them: dates ISO 8601, yes or no, lists joined by ";", references as the publisher made them. Empty where nothing is stated.' })
  cells!: string[];
}

@ObjectType('HarvestRun', { simpleResolvers: true, description: 'One run in which the hub read a source that had changed, or withdrew its records because it was removed.' })
export class HarvestRunType {
  sourceId!: string;
  @Field(() => ID, { description: 'Number of the run; later runs have higher numbers.' })
  id!: number;
  @Field(() => String, { description: 'When it started (ISO 8601, UTC).' })
  startedAt!: string;
  @Field(() => String, { description: 'When it finished (ISO 8601, UTC).' })
  finishedAt!: string;
  @Field(() => HarvestStatus, { description: 'How it ended.' })
  status!: HarvestStatus;
  @Field(() => String, { nullable: true, description: 'Why it failed. Empty when it succeeded.' })
  message!: string | null;
  @Field(() => Int, { description: 'How many rows were read. A row is a line of a CSV file or a row of a sheet, and becomes one record; a service of Open Referral is one row however many records it becomes (its places, costs, terms and numbers of places are some of their own).' })
  rowsRead!: number;
  @Field(() => Int, { description: 'How many of those rows were refused; issues say why, to its publisher alone while a plan of that publisher is under embargo.' })
  rowsRefused!: number;
  @Field(() => Int, { description: 'How many records were new. Records are counted, not rows: of services in Open Referral there may be more.' })
  added!: number;
  @Field(() => Int, { description: 'How many records said something else than before.' })
  changed!: number;
  @Field(() => Int, { description: 'How many records were as before.' })
  unchanged!: number;
  @Field(() => Int, { description: 'How many records were gone from the source, and so withdrawn.' })
  withdrawn!: number;
  @Field(() => Int, { nullable: true, description: 'How many rows of figures were hidden because they are small, under the policy of the source. Empty when it has none.' })
  hiddenSmall!: number | null;
  @Field(() => Int, { nullable: true, description: 'How many more were hidden so that those do not follow from totals. Empty when it has no policy.' })
  hiddenBeside!: number | null;
  @Field(() => Int, { nullable: true, description: 'The data version it made. Empty when it changed nothing.' })
  dataVersion!: number | null;
  @Field(() => String, { nullable: true, description: 'Who asked for it, if somebody did.' })
  askedBy!: string | null;
  @Field(() => Int, { nullable: true, description: 'How many requests it sent to the source. Empty when it was read from files here.' })
  requests!: number | null;
  @Field(() => Float, { nullable: true, description: 'How many bytes it received, as unpacked. Empty when it was read from files here.' })
  bytes!: number | null;
  @Field(() => Float, { nullable: true, description: 'Response time: half of the requests were answered, to the first byte, within so many milliseconds. Empty when none was sent.' })
  medianResponseMs!: number | null;
}

@ObjectType('Issue', { simpleResolvers: true, description: 'What was wrong with a row, a value or a file, as found in one harvest.' })
export class IssueType {
  sourceId!: string;
  harvestId!: number;
  @Field(() => ID, { description: 'Number of the issue.' })
  id!: number;
  @Field(() => IssueSeverity, { description: 'Whether the row or file was refused.' })
  severity!: IssueSeverity;
  @Field(() => String, { description: 'The rule broken: a stable word to count and filter by, for example BAD_VALUE.' })
  rule!: string;
  @Field(() => String, { description: 'File in which it was found, for example priorities.csv; of a workbook the sheet: sheet priorities.' })
  file!: string;
  @Field(() => Int, { nullable: true, description: 'Line of the file, or row of the sheet as the spreadsheet numbers it; the header is line 1. Of services.json, where the service begins, or its number when several stand in one line. Empty when it is about the file as a whole.' })
  line!: number | null;
  @Field(() => String, { nullable: true, description: 'Column of the file, or member of the JSON; of a sheet with its letter, for example target_group (K). Several are named where they count together. Empty when it is about the row as a whole.' })
  column!: string | null;
  @Field(() => String, { nullable: true, description: 'What was found, cut to 200 characters.' })
  found!: string | null;
  @Field(() => String, { nullable: true, description: 'What was expected.' })
  expected!: string | null;
  @Field(() => String, { description: 'The same in a sentence.' })
  message!: string;
  @Field(() => Int, { description: 'How many it stands for: 1; or, where one thing was wrong in so many rows of a file that only the first are told one by one, how many more there were. It has no line, and its message says so.' })
  count!: number;
}

@ObjectType({ simpleResolvers: true, description: 'The data as it stands after one committed change. Two answers with the same number come from the same data.' })
export class DataVersion {
  @Field(() => Int, { description: 'Moves on by one whenever anything changes; 0 while the hub is empty.' })
  number!: number;
  @Field(() => String, { nullable: true, description: 'When the change was committed (ISO 8601, UTC). Empty while the hub is empty.' })
  committedAt!: string | null;
  @Field(() => String, { nullable: true, description: 'What changed it, for example the harvest of a source. Of what somebody did who is signed in it tells no more than that, since not everybody may know of it. Empty while the hub is empty.' })
  cause!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'Where a record came from: who published it, when it was read, and in which row of which file it stands.' })
export class Provenance {
  @Field(() => Publisher, { description: 'Who published it.' })
  publisher!: Publisher;
  @Field(() => SourceType, { description: 'The source it came in.' })
  source!: SourceType;
  @Field(() => HarvestRunType, { description: 'The harvest that brought it as it now stands, or showed it again once what it hangs on was published again.' })
  harvest!: HarvestRunType;
  @Field(() => String, { description: 'File of the source in which it stands, for example priorities.csv; of a workbook the sheet: sheet priorities.' })
  file!: string;
  @Field(() => Int, { description: 'Line of that file, or row of that sheet; the header is line 1. Where the row was refused when it was last read, so that what it said before stays, that of the refused row. Of services.json, where the service begins, or its number when several stand in one line.' })
  line!: number;
  @Field(() => String, { description: 'What its publisher calls it: its reference, or several with "|" between where it takes several to tell it.' })
  originalId!: string;
  @Field(() => String, { nullable: true, description: 'Address of the original: of the record itself where its source has one for each, else of the document or the file that it stands in. Empty where none is on the web.' })
  link!: string | null;
  @Field(() => String, { description: 'Changes whenever the record says something else (a hash of what it states).' })
  contentHash!: string;
  @Field(() => String, { nullable: true, description: 'Document its publisher took it from. Empty when not stated.' })
  document!: string | null;
  @Field(() => String, { nullable: true, description: 'Where in the document: page, section or action number. Empty when not stated.' })
  locator!: string | null;
  @Field(() => String, { nullable: true, description: 'Terms under which it may be reused.' })
  licence!: string | null;
  @Field(() => String, { nullable: true, description: 'Words to put beside it when it is reused, where the licence asks for them.' })
  attribution!: string | null;
  @Field(() => GraphQLISODate, { description: 'Day on which the hub first read it.' })
  firstSeen!: string;
  @Field(() => GraphQLISODate, { description: 'Day on which the hub last read its source to the end and found it there.' })
  lastSeen!: string;
}
