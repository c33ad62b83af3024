import type { CodedStatement, Evidence, ThemeCoding } from './CodedStatement.ts';
import { meetingOf, onlyRelated } from './meetingOf.ts';
import { loadMeetingKit, type MeetingKit } from './MeetingKit.ts';
import { whomEvidence } from './whomEvidence.ts';

export interface OverlapMember {
  statementId: string;
  /** core: in the core group named by coreKey; related: would want to know of the others. */
  ring: 'core' | 'related';
  coreKey: string | null;
  coreTitle: string | null;
  confidence: number;
  evidence: Evidence[];
}

export interface OverlapDraft {
  themeCode: string;
  members: OverlapMember[];
}

/**
 * One overlap for each theme, of all statements coded with it. Each member's ring and core group come from its own coding, so the
 * work grows with the number of statements, not of pairs, and one more statement changes no other. Whoever reads it counts the
 * authorities: a core group of one authority is not yet shared.
 */
export function formOverlaps(coded: readonly CodedStatement[]): OverlapDraft[] {
  const kit = loadMeetingKit();
  const byTheme = new Map<string, OverlapMember[]>();
  for (const statement of coded) {
    for (const coding of statement.themes) {
      if (kit.rules.core.noMeeting.includes(coding.themeCode)) continue;
      const members = byTheme.get(coding.themeCode) ?? [];
      members.push(toMember(statement, coding, kit));
      byTheme.set(coding.themeCode, members);
    }
  }
  return [...byTheme]
    .map(([themeCode, members]) => ({ themeCode, members: members.sort((a, b) => compare(a.statementId, b.statementId)) }))
    .sort((a, b) => compare(a.themeCode, b.themeCode));
}

function toMember(statement: CodedStatement, coding: ThemeCoding, kit: MeetingKit): OverlapMember {
  const shared = { statementId: statement.statement.id, confidence: coding.confidence };
  const meeting = meetingOf(statement, coding, kit);
  if ('onlyRelated' in meeting) {
    const why: Evidence = { kind: 'ONLY_RELATED', weight: 0, explanation: `${onlyRelated}${meeting.onlyRelated}.` };
    return { ...shared, ring: 'related', coreKey: null, coreTitle: null, evidence: [...coding.evidence, why, ...whomEvidence(statement)] };
  }
  const { core } = meeting;
  return { ...shared, ring: 'core', coreKey: core.key, coreTitle: core.title, evidence: [...coding.evidence, ...core.evidence] };
}

/** By code unit, so that the order is the same in every locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
