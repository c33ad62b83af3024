import type { CodedStatement, ThemeCoding } from '../../src/overlap/engine/CodedStatement.ts';
import type { CoreParts } from '../../src/overlap/engine/coreOf.ts';
import { loadMeetingKit, type MeetingKit } from '../../src/overlap/engine/MeetingKit.ts';
import { meetingOf } from '../../src/overlap/engine/meetingOf.ts';
import { coreOf, type FoundOverlaps } from './FoundOverlaps.ts';

/** One statement under one theme, and what comparing it with others has shown. */
interface Seat {
  statementId: string;
  authority: string;
  themeCode: string;
  confidence: number;
  /** Whether a statement of another authority has the theme. */
  isShared: boolean;
  /** Another of its core group, if it is not the one that stands for it: the ends of these chains are one for the whole group. */
  next: Seat | null;
}

/**
 * What every two statements of different authorities are to one another, found by holding each against each as one would who knows
 * the rule and nothing of keys: the measure to beat.
 */
export function compareByRule(coded: readonly CodedStatement[]): FoundOverlaps {
  const kit = loadMeetingKit();
  const seats = new Map(coded.flatMap((one) => one.themes.map((coding) => [coding, seatOf(one, coding)] as const)));
  const authorities = coded.map(authorityOf);
  for (let i = 0; i < coded.length; i += 1) {
    for (let j = i + 1; j < coded.length; j += 1) {
      if (authorities[i] !== authorities[j]) holdAgainst(coded[i]!, coded[j]!, kit, seats);
    }
  }
  return overlapsAmong([...seats.values()], coded);
}

/** Two statements by the rule: in one core group of a theme when both would make a meeting of it and the meetings are one. */
function holdAgainst(one: CodedStatement, other: CodedStatement, kit: MeetingKit, seats: ReadonlyMap<ThemeCoding, Seat>): void {
  for (const mine of one.themes) {
    const theirs = other.themes.find(({ themeCode }) => themeCode === mine.themeCode);
    if (theirs === undefined || kit.rules.core.noMeeting.includes(mine.themeCode)) continue;
    const [first, second] = [meetingOf(one, mine, kit), meetingOf(other, theirs, kit)];
    seatTogether(seats.get(mine)!, seats.get(theirs)!, 'core' in first && 'core' in second && isOneMeeting(first.core.parts, second.core.parts));
  }
}

function isOneMeeting(one: CoreParts, other: CoreParts): boolean {
  return one.themeCode === other.themeCode && one.subject.key === other.subject.key && one.group?.group.id === other.group?.group.id && one.stage === other.stage;
}

/** The same with each statement's own meetings made ready before, and only the comparing left: the strongest rival. */
export function comparePairs(ready: readonly ReadyStatement[], coded: readonly CodedStatement[]): FoundOverlaps {
  for (let i = 0; i < ready.length; i += 1) {
    const one = ready[i]!;
    for (let j = i + 1; j < ready.length; j += 1) {
      const other = ready[j]!;
      if (one.authority === other.authority) continue;
      for (const [theme, mine] of one.seats) {
        const theirs = other.seats.get(theme);
        if (theirs !== undefined) seatTogether(mine, theirs, mine.meeting !== null && mine.meeting === theirs.meeting);
      }
    }
  }
  return overlapsAmong(ready.flatMap(({ seats }) => [...seats.values()]), coded);
}

export interface ReadyStatement {
  authority: string;
  /** By theme. */
  seats: ReadonlyMap<string, Seat & { meeting: string | null }>;
}

/** Each statement's themes, and in each what tells its meeting from all others; null where it makes none. */
export function makeReady(coded: readonly CodedStatement[]): ReadyStatement[] {
  const kit = loadMeetingKit();
  return coded.map((one) => {
    const themes = one.themes.filter(({ themeCode }) => !kit.rules.core.noMeeting.includes(themeCode));
    return { authority: authorityOf(one), seats: new Map(themes.map((coding) => [coding.themeCode, { ...seatOf(one, coding), meeting: inWords(one, coding, kit) }])) };
  });
}

function inWords(one: CodedStatement, coding: ThemeCoding, kit: MeetingKit): string | null {
  const meeting = meetingOf(one, coding, kit);
  if (!('core' in meeting)) return null;
  const { themeCode, subject, group, stage } = meeting.core.parts;
  return JSON.stringify([themeCode, subject.key, group?.group.id, stage]);
}

function seatOf(one: CodedStatement, { themeCode, confidence }: ThemeCoding): Seat {
  return { statementId: one.statement.id, authority: authorityOf(one), themeCode, confidence, isShared: false, next: null };
}

function seatTogether(mine: Seat, theirs: Seat, isOne: boolean): void {
  mine.isShared = true;
  theirs.isShared = true;
  if (!isOne) return;
  const [first, second] = [endOf(mine), endOf(theirs)];
  if (first !== second) second.next = first;
}

function endOf(seat: Seat): Seat {
  let end = seat;
  while (end.next !== null) end = end.next;
  return end;
}

/** What comparing has shown, as those who share it see it. Every authority has a plan, so strengths are shares of all. */
function overlapsAmong(seats: readonly Seat[], coded: readonly CodedStatement[]): FoundOverlaps {
  const authorities = new Set(coded.map(authorityOf)).size;
  const shared = Map.groupBy(seats.filter(({ isShared }) => isShared), ({ themeCode }) => themeCode);
  return new Map([...shared].map(([theme, members]) => {
    const groups = [...Map.groupBy(members, endOf).values()].filter((group) => group.length > 1);
    return [theme, { members: new Set(members.map(({ statementId }) => statementId)), cores: new Set(groups.map((group) => coreOf(group.map(({ statementId }) => statementId)))), strength: strengthOf(members, authorities) }];
  }));
}

/** The sum of how sure each authority's surest reading is, in parts of what it would be if all had it for sure. */
function strengthOf(members: readonly Seat[], authorities: number): number {
  const surest = new Map<string, number>();
  for (const { authority, confidence } of members) surest.set(authority, Math.max(confidence, surest.get(authority) ?? 0));
  return [...surest.values()].reduce((sum, confidence) => sum + confidence, 0) / authorities;
}

function authorityOf({ statement: { id } }: CodedStatement): string {
  return id.slice(0, id.lastIndexOf('/'));
}
