import type { CodedStatement } from './CodedStatement.ts';
import { LEAST_LIKELY } from './decideThemes.ts';
import { pairErrors, themeFigure, type Figure } from './figuresOf.ts';
import type { Judgement } from './judgeCoded.ts';

export type Print = (line: string) => void;

export function reportFigures({ figures }: Judgement, print: Print): void {
  if (figures === null) {
    print('No labels (gold_themes.csv is missing or empty): figures are unknown.');
    return;
  }
  print('');
  print('                  precision  recall     F1');
  print(`Theme coding      ${columns(figures.themeCoding)}`);
  print(`Overlap pairs     ${columns(figures.overlapPairs)}`);
  print('');
  print(`Confidence: calibration error ${figures.calibration.error.toFixed(3)} (0 is perfect).`);
  print('confidence   codings   mean   share right');
  for (const band of figures.calibration.bands) {
    print(`${band.from.toFixed(1)}–${band.to.toFixed(1)}      ${String(band.codings).padStart(7)}  ${band.meanConfidence.toFixed(2)}   ${band.shareRight.toFixed(2)}`);
  }
}

export function reportThemes({ judged }: Judgement, themeCodes: readonly string[], print: Print): void {
  print('');
  print('theme        labelled  precision  recall     F1');
  for (const code of themeCodes) {
    const figure = themeFigure(judged, code);
    print(`${code.padEnd(12)} ${String(figure.truePositives + figure.falseNegatives).padStart(8)}  ${columns(figure)}`);
  }
}

/** Every statement with an error, those first that spoil most overlap pairs: what misled the engine, and how near it came to what it missed. */
export function reportErrors({ judged }: Judgement, coded: readonly CodedStatement[], print: Print): void {
  const codedById = new Map(coded.map(one => [one.statement.id, one]));
  const spoilt = pairErrors(judged);
  const errors = judged.flatMap(({ labelled: { authority, statement, labels }, themes }) => {
    const { themes: codings = [], runnersUp = [] } = codedById.get(statement.id) ?? {};
    const wrong = codings.filter(({ themeCode }) => labels !== null && !labels.primary.includes(themeCode) && !labels.secondary.includes(themeCode));
    const missed = (labels?.primary ?? []).filter(code => !themes.includes(code)).map(code => ({ code, near: runnersUp.find(({ themeCode }) => themeCode === code) }));
    const pairs = spoilt.get(statement.id) ?? { wrong: 0, missed: 0 };
    return wrong.length + missed.length === 0 ? [] : [{ authority, statement, wrong, missed, pairs }];
  });
  print('');
  print(`${errors.length} statements with an error, those first that spoil most pairs:`);
  for (const { authority, statement, wrong, missed, pairs } of errors.sort((a, b) => b.pairs.wrong + b.pairs.missed - a.pairs.wrong - a.pairs.missed)) {
    print(`${statement.id} ${authority}: “${statement.title}”${statement.outcome == null ? '' : ` (${statement.outcome})`}`);
    print(`    overlap pairs: ${pairs.wrong} wrong, ${pairs.missed} missed`);
    for (const { code, near } of missed) print(`    missed ${code} (${near ? `${near.confidence.toFixed(2)}, read from ${near.threshold.toFixed(2)}` : `less than ${LEAST_LIKELY}, or three others nearer`})`);
    for (const coding of wrong) {
      print(`    wrong  ${coding.themeCode} (${coding.confidence.toFixed(2)})`);
      for (const { weight, explanation } of coding.evidence.slice(0, 2)) print(`           ${weight.toFixed(1).padStart(5)}  ${explanation}`);
    }
  }
}

/** Precision, recall and F1 in columns of one width. */
export function columns({ precision, recall, f1 }: Figure): string {
  return [precision, recall, f1].map(value => value.toFixed(3).padStart(8)).join(' ');
}
