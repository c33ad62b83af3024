import type { Evidence } from '../engine/CodedStatement.ts';

/** What makes a priority a member of an overlap: one of its themes, and its place among those that have it. */
export interface Standing {
  priorityId: string;
  themeCode: string;
  ring: 'core' | 'related';
  coreKey: string | null;
  coreTitle: string | null;
  confidence: number;
  evidence: readonly Evidence[];
}

export interface PlacedMember extends Standing {
  overlapId: string;
}
