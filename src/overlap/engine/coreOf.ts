import type { CodedStatement, Evidence } from './CodedStatement.ts';
import { stageOf } from './readAges.ts';
import { readGroup, type Groups } from './readGroup.ts';
import type { Rules } from './Rules.ts';

/** The core group of a statement within a theme: those that would sit in one meeting share the key. */
export interface Core {
  key: string;
  title: string;
  evidence: Evidence[];
}

/**
 * Theme, subject, group and stage of childhood make the key: looked-after children's attainment is not attainment of all. A group or
 * stage that the theme is about anyway does not set a statement apart. The key comes from this statement alone.
 */
export function coreOf(coded: CodedStatement, themeCode: string, groups: Groups, rules: Rules): Core {
  const subject = coded.subjects.find(one => one.themeCode === themeCode);
  const reading = readGroup(coded.statement, groups);
  const group = reading === null || reading.group.inherentTo.includes(themeCode) ? null : reading;
  const stage = coded.ages === null ? null : stageOf(coded.ages, rules.narrowAgesYears);
  const ownStage = stage === null || rules.inherentStages[themeCode]?.includes(stage) === true ? null : stage;
  const evidence: Evidence[] = [
    subject === undefined
      ? { kind: 'WORDS', weight: 0, explanation: 'Core with statements about the theme in general: it names no narrower subject.' }
      : { kind: 'WORDS', weight: 1, explanation: `Core with statements about ${subject.title}: it says “${subject.quote}”.` },
  ];
  if (group !== null) evidence.push({ kind: 'TARGET_GROUP', weight: 1, explanation: `Set apart by its group, ${group.group.label}: “${group.quote}”.` });
  if (ownStage !== null && coded.ages !== null) evidence.push({ kind: 'AGES', weight: 1, explanation: `Set apart by its ages, ${coded.ages.from} to ${coded.ages.to} (${ownStage}).` });
  const title = [subject?.title ?? 'the theme in general', group?.group.label, ownStage].filter(part => part !== undefined && part !== null).join('; ');
  return { key: [themeCode, subject?.key ?? 'general', group?.group.id ?? 'all', (ownStage ?? 'any').replace(' ', '-')].join('/'), title, evidence };
}
