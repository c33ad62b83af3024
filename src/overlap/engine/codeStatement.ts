import { GENERAL, quotedIn, type CodedStatement, type Evidence, type RunnerUp, type Subject, type ThemeCoding } from './CodedStatement.ts';
import { decideThemes } from './decideThemes.ts';
import { explainCoding } from './explainCoding.ts';
import { extractFeatures, type ReadStatement } from './extractFeatures.ts';
import { findConcepts } from './findConcepts.ts';
import { meaningEvidence } from './meaningEvidence.ts';
import { readAges } from './readAges.ts';
import { readApproach, type Approaches } from './readApproach.ts';
import { readGroup, saysOfGroup, type GroupReading, type Groups } from './readGroup.ts';
import { generalTitle, readSubjects } from './readSubjects.ts';
import type { Rules } from './Rules.ts';
import { separationOf, type Side } from './separationOf.ts';
import { scoreThemes } from './scoreThemes.ts';
import { splitWords } from './splitWords.ts';
import type { Statement } from './Statement.ts';
import { conceptWeights, type ScoringTable, type ThemeModel } from './ThemeModel.ts';
import type { Concept, Vocabulary } from './Vocabulary.ts';
import { weighWords } from './weighWords.ts';

/** All that coding needs, read once. */
export interface CodingKit {
  model: ThemeModel;
  table: ScoringTable;
  vocabulary: Vocabulary;
  conceptsById: ReadonlyMap<string, Concept>;
  themeLabels: ReadonlyMap<string, string>;
  groups: Groups;
  approaches: Approaches;
  rules: Rules;
}

/** Reads one statement: its themes with confidence and evidence, its group, ages and approach. Depends on nothing but it and the kit. */
export function codeStatement(statement: Statement, kit: CodingKit): CodedStatement {
  const read = extractFeatures(statement, kit.vocabulary);
  const logOdds = scoreThemes(read.features, kit.table);
  const group = readGroup(statement, kit.groups, kit.rules.planKinds);
  const outside: ThemeEvidence[] = [];
  const count = (one: ThemeEvidence): void => {
    const theme = kit.model.themeCodes.indexOf(one.themeCode);
    if (theme >= 0) logOdds[theme] = (logOdds[theme] ?? 0) + one.evidence.weight;
    outside.push(one);
  };
  publisherEvidence(statement, kit).forEach(count);
  // Whom a statement is for says what all else leaves out, and so comes last. Where words name the group as well it is said already: on top of
  // them it would make the group all that the statement is about, and what is to be done for it, such as their health, an afterthought.
  for (const one of [...planKindEvidence(statement, kit), ...statedGroupEvidence(group, kit.rules)]) {
    const lacking = kit.rules.surestByWhom - (logOdds[kit.model.themeCodes.indexOf(one.themeCode)] ?? 0);
    if (lacking > 0) count({ ...one, evidence: { ...one.evidence, weight: Math.min(one.evidence.weight, lacking) } });
  }
  const { chosen, runnersUp } = decideThemes(logOdds, kit.model, { isOneWord: outside.length === 0 && restsOnOneWord(read, kit.table) });
  const weighed = weighWords(read.features, kit.table);
  const codeOf = (theme: number): string => kit.model.themeCodes[theme] ?? '';
  const evidenceFor = (theme: number): Evidence[] => {
    const fromOutside = outside.filter(one => one.themeCode === codeOf(theme)).map(one => one.evidence);
    const ofGroup = fromOutside.some(({ kind }) => kind === 'TARGET_GROUP') ? [] : groupEvidence(group, codeOf(theme));
    return [...fromOutside, ...explainCoding(weighed, { at: theme, code: codeOf(theme), label: labelOf(codeOf(theme), kit) }, kit.conceptsById), ...ofGroup];
  };
  // What a plan is for is what each of its statements is about, however little their own words say of it.
  const themeOfPlan = kit.rules.planKinds.of[statement.planKind ?? '']?.theme;
  const themes = chosen.map(({ theme, rank, confidence }): ThemeCoding => ({ themeCode: codeOf(theme), rank: codeOf(theme) === themeOfPlan ? 'primary' : rank, confidence: rounded(confidence), evidence: evidenceFor(theme) }));
  const next = runnersUp.map(({ theme, confidence, threshold }): RunnerUp => {
    const side = (of: number): Side => ({ theme: of, label: labelOf(codeOf(of), kit), logOdds: logOdds[of] ?? 0, outside: outside.filter(one => one.themeCode === codeOf(of)).map(one => one.evidence) });
    const separation = separationOf(side(theme), chosen[0] === undefined ? null : side(chosen[0].theme), weighed);
    return { themeCode: codeOf(theme), confidence: floored(confidence), threshold, separation, evidence: evidenceFor(theme) };
  });
  const subjects = withPlanKind(readSubjects(read.concepts, kit.rules.core.groupThemes), statement, kit.rules);
  return { statement, themes, runnersUp: next, group, ages: readAges(statement)?.ages ?? null, approach: readApproach(statement.title, kit.approaches), subjects };
}

