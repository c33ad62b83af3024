import type { CodedStatement } from './CodedStatement.ts';
import { figureOf, type Figure } from './figuresOf.ts';
import { formOverlaps, type OverlapDraft } from './formOverlaps.ts';
import type { JudgedPair } from './readJudgedPairs.ts';
import type { LabelledStatement } from './readLabelledFolder.ts';

/** How often core groups agree with people who judged pairs of statements. */
export interface CoreFigure {
  /** With the themes that the engine gave. */
  ownThemes: Figure;
  /** With a person's themes instead, which leaves the errors of the core rule alone; null where a statement has no labels. */
  givenThemes: Figure | null;
}

export interface CoreFigures extends CoreFigure {
  pairs: number;
  /** The same for each half that pairs.csv names. */
  halves: Readonly<Record<string, CoreFigure>>;
}

/** A pair of which engine and people say different things. */
export interface CoreError {
  pair: JudgedPair;
  keysA: readonly string[];
  keysB: readonly string[];
}

export interface CoreJudgement {
  figures: CoreFigures;
  errors: CoreError[];
}

type KeysOf = ReadonlyMap<string, readonly string[]>;

/** Sets core groups against judged pairs: a pair is core when the engine puts both into one core group of some overlap. */
export function judgeCores(pairs: readonly JudgedPair[], labelled: readonly LabelledStatement[], coded: readonly CodedStatement[]): CoreJudgement {
  const own = coreKeysOf(formOverlaps(coded));
  const given = coreKeysOf(formOverlaps(withGivenThemes(labelled, coded)));
  const isLabelled = new Set(labelled.filter(one => one.labels !== null).map(one => one.statement.id));
  const figureFor = (some: readonly JudgedPair[]): CoreFigure => ({
    ownThemes: pairsFigure(some, own),
    givenThemes: some.every(({ a, b }) => isLabelled.has(a) && isLabelled.has(b)) ? pairsFigure(some, given) : null,
  });
  const halves = [...Map.groupBy(pairs.filter(pair => pair.half !== ''), pair => pair.half)].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    figures: { pairs: pairs.length, ...figureFor(pairs), halves: Object.fromEntries(halves.map(([half, some]) => [half, figureFor(some)])) },
    errors: pairs.filter(pair => isTogether(pair, own) !== (pair.judgement === 'core')).map(pair => ({ pair, keysA: own.get(pair.a) ?? [], keysB: own.get(pair.b) ?? [] })),
  };
}

function pairsFigure(pairs: readonly JudgedPair[], keysOf: KeysOf): Figure {
  const counts = { truePositives: 0, falsePositives: 0, falseNegatives: 0 };
  for (const pair of pairs) {
    const isPredicted = isTogether(pair, keysOf);
    if (isPredicted && pair.judgement === 'core') counts.truePositives++;
    else if (isPredicted) counts.falsePositives++;
    else if (pair.judgement === 'core') counts.falseNegatives++;
  }
  return figureOf(counts);
}

function isTogether({ a, b }: JudgedPair, keysOf: KeysOf): boolean {
  const keys = keysOf.get(b) ?? [];
  return (keysOf.get(a) ?? []).some(key => keys.includes(key));
}

/** Each statement's core keys; they begin with the theme, so that one key is one group of one overlap. */
function coreKeysOf(overlaps: readonly OverlapDraft[]): KeysOf {
  const keysOf = new Map<string, string[]>();
  for (const { members } of overlaps) {
    for (const { statementId, coreKey } of members) if (coreKey !== null) keysOf.set(statementId, [...(keysOf.get(statementId) ?? []), coreKey]);
  }
  return keysOf;
}

function withGivenThemes(labelled: readonly LabelledStatement[], coded: readonly CodedStatement[]): CodedStatement[] {
  const labelsOf = new Map(labelled.map(one => [one.statement.id, one.labels]));
  return coded.flatMap((one) => {
    const labels = labelsOf.get(one.statement.id);
    if (labels == null) return [];
    const themes = (['primary', 'secondary'] as const).flatMap(rank => labels[rank].map(themeCode => ({ themeCode, rank, confidence: 1, evidence: [] })));
    return [{ ...one, themes }];
  });
}
