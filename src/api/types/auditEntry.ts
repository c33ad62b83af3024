import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { AuditKind as Kind, AuditOutcome as Outcome } from '../../access/audit/auditEntry.ts';

export enum AuditKind {
  QUERY = 'query',
  MUTATION = 'mutation',
  PAGE = 'page',
  FEED = 'feed',
  SIGN_IN = 'sign-in',
  REQUEST = 'request',
  NOT_TOLD_APART = 'not-told-apart',
}
registerEnumType(AuditKind, {
  name: 'AuditKind',
  description: 'What somebody asked of the hub.',
  valuesConfig: {
    QUERY: { description: 'A GraphQL query.' },
    MUTATION: { description: 'A GraphQL mutation, which changes something or tries to. Those sent with a key each have an entry of their own.' },
    PAGE: { description: 'A page for people.' },
    FEED: { description: 'A feed, such as a CSV file for a spreadsheet.' },
    SIGN_IN: { description: 'A key or token that the hub does not know. Nothing of it is kept.' },
    REQUEST: { description: 'A request that ended before the hub knew what it asks: not GraphQL, too long, one too many, or for an address where nothing is.' },
    NOT_TOLD_APART: { description: 'Requests of any kind, more different ones at once than the hub keeps apart. Only how many they were is known, and what they were given together.' },
  } satisfies Record<keyof typeof AuditKind, { description: string }>,
});

enum AuditOutcome {
  ANSWERED = 'answered',
  ANSWERED_IN_PART = 'answered-in-part',
  REFUSED = 'refused',
}
registerEnumType(AuditOutcome, {
  name: 'AuditOutcome',
  description: 'What came of a request.',
  valuesConfig: {
    ANSWERED: { description: 'It was answered.' },
    ANSWERED_IN_PART: { description: 'Some of its fields were answered, and others got an error.' },
    REFUSED: { description: 'Nothing was given; the code says why.' },
  } satisfies Record<keyof typeof AuditOutcome, { description: string }>,
});

@ObjectType('AuditEntry', { simpleResolvers: true, description: 'What somebody asked of the hub, and what came of it; requests alike within one second, of the public within a minute, are one entry. It holds no key, no address, no value of a variable and nothing else that a caller wrote.' })
export class AuditEntryType {
  @Field(() => ID, { description: 'Its chain and its number there.' })
  id!: string;
  @Field(() => String, { description: 'Its chain: one for each time a hub ran.' })
  chain!: string;
  @Field(() => Int, { description: 'Its number in the chain, from 1 and without a gap.' })
  seq!: number;
  @Field(() => String, { description: 'When the first of the requests was answered (UTC), for example "2026-11-27T09:30:00.000Z".' })
  at!: string;
  @Field(() => String, { description: 'When the last of the requests was answered (UTC).' })
  until!: string;
  @Field(() => ID, { nullable: true, description: 'Who asked: the id of the holder of the key or token that was sent. Empty for the public, and where nobody is known by the key.' })
  who!: string | null;
  @Field(() => String, { nullable: true, description: 'As what the holder asked, for example "analyst"; "public" without a key. Empty where that is not known.' })
  role!: string | null;
  @Field(() => AuditKind, { description: 'What was asked for.' })
  kind!: Kind;
  @Field(() => String, { nullable: true, description: 'The operation, where it is one of those saved with the hub, or the route of a page or feed, for example "/overlaps/:id". Of any other mutation, what it does: "makeKey", several of them by name. Empty for a query of the caller\'s own, whose words are not kept.' })
  operation!: string | null;
  @Field(() => String, { nullable: true, description: 'The first 16 characters of the SHA-256 of the operation\'s text: the same text has the same. Empty for pages and feeds.' })
  document!: string | null;
  @Field(() => AuditOutcome, { nullable: true, description: 'What came of it. Empty for requests that were not told apart.' })
  outcome!: Outcome | null;
  @Field(() => String, { nullable: true, description: 'Code of the first error, for example "NOT_ALLOWED". Empty where there was none.' })
  code!: string | null;
  @Field(() => Int, { description: 'How many requests it stands for.' })
  times!: number;
  @Field(() => Float, { description: 'How much was given: objects in lists of the answers, those of all requests added up. A whole number.' })
  rows!: number;
  @Field(() => Float, { description: 'How many values the requests could have returned at most, added up. A whole number.' })
  cost!: number;
  @Field(() => String, { description: 'Hash of the entry before it. A chain\'s first has that of the newest entry there was when the hub started, and none where there was no entry.' })
  previous!: string;
  @Field(() => String, { description: 'SHA-256 over all that it says and the hash of the entry before it: who changes an entry must change all after it.' })
  hash!: string;
}