/** Whether the vocabulary knows none of its words, and the statements that the engine learnt from one at most. */
function restsOnOneWord({ features, concepts, headingConcepts }: ReadStatement, { weightsByFeature }: ScoringTable): boolean {
  if (concepts.length + headingConcepts.length > 0) return false;
  return new Set(features.filter(({ name }) => weightsByFeature.has(name)).flatMap(({ place, positions }) => positions.map((at) => `${place} ${at}`))).size <= 1;
}

function rounded(confidence: number): number {
  return Math.round(confidence * 1000) / 1000;
}

/** Down, so that a threshold of what is shown lets it in. */
function floored(confidence: number): number {
  return Math.floor(confidence * 1000) / 1000;
}

function labelOf(themeCode: string, kit: CodingKit): string {
  return kit.themeLabels.get(themeCode) ?? themeCode;
}

function groupEvidence(group: GroupReading | null, themeCode: string): Evidence[] {
  if (group === null || !group.group.inherentTo.includes(themeCode)) return [];
  return [{ kind: 'TARGET_GROUP', weight: 0, ...quotedIn(group.place, group), explanation: `${saysOfGroup(group)}: the group that this theme is about.` }];
}

/** What a publisher says a statement is for speaks for the theme that is this group, however little its title says. */
function statedGroupEvidence(group: GroupReading | null, { core, targetGroup }: Rules): ThemeEvidence[] {
  if (group?.place !== 'TARGET_GROUP') return [];
  return core.groupThemes
    .filter((themeCode) => group.group.inherentTo.includes(themeCode))
    .map((themeCode) => ({ themeCode, evidence: { kind: 'TARGET_GROUP', weight: targetGroup, ...quotedIn(group.place, group), explanation: `${saysOfGroup(group)}: the group that this theme is about.` } }));
}

interface ThemeEvidence {
  themeCode: string;
  evidence: Evidence;
}

/** What there is beside the words: the publisher's own codes, indicators, a description, which counts for less than the title, and nearness in meaning. */
function publisherEvidence(statement: Statement, kit: CodingKit): ThemeEvidence[] {
  const { rules } = kit;
  const codes = [...new Set(statement.publisherThemes ?? [])].map((themeCode): ThemeEvidence => ({
    themeCode,
    evidence: { kind: 'PUBLISHER_CODE', weight: rules.publisherCode, place: 'STATED_THEME', code: themeCode, explanation: `Its publisher coded it ${labelOf(themeCode, kit)}.` },
  }));
  const indicators = (statement.indicatorThemes ?? []).flatMap(({ indicatorCode, indicatorTitle, themes }) =>
    [...new Set(themes)].map((themeCode): ThemeEvidence => ({
      themeCode,
      evidence: { kind: 'INDICATOR', weight: rules.indicator, place: 'INDICATOR', code: indicatorCode, explanation: `It is measured by ${indicatorCode}, “${indicatorTitle}”, an indicator of ${labelOf(themeCode, kit)}.` },
    })),
  );
  return [...codes, ...indicators, ...descriptionEvidence(statement, kit), ...meaningEvidence(statement, themeCode => labelOf(themeCode, kit), rules)];
}

function planKindEvidence({ planKind }: Statement, kit: CodingKit): ThemeEvidence[] {
  const kind = kit.rules.planKinds.of[planKind ?? ''];
  if (kind === undefined) return [];
  const explanation = `It stands in a plan for ${kind.says}, and nearly all that such a plan states is about ${labelOf(kind.theme, kit)}.`;
  return [{ themeCode: kind.theme, evidence: { kind: 'PLAN_KIND', weight: kit.rules.planKinds.weight, place: 'PLAN_KIND', explanation } }];
}

/** A plan for one group of children names the theme of each of its statements, where their own titles do not. */
function withPlanKind(subjects: readonly Subject[], { planKind }: Statement, { planKinds }: Rules): Subject[] {
  const kind = planKinds.of[planKind ?? ''];
  if (kind === undefined || subjects.some(({ themeCode }) => themeCode === kind.theme)) return [...subjects];
  return [...subjects, { themeCode: kind.theme, key: GENERAL, title: generalTitle, quote: '', parts: [] }];
}

function descriptionEvidence(statement: Statement, kit: CodingKit): ThemeEvidence[] {
  return findConcepts(splitWords(statement.description ?? ''), kit.vocabulary).flatMap(({ concept, ...quotation }) =>
    Object.entries(conceptWeights(concept, kit.vocabulary, kit.rules.descriptionShare))
      .filter(([, weight]) => weight > 0)
      .map(([themeCode, weight]): ThemeEvidence => ({
        themeCode,
        evidence: { kind: 'WORDS', weight, ...quotedIn('DESCRIPTION', quotation), explanation: `Its description says “${quotation.quote}” (${concept.label}), which speaks for ${labelOf(themeCode, kit)}.` },
      })),
  );
}
