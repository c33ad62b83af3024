import { GENERAL, quotedIn, type CodedStatement, type Evidence, type Subject } from './CodedStatement.ts';
import { agesSaid, readAges, stageOf } from './readAges.ts';
import type { MeetingKit } from './MeetingKit.ts';
import type { GroupReading } from './readGroup.ts';

/** What a core group is about: each part is read from the statement alone, and two statements share a group when all parts are equal. */
export interface CoreParts {
  themeCode: string;
  subject: Subject;
  /** Whom it is for, where that sets it apart; null for children in general, or when the theme is about that group anyway. */
  group: GroupReading | null;
  /** A stage of childhood, where the ages are narrow enough to set it apart and the theme is not about them anyway. */
  stage: string | null;
}

/** The core group of a statement within a theme: those that would sit in one meeting share the key. */
export interface Core {
  key: string;
  title: string;
  parts: CoreParts;
  evidence: Evidence[];
}

/** Theme, subject, group and stage of childhood make the key: looked-after children's attainment is not attainment of all. */
export function coreOf(coded: CodedStatement, subject: Subject, kit: MeetingKit): Core {
  const parts = readParts(coded, subject, kit);
  const { group, stage } = parts;
  const about = subject.key === GENERAL ? `${kit.themeLabels.get(subject.themeCode) ?? subject.themeCode} in general` : subject.title;
  const title = [about, group?.group.label, stage].filter(part => part !== undefined && part !== null).join('; ');
  return { key: keyOf(parts), title, parts, evidence: evidenceOf(coded, parts, kit.rules.narrowAgesYears) };
}

function readParts({ group, ages }: CodedStatement, subject: Subject, { rules }: MeetingKit): CoreParts {
  const { themeCode } = subject;
  const stage = ages === null ? null : stageOf(ages, rules.narrowAgesYears);
  // Perinatal mental health is about babies and their mothers, whatever all mental health is about.
  const isInherent = (isAbout: (about: string) => boolean): boolean => isAbout(themeCode) || isAbout(subject.key);
  return {
    themeCode,
    subject,
    group: group === null || isInherent(about => group.group.inherentTo.includes(about)) ? null : group,
    stage: stage === null || isInherent(about => rules.inherentStages[about]?.includes(stage) === true) ? null : stage,
  };
}

function keyOf({ themeCode, subject, group, stage }: CoreParts): string {
  return [themeCode, subject.key, group?.group.id ?? 'all', (stage ?? 'any').replace(' ', '-')].join('/');
}

function evidenceOf(coded: CodedStatement, { subject, group, stage }: CoreParts, narrowAgesYears: number): Evidence[] {
  const about = subject.key === GENERAL ? `the theme in general: its title says “${subject.quote}” and no one narrower subject` : `${subject.title}: it says “${subject.quote}”`;
  const evidence: Evidence[] = [{ kind: 'WORDS', weight: subject.key === GENERAL ? 0 : 1, ...quotedIn('TITLE', subject), explanation: `Core with statements about ${about}.` }];
  if (group !== null) evidence.push({ kind: 'TARGET_GROUP', weight: 1, ...quotedIn(group.place, group), explanation: group.place === 'PLAN_KIND' ? `Set apart by its group, ${group.group.label}: it stands in a ${group.quote}.` : `Set apart by its group, ${group.group.label}: “${group.quote}”.` });
  const ages = coded.ages === null ? null : readAges(coded.statement);
  if (ages !== null) {
    const said = agesSaid(ages.ages);
    const why = stageOf(ages.ages, narrowAgesYears) === null ? 'are too wide to set it apart' : 'are those that this theme is about anyway';
    evidence.push({ kind: 'AGES', weight: stage === null ? 0 : 1, ...quotedIn(ages.place, ages), explanation: stage === null ? `Its ages, ${said}, ${why}.` : `Set apart by its ages, ${said} (${stage}).` });
  }
  return evidence;
}
