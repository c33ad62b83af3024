import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { PriorityType } from '../../catalogue/priority.ts';
import { OverlapType } from './overlap.ts';

export enum DecisionKind {
  SET_THEME = 'set-theme',
  REFUSE_THEME = 'refuse-theme',
  CONFIRM_OVERLAP = 'confirm-overlap',
  REJECT_OVERLAP = 'reject-overlap',
  RENAME_OVERLAP = 'rename-overlap',
  SPLIT_OVERLAP = 'split-overlap',
  MERGE_OVERLAPS = 'merge-overlaps',
  LINK_PRIORITIES = 'link-priorities',
  UNLINK_PRIORITIES = 'unlink-priorities',
  UNDO = 'undo',
}
registerEnumType(DecisionKind, {
  name: 'DecisionKind',
  description: 'What a reviewer decided.',
  valuesConfig: {
    SET_THEME: { description: 'A priority has a theme.' },
    REFUSE_THEME: { description: 'A priority does not have a theme.' },
    CONFIRM_OVERLAP: { description: 'An overlap is one.' },
    REJECT_OVERLAP: { description: 'An overlap is none: lists leave it out unless it is asked for.' },
    RENAME_OVERLAP: { description: 'An overlap has a title of its own.' },
    SPLIT_OVERLAP: { description: 'Core groups, or priorities, of an overlap are an overlap of their own.' },
    MERGE_OVERLAPS: { description: 'An overlap is part of another.' },
    LINK_PRIORITIES: { description: 'The second of two priorities belongs into the core group of the first.' },
    UNLINK_PRIORITIES: { description: 'Two priorities do not belong into one core group.' },
    UNDO: { description: 'Another decision is taken back.' },
  },
});

export enum DecisionState {
  IN_FORCE = 'in-force',
  OVERRULED = 'overruled',
  UNDONE = 'undone',
}
registerEnumType(DecisionState, {
  name: 'DecisionState',
  description: 'Whether a decision counts.',
  valuesConfig: {
    IN_FORCE: { description: 'It counts. An undo is always in force.' },
    OVERRULED: { description: 'A later decision that contradicts it counts in its place; it counts again when that one is undone.' },
    UNDONE: { description: 'It was taken back.' },
  },
});

export enum DecisionFlagKind {
  WORDS_CHANGED = 'words-changed',
  PUBLISHER_CODES_OTHERWISE = 'publisher-codes-otherwise',
  NO_LONGER_NEEDED = 'no-longer-needed',
  PRIORITY_GONE = 'priority-gone',
  AUTHORITIES_GAINED = 'authorities-gained',
  AUTHORITIES_LOST = 'authorities-lost',
  NOTHING_LEFT = 'nothing-left',
  CONTRADICTED = 'contradicted',
  SAID_AGAIN = 'said-again',
  SHARED_BY_ONE = 'shared-by-one',
  NO_LONGER_ADOPTED = 'no-longer-adopted',
}
registerEnumType(DecisionFlagKind, {
  name: 'DecisionFlagKind',
  description: 'How what is known now contradicts what a decision rested on.',
  valuesConfig: {
    WORDS_CHANGED: { description: 'The words, ages or group of a priority changed since.' },
    PUBLISHER_CODES_OTHERWISE: { description: "The priority's own publisher has since given it themes that speak against the decision, or taken back its code of the theme that was set." },
    NO_LONGER_NEEDED: { description: 'The hub, left to itself, would by now say the same.' },
    PRIORITY_GONE: { description: 'A priority it names was withdrawn by its publisher, or is not there yet.' },
    AUTHORITIES_GAINED: { description: 'An overlap that was rejected is shared by authorities that did not share it then.' },
    AUTHORITIES_LOST: { description: 'An overlap that was confirmed, or into which another was merged, is no longer shared by authorities that shared what was decided on then.' },
    NOTHING_LEFT: { description: 'It has nothing to act on any more: an overlap, a core group or a theme that it needs is not there.' },
    CONTRADICTED: { description: 'A later decision, about something else, goes against it: of a split, a link, or a refused theme, that took from its part what it names; of a rejection, a split.' },
    SAID_AGAIN: { description: 'An authority says the same words in a later plan, or in any other plan where the statement decided on is gone, and there nothing is decided and the hub reads otherwise. A decision reaches no further than the statement it was made of.' },
    SHARED_BY_ONE: { description: 'What a split took out has fewer than two authorities, so it is no overlap, and its statements stand in none until another shares it.' },
    NO_LONGER_ADOPTED: { description: 'A priority that it names was adopted by its authority when it was decided, and is not known to be any more: it is context, and makes no overlap.' },
  },
});

@ObjectType('Decision', {
  description: 'One act of a reviewer. It outranks what the hub reads and what publishers code, and stays when the hub reads anew or a publisher imports again. Nothing of it ever changes: an undo is an act of its own.',
})
export class DecisionType {
  subject!: string;
  priorityIds!: string;
  themeCode!: string | null;
  rank!: string | null;
  overlapId!: string | null;
  otherOverlapId!: string | null;
  undoesId!: string | null;
  basis!: string;
  /** JSON as stored. */
  coreKeys!: string;
  @Field(() => ID, { description: 'Stable identifier, the same on every hub that it is imported into.' })
  id!: string;
  @Field(() => DecisionKind, { description: 'What was decided.' })
  kind!: DecisionKind;
  @Field(() => String, { nullable: true, description: 'The title that an overlap, or the part that a split makes, was given.' })
  title!: string | null;
  @Field(() => String, { description: "Why, in the reviewer's own words." })
  note!: string;
  @Field(() => String, { description: 'Who: the name that the operator of a hub gave with the key.' })
  reviewer!: string;
  @Field(() => String, { description: 'When (ISO 8601, UTC).' })
  madeAt!: string;
}

