import { GENERAL, type CodedStatement, type Evidence, type ThemeCoding } from '../engine/CodedStatement.ts';
import { coreOf } from '../engine/coreOf.ts';
import { formOverlaps, type OverlapDraft, type OverlapMember } from '../engine/formOverlaps.ts';
import { loadMeetingKit } from '../engine/MeetingKit.ts';
import { generalTitle } from '../engine/readSubjects.ts';
import type { Decision } from './Decision.ts';
import { decisionEvidence } from './decisionEvidence.ts';
import type { Standing } from './Standing.ts';

/**
 * Statements as read, corrected by what was decided about their themes: a theme that is set is there for sure, one that is refused is
 * gone. When no main theme is left, the surest of the others takes its place, unless it was set as one that is touched on.
 */
export function correctThemes(coded: readonly CodedStatement[], decisions: readonly Decision[]): CodedStatement[] {
  const byPriority = Map.groupBy(decisions.filter(({ kind }) => kind === 'set-theme' || kind === 'refuse-theme'), ({ priorityIds }) => priorityIds[0]!);
  return coded.map((one) => correctOne(one, byPriority.get(one.statement.id) ?? []));
}

function correctOne(coded: CodedStatement, decisions: readonly Decision[]): CodedStatement {
  if (decisions.length === 0) return coded;
  const decided = new Set(decisions.map(({ themeCode }) => themeCode));
  const set = decisions.filter(({ kind }) => kind === 'set-theme').map((decision) => codingOf(decision, coded));
  const left = [...coded.themes.filter(({ themeCode }) => !decided.has(themeCode)), ...set].sort(bySureness);
  const main = left.some(({ rank }) => rank === 'primary') ? undefined : left.find(({ themeCode }) => !decided.has(themeCode));
  return { ...coded, runnersUp: coded.runnersUp.filter(({ themeCode }) => !decided.has(themeCode)), themes: left.map((coding) => (coding === main ? { ...coding, rank: 'primary' as const } : coding)).sort(bySureness) };
}

/** The words may speak for it, too, and are kept beside the decision. */
function codingOf(decision: Decision, { themes }: CodedStatement): ThemeCoding {
  const read = themes.find(({ themeCode }) => themeCode === decision.themeCode);
  return { themeCode: decision.themeCode!, rank: decision.rank ?? 'primary', confidence: 1, evidence: [decisionEvidence('Set', decision), ...(read?.evidence ?? [])] };
}

/** Main themes first, as the engine gives them, and among equals the surest. */
function bySureness(a: ThemeCoding, b: ThemeCoding): number {
  if (a.rank !== b.rank) return a.rank === 'primary' ? -1 : 1;
  return b.confidence - a.confidence || (a.themeCode < b.themeCode ? -1 : 1);
}

/** Where each theme of corrected statements puts them by itself. A main theme that a reviewer set is core, whatever the title names. */
export function standingsOf(coded: readonly CodedStatement[], drafts: readonly OverlapDraft[]): Standing[] {
  const statements = new Map(coded.map((one) => [one.statement.id, one]));
  return drafts.flatMap(({ themeCode, members }) => members.map((member): Standing => {
    const statement = statements.get(member.statementId)!;
    const coding = statement.themes.find((theme) => theme.themeCode === themeCode)!;
    const isSet = coding.rank === 'primary' && coding.evidence.some(({ kind }) => kind === 'DECISION');
    const { statementId: priorityId, ...place } = member.coreKey === null && isSet ? coreByItself(statement, coding) : member;
    return { priorityId, themeCode, ...place };
  }));
}

/** The core group of a theme where no other stands beside it; where the title names nothing of it, that of the theme in general, for the group and ages that the statement is for. */
function coreByItself(coded: CodedStatement, coding: ThemeCoding): OverlapMember {
  const { themeCode, evidence } = coding;
  const [alone] = formOverlaps([{ ...coded, themes: [coding] }])[0]!.members as [OverlapMember];
  if (alone.coreKey !== null) return alone;
  const core = coreOf(coded, { themeCode, key: GENERAL, title: generalTitle, quote: '', parts: [] }, loadMeetingKit());
  // The first reason of a core group quotes what the title says of its theme, which here is nothing.
  return { ...alone, ring: 'core', coreKey: core.key, coreTitle: core.title, evidence: [...evidence, inGeneral, ...core.evidence.slice(1)] };
}

const inGeneral: Evidence = { kind: 'DECISION', weight: 0, explanation: 'Core with statements about the theme in general: a reviewer set it as a main theme, and its title names nothing narrower.' };
