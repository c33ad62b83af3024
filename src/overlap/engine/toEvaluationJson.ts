import type { Figures, Judgement } from './judgeCoded.ts';
import type { CoreFigures } from './judgeCores.ts';
import type { OverlapDraft } from './formOverlaps.ts';
import type { LabelledStatement } from './readLabelledFolder.ts';

export interface EvaluationJson {
  statements: { row_id: string; themes: readonly string[] }[];
  overlaps: { members: string[]; core: string[][] }[];
  /** Null where neither labels nor judged pairs say what is right. */
  figures: (Partial<Figures> & { coreGroups: CoreFigures | null }) | null;
}

/** The shape that EVALUATION.md asks `--json` to print. */
export function toEvaluationJson(judgement: Judgement, labelled: readonly LabelledStatement[]): EvaluationJson {
  const authorityOf = new Map(labelled.map(one => [one.statement.id, one.authority]));
  return {
    statements: judgement.judged.map(({ labelled: { statement }, themes }) => ({ row_id: statement.id, themes })),
    overlaps: judgement.overlaps.map(overlap => ({ members: overlap.members.map(member => member.statementId), core: sharedCores(overlap, authorityOf) })),
    figures: judgement.figures === null && judgement.cores === null ? null : { ...judgement.figures, coreGroups: judgement.cores?.figures ?? null },
  };
}

/** Core groups in which two authorities or more meet. */
function sharedCores(overlap: OverlapDraft, authorityOf: ReadonlyMap<string, string>): string[][] {
  const byKey = new Map<string, string[]>();
  for (const { coreKey, statementId } of overlap.members) if (coreKey !== null) byKey.set(coreKey, [...(byKey.get(coreKey) ?? []), statementId]);
  return [...byKey.values()].filter(ids => new Set(ids.map(id => authorityOf.get(id))).size > 1);
}