@ObjectType('DecisionFlag', { simpleResolvers: true, description: 'How what is known now contradicts a decision in force. The decision counts all the same: look at it again.' })
export class DecisionFlag {
  @Field(() => DecisionFlagKind, { description: 'What sort of contradiction.' })
  kind!: DecisionFlagKind;
  @Field(() => String, { description: 'The contradiction in a sentence.' })
  explanation!: string;
  @Field(() => DecisionType, { description: 'The decision that is contradicted.' })
  decision!: DecisionType;
}

/** What every act asks for. */
@InputType()
abstract class ActInput {
  @Field(() => String, { description: 'Why, in plain words, at most 2,000 characters. Everybody can read it, so name no person.' })
  note!: string;
}

@InputType()
abstract class DecisionInput extends ActInput {
  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'True: decide it even though a decision in force says otherwise; the later one then counts. By default that is refused, and the message names the other.' })
  overrule?: boolean;
}

@InputType({ description: 'A theme that a priority has.' })
export class SetThemeInput extends DecisionInput {
  @Field(() => ID, { description: 'Id of the priority, as "priorities" gives it.' })
  priority!: string;
  @Field(() => ID, { description: 'Code of the theme.' })
  theme!: string;
  @Field(() => Boolean, { nullable: true, defaultValue: true, description: 'Whether it is a main theme, which puts the priority into a core group; false where the priority touches on it.' })
  isMain?: boolean;
}

@InputType({ description: 'A theme that a priority does not have.' })
export class RefuseThemeInput extends DecisionInput {
  @Field(() => ID, { description: 'Id of the priority, as "priorities" gives it.' })
  priority!: string;
  @Field(() => ID, { description: 'Code of the theme: one of those the hub reads in the priority.' })
  theme!: string;
}

export enum OverlapVerdict {
  CONFIRMED = 'confirmed',
  REJECTED = 'rejected',
}
registerEnumType(OverlapVerdict, {
  name: 'OverlapVerdict',
  description: 'What a reviewer finds of an overlap.',
  valuesConfig: { CONFIRMED: { description: 'It is one.' }, REJECTED: { description: 'It is none: lists leave it out unless it is asked for.' } },
});

@InputType({ description: 'What is found of an overlap.' })
export class ReviewOverlapInput extends DecisionInput {
  @Field(() => ID, { description: 'Id of the overlap, as "overlaps" gives it.' })
  overlap!: string;
  @Field(() => OverlapVerdict, { description: 'Whether it is confirmed or rejected.' })
  verdict!: OverlapVerdict;
}

@InputType({ description: 'A title for an overlap.' })
export class RenameOverlapInput extends DecisionInput {
  @Field(() => ID, { description: 'Id of the overlap, as "overlaps" gives it.' })
  overlap!: string;
  @Field(() => String, { description: 'Its title from now on, at most 200 characters.' })
  title!: string;
}

@InputType({ description: 'What of an overlap is one of its own. Name core groups, priorities, or both.' })
export class SplitOverlapInput extends DecisionInput {
  @Field(() => ID, { description: 'Id of the overlap, as "overlaps" gives it.' })
  overlap!: string;
  @Field(() => [ID], { nullable: true, description: 'Keys of core groups, as members give them: all that have one of them now or later go to the new part.' })
  coreKeys?: string[];
  @Field(() => [ID], { nullable: true, description: 'Ids of priorities that go to the new part, whatever their core group.' })
  priorities?: string[];
  @Field(() => String, { description: 'The title of the new part, at most 200 characters.' })
  title!: string;
}

@InputType({ description: 'An overlap that is part of another.' })
export class MergeOverlapsInput extends DecisionInput {
  @Field(() => ID, { description: 'Id of the overlap that goes. It still answers, by the one it went into.' })
  overlap!: string;
  @Field(() => ID, { description: 'Id of the overlap that it goes into, which keeps its id, title and theme.' })
  into!: string;
}

@InputType({ description: 'Two priorities that aim at the same thing.' })
export class LinkPrioritiesInput extends DecisionInput {
  @Field(() => ID, { description: 'Id of the priority whose core group it is: it stays where it is.' })
  first!: string;
  @Field(() => ID, { description: 'Id of the priority that joins it, and follows it wherever it goes.' })
  second!: string;
  @Field(() => ID, { nullable: true, description: 'Id of the overlap, where the first is in a core group of several. Without it, one that both are in, or else that of which the hub is surest.' })
  overlap?: string;
}

@InputType({ description: 'Two priorities that do not aim at the same thing.' })
export class UnlinkPrioritiesInput extends DecisionInput {
  @Field(() => ID, { description: 'Id of the priority that stays in the core group.' })
  first!: string;
  @Field(() => ID, { description: 'Id of the priority that is kept out of it, in whatever overlap they meet.' })
  second!: string;
}

@InputType({ description: 'A decision to take back.' })
export class UndoDecisionInput extends ActInput {
  @Field(() => ID, { description: 'Id of the decision, as "decisions" gives it.' })
  decision!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What came of an act of a reviewer.' })
export class DecisionPayload {
  @Field(() => DecisionType, { description: 'The decision, or the undo, as it now stands.' })
  decision!: DecisionType;
  @Field(() => [DecisionType], { description: 'Decisions that this one overrules. Empty unless overrule was true.' })
  overruled!: DecisionType[];
  @Field(() => [PriorityType], { description: 'The priorities it names, as they now are; after the two of a link, those that came along with the second, since earlier links tie them to it: 200 at most.' })
  priorities!: PriorityType[];
  @Field(() => [OverlapType], { description: 'The overlaps it names, as they now are among all authorities and over all time. One that no two authorities share any more is left out.' })
  overlaps!: OverlapType[];
}

