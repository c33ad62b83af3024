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

/** Overlap pairs as EVALUATION.md counts them: of different authorities; shared only through a secondary theme, left out. */
export function pairFigure(judged: readonly Judged[]): Figure {
  const bits = themeBits(judged);
  const masks = judged.flatMap(({ labelled, overlaps }) =>
    labelled.labels === null
      ? []
      : [{ authority: labelled.authority, primary: maskOf(labelled.labels.primary, bits), any: maskOf([...labelled.labels.primary, ...labelled.labels.secondary], bits), predicted: maskOf(overlaps, bits) }],
  );
  const counts = { truePositives: 0, falsePositives: 0, falseNegatives: 0 };
  masks.forEach((a, i) => {
    for (let j = i + 1; j < masks.length; j++) {
      const b = masks[j];
      if (b === undefined || a.authority === b.authority) continue;
      const isPositive = (a.primary & b.primary) !== 0n;
      if (!isPositive && (a.any & b.any) !== 0n) continue;
      const isPredicted = (a.predicted & b.predicted) !== 0n;
      if (isPositive && isPredicted) counts.truePositives++;
      else if (isPredicted) counts.falsePositives++;
      else if (isPositive) counts.falseNegatives++;
    }
  });
  return figureOf(counts);
}

function themeBits(judged: readonly Judged[]): Map<string, bigint> {
  const codes = new Set(judged.flatMap(({ labelled: { labels }, overlaps }) => [...(labels?.primary ?? []), ...(labels?.secondary ?? []), ...overlaps]));
  codes.delete(BROAD);
  return new Map([...codes].map((code, i) => [code, 1n << BigInt(i)]));
}

function maskOf(codes: readonly string[], bits: ReadonlyMap<string, bigint>): bigint {
  return codes.reduce((mask, code) => mask | (bits.get(code) ?? 0n), 0n);
}
