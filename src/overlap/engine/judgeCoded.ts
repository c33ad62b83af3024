import { calibrationOf, type Calibration } from './calibrationOf.ts';
import type { CodedStatement } from './CodedStatement.ts';
import { pairFigure, themeFigure, type Figure, type Judged } from './figuresOf.ts';
import { formOverlaps, type OverlapDraft } from './formOverlaps.ts';
import { judgeCores, type CoreJudgement } from './judgeCores.ts';
import type { JudgedPair } from './readJudgedPairs.ts';
import type { LabelledStatement } from './readLabelledFolder.ts';

export interface Figures {
  statements: number;
  themeCoding: Figure;
  overlapPairs: Figure;
  calibration: Calibration;
}

export interface Judgement {
  judged: Judged[];
  overlaps: OverlapDraft[];
  /** Null where no statement is labelled. */
  figures: Figures | null;
  /** Null where no pairs are judged. */
  cores: CoreJudgement | null;
}

/** Sets the engine's codings and overlaps against the labels, and its core groups against judged pairs where there are any. */
export function judgeCoded(labelled: readonly LabelledStatement[], coded: readonly CodedStatement[], pairs: readonly JudgedPair[] | null = null): Judgement {
  const overlaps = formOverlaps(coded);
  const overlapsOf = new Map<string, string[]>();
  for (const { themeCode, members } of overlaps) for (const { statementId } of members) overlapsOf.set(statementId, [...(overlapsOf.get(statementId) ?? []), themeCode]);
  const codedById = new Map(coded.map(one => [one.statement.id, one]));
  const judged = labelled.map((one): Judged => ({
    labelled: one,
    themes: codedById.get(one.statement.id)?.themes.map(coding => coding.themeCode) ?? [],
    overlaps: overlapsOf.get(one.statement.id) ?? [],
  }));
  const cores = pairs === null ? null : judgeCores(pairs, labelled, coded);
  const known = judged.filter(one => one.labelled.labels !== null);
  if (known.length === 0) return { judged, overlaps, figures: null, cores };
  const figures = { statements: known.length, themeCoding: themeFigure(known), overlapPairs: pairFigure(known), calibration: calibrationOf(codingsOf(known, codedById)) };
  return { judged, overlaps, figures, cores };
}

function codingsOf(known: readonly Judged[], codedById: ReadonlyMap<string, CodedStatement>): { confidence: number; isRight: boolean }[] {
  return known.flatMap(({ labelled: { statement, labels } }) =>
    (codedById.get(statement.id)?.themes ?? [])
      .filter(coding => labels?.secondary.includes(coding.themeCode) !== true)
      .map(coding => ({ confidence: coding.confidence, isRight: labels?.primary.includes(coding.themeCode) === true })),
  );
}
