import { coreOf, type Core } from './coreOf.ts';
import { GENERAL, type CodedStatement, type Subject, type ThemeCoding } from './CodedStatement.ts';
import type { MeetingKit } from './MeetingKit.ts';
import type { CoreRules } from './Rules.ts';
import type { Span } from './TracedText.ts';
import { whereExamplesBegin } from './whereExamplesBegin.ts';

/** The meeting about a theme that a statement would be invited to, or why it would only want to know of one, to follow on "because". */
export type Meeting = { core: Core } | { onlyRelated: string };

/** How the sentence begins that says why a member is in no core group. */
export const onlyRelated = 'Related, not core: ';

/** Decided by the statement's own themes and subjects, never by other statements. */
export function meetingOf(coded: CodedStatement, coding: ThemeCoding, kit: MeetingKit): Meeting {
  const { core: rules } = kit.rules;
  const { themeCode } = coding;
  if (coding.rank === 'secondary') return related(notMainly(coded, kit));
  const all = mainThemes(coded, rules);
  const examples = all.filter(one => isExample(coded, one, all));
  if (examples.includes(themeCode)) return related(rules.groupsAsExamples.includes(themeCode) ? 'it names them only as an example of whom it is about' : 'it names this theme only as an example');
  const main = all.filter(one => !examples.includes(one));
  const subject = subjectOf(coded, themeCode, main, kit);
  if (subject === null) return related('no words of its title say plainly what of this theme it is about');
  if (subject.isOnlyHinted === true && coded.group?.group.inherentTo.includes(themeCode) !== true) return related('its words only hint at this theme');
  const about = subject.isOnlyDone === true ? main.find(other => other !== themeCode && !rules.groupsAsExamples.includes(other)) : undefined;
  if (about !== undefined) return related(`it says what is done about another theme (${nameOf(about, kit)})`);
  const whole = wholeOf(coded, themeCode, main, rules);
  if (whole !== undefined) return related(`it would sit in the meeting about ${nameOf(whole, kit)}, which takes this theme in`);
  const matters = main.filter(other => wholeOf(coded, other, main, rules) === undefined);
  if (subject.key === GENERAL && !rules.groupThemes.includes(themeCode) && countNamed(coded, matters) >= rules.severalThemes) return related('it names this theme in general only as one of several');
  const core = coreOf(coded, subject, kit);
  if (!isBroad(core, rules)) return { core };
  const narrower = main.find(other => isNarrower(coded, other, main, kit));
  if (narrower !== undefined) return related(`beside a narrower theme (${nameOf(narrower, kit)}) it names this broad one in general only`);
  const first = matters.find(other => namedIn(coded, other)?.isOnlyDone !== true) ?? '';
  return first === themeCode ? { core } : related(`it names this broad theme in general, after another (${nameOf(first, kit)})`);
}

function related(because: string): Meeting {
  return { onlyRelated: because };
}

/** Left to itself, the engine finds a main theme in whatever it finds any in: without one, a reviewer set all that is left as touched on. */
function notMainly({ themes }: CodedStatement, kit: MeetingKit): string {
  const main = themes.find(({ rank }) => rank === 'primary');
  return main === undefined ? 'a reviewer decided that the statement is not mainly about this theme' : `the statement is mainly about another theme (${nameOf(main.themeCode, kit)})`;
}

function nameOf(themeCode: string, { themeLabels }: MeetingKit): string {
  return themeLabels.get(themeCode) ?? themeCode;
}

function mainThemes(coded: CodedStatement, rules: CoreRules): string[] {
  return coded.themes.filter(one => one.rank === 'primary' && !rules.noMeeting.includes(one.themeCode)).map(one => one.themeCode);
}

/** Whether a theme is named behind "including" or the like alone, and what it is an example of before. */
function isExample(coded: CodedStatement, themeCode: string, main: readonly string[]): boolean {
  const begin = whereExamplesBegin(coded.statement.title);
  const startOf = (theme: string): number | undefined => namedIn(coded, theme)?.parts[0]?.from;
  return (startOf(themeCode) ?? 0) >= begin && main.some(other => (startOf(other) ?? begin) < begin);
}

/**
 * What the title names of the theme. Where the theme is a group of children and another theme is main as well, the meeting is about
 * that: the health of looked-after children is not all about them, nor is the employment of autistic young people all about autism.
 */
function subjectOf(coded: CodedStatement, themeCode: string, main: readonly string[], { rules, themeLabels }: MeetingKit): Subject | null {
  const named = namedIn(coded, themeCode);
  if (named === null || !rules.core.groupThemes.includes(themeCode)) return named;
  const sameAs = (key: string): string => rules.core.sameForGroups[key] ?? key;
  const aboutTheme = (key: string, { quote, parts }: Subject): Subject => ({ themeCode, key, title: (themeLabels.get(key) ?? key).toLowerCase(), quote, parts });
  if (named.key !== GENERAL && named.whom === undefined) return sameAs(named.key) === named.key ? named : aboutTheme(sameAs(named.key), named);
  const others = main.filter(other => other !== themeCode && !rules.core.nothingApart.includes(other) && !named.whom?.includes(other));
  const [aspect, another] = others.map(other => namedIn(coded, other)).filter(one => one !== null && one.isOfAnyGroup !== true);
  // For several things at once, the meeting is about the group.
  if (another != null) return named;
  if (aspect != null) return aboutTheme(sameAs(aspect.themeCode), aspect);
  // Only the plan says whose it is, and no words what is to be done for them: nobody would know which meeting that is.
  return named.quote === '' ? null : named;
}

function namedIn(coded: CodedStatement, themeCode: string): Subject | null {
  return coded.subjects.find(one => one.themeCode === themeCode) ?? null;
}

/** How many of these themes are named in words of their own: "outcomes of disadvantaged pupils" names one matter, though it is attainment, a gap and a group. */
function countNamed(coded: CodedStatement, themes: readonly string[]): number {
  const named: Span[] = [];
  return themes.filter((theme) => {
    const parts = namedIn(coded, theme)?.parts ?? [];
    const isOfItsOwn = parts.length > 0 && !named.some(other => parts.some(part => part.from < other.to && other.from < part.to));
    if (isOfItsOwn) named.push(...parts);
    return isOfItsOwn;
  }).length;
}

/** The main theme, named as well, that this one is only a part of, whatever of it is named: physical and mental health together are health. */
function wholeOf(coded: CodedStatement, themeCode: string, main: readonly string[], rules: CoreRules): string | undefined {
  return main.find(other => rules.wholes[other]?.includes(themeCode) === true && namedIn(coded, other) !== null);
}

/** A broad theme named in general and for all ("health", "families") is the background of whatever narrower theme stands beside it. */
function isBroad({ parts: { themeCode, subject, group, stage } }: Core, rules: CoreRules): boolean {
  return rules.broadThemes.includes(themeCode) && subject.key === GENERAL && group === null && stage === null;
}

function isNarrower(coded: CodedStatement, other: string, main: readonly string[], kit: MeetingKit): boolean {
  const subject = namedIn(coded, other);
  if (subject === null || subject.isOnlyDone === true || wholeOf(coded, other, main, kit.rules.core) !== undefined) return false;
  return !isBroad(coreOf(coded, subject, kit), kit.rules.core);
}
