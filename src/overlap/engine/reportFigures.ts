import { themeFigure, type Figure } from './figuresOf.ts';
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

/** Precision, recall and F1 in columns of one width. */
export function columns({ precision, recall, f1 }: Figure): string {
  return [precision, recall, f1].map(value => value.toFixed(3).padStart(8)).join(' ');
}
