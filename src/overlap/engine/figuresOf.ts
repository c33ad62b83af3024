import type { LabelledStatement } from './readLabelledFolder.ts';

export interface Counts {
  truePositives: number;
  falsePositives: number;
  falseNegatives: number;
}

export interface Figure extends Counts {
  precision: number;
  recall: number;
  f1: number;
}

/** A statement beside the themes that the engine gave it. */
export interface Judged {
  labelled: LabelledStatement;
  themes: readonly string[];
  /** Themes in whose overlap the engine put it. */
  overlaps: readonly string[];
}

const BROAD = 'GENERIC';

/** Precision, recall and their harmonic mean; 0 where nothing was to find or nothing was found. */
export function figureOf(counts: Counts): Figure {
  const { truePositives, falsePositives, falseNegatives } = counts;
  const precision = ratio(truePositives, truePositives + falsePositives);
  const recall = ratio(truePositives, truePositives + falseNegatives);
  return { ...counts, precision, recall, f1: ratio(2 * precision * recall, precision + recall) };
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

/** Theme coding as EVALUATION.md counts it; with a theme, for that one alone. A secondary label is neither right nor wrong. */
export function themeFigure(judged: readonly Judged[], onlyTheme?: string): Figure {
  const counts = { truePositives: 0, falsePositives: 0, falseNegatives: 0 };
  const isCounted = (theme: string): boolean => onlyTheme === undefined || theme === onlyTheme;
  for (const { labelled: { labels }, themes } of judged) {
    if (labels === null) continue;
    for (const theme of themes.filter(isCounted)) {
      if (labels.primary.includes(theme)) counts.truePositives++;
      else if (!labels.secondary.includes(theme)) counts.falsePositives++;
    }
    counts.falseNegatives += labels.primary.filter(theme => isCounted(theme) && !themes.includes(theme)).length;
  }
  return figureOf(counts);
}

/** Overlap pairs as EVALUATION.md counts them. */
export function pairFigure(judged: readonly Judged[]): Figure {
  const counts = { truePositives: 0, falsePositives: 0, falseNegatives: 0 };
  visitPairs(judged, (_a, _b, isShared, isFound) => {
    if (isShared && isFound) counts.truePositives++;
    else if (isFound) counts.falsePositives++;
    else if (isShared) counts.falseNegatives++;
  });
  return figureOf(counts);
}

/** How many overlap pairs of one statement are wrong, and how many are missed. */
export interface PairErrors {
  wrong: number;
  missed: number;
}

/** By the ids of statements; those without any such pair are left out. */
export function pairErrors(judged: readonly Judged[]): Map<string, PairErrors> {
  const errors = new Map<string, PairErrors>();
  visitPairs(judged, (a, b, isShared, isFound) => {
    if (isShared === isFound) return;
    for (const { labelled: { statement: { id } } } of [a, b]) {
      const { wrong, missed } = errors.get(id) ?? { wrong: 0, missed: 0 };
      errors.set(id, isFound ? { wrong: wrong + 1, missed } : { wrong, missed: missed + 1 });
    }
  });
  return errors;
}

/** Every pair of labelled statements of different authorities, with whether people see an overlap in it and whether the engine does. Those that share a theme only through a secondary label are left out. */
function visitPairs(judged: readonly Judged[], visit: (a: Judged, b: Judged, isShared: boolean, isFound: boolean) => void): void {
  const bits = themeBits(judged);
  const masked = judged.flatMap(one => {
    const { labelled: { authority, labels }, overlaps } = one;
    return labels === null ? [] : [{ one, authority, primary: maskOf(labels.primary, bits), any: maskOf([...labels.primary, ...labels.secondary], bits), found: maskOf(overlaps, bits) }];
  });
  masked.forEach((a, i) => {
    for (const b of masked.slice(i + 1)) {
      if (a.authority === b.authority) continue;
      const isShared = (a.primary & b.primary) !== 0n;
      if (isShared || (a.any & b.any) === 0n) visit(a.one, b.one, isShared, (a.found & b.found) !== 0n);
    }
  });
}

function themeBits(judged: readonly Judged[]): Map<string, bigint> {
  const codes = new Set(judged.flatMap(({ labelled: { labels }, overlaps }) => [...(labels?.primary ?? []), ...(labels?.secondary ?? []), ...overlaps]));
  codes.delete(BROAD);
  return new Map([...codes].map((code, i) => [code, 1n << BigInt(i)]));
}

function maskOf(codes: readonly string[], bits: ReadonlyMap<string, bigint>): bigint {
  return codes.reduce((mask, code) => mask | (bits.get(code) ?? 0n), 0n);
}
