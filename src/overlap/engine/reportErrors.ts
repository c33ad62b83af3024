import { confidenceShown } from './confidenceShown.ts';
import type { CodedStatement, Evidence, RunnerUp, ThemeCoding } from './CodedStatement.ts';
import { LEAST_LIKELY } from './decideThemes.ts';
import { pairErrors } from './figuresOf.ts';
import type { Judgement } from './judgeCoded.ts';
import type { LabelledStatement } from './readLabelledFolder.ts';
import type { Print } from './reportFigures.ts';

type Labels = NonNullable<LabelledStatement['labels']>;

const MOST_WORDS = 2;
const MOST_READ = 2;

/** Every statement with an error, those first that spoil most overlap pairs: a line for each theme that was missed or read in error, with the words that misled. */
export function reportErrors({ judged }: Judgement, coded: readonly CodedStatement[], print: Print): void {
  const codedById = new Map(coded.map(one => [one.statement.id, one]));
  const spoilt = pairErrors(judged);
  const errors = judged.flatMap(({ labelled: { authority, statement, labels } }) => {
    const { themes = [], runnersUp = [] } = codedById.get(statement.id) ?? {};
    const lines = labels === null ? [] : [...missedLines(labels, themes, runnersUp), ...wrongLines(labels, themes)];
    return lines.length === 0 ? [] : [{ authority, statement, lines, pairs: spoilt.get(statement.id) ?? { wrong: 0, missed: 0 } }];
  });
  print('');
  print(`${errors.length} statements with an error, those first that spoil most pairs; beside words, how far they speak for a theme (+) or against it (−), in log-odds:`);
  for (const { authority, statement, lines, pairs } of errors.sort((a, b) => b.pairs.wrong + b.pairs.missed - a.pairs.wrong - a.pairs.missed)) {
    print(`${statement.id} ${authority}: “${statement.title}”${statement.outcome == null ? '' : ` (${statement.outcome})`}`);
    print(`    overlap pairs: ${pairs.wrong} wrong, ${pairs.missed} missed`);
    for (const line of lines) print(`    ${line}`);
  }
}

/** How near each missed theme came, what was read instead of it or beside it, and what spoke for and against it. */
function missedLines(labels: Labels, themes: readonly ThemeCoding[], runnersUp: readonly RunnerUp[]): string[] {
  return labels.primary.filter(code => !themes.some(({ themeCode }) => themeCode === code)).map((code) => {
    const near = runnersUp.find(({ themeCode }) => themeCode === code);
    const nearness = near ? `${confidenceShown(near.confidence)}, read from ${near.threshold.toFixed(2)}` : `less than ${LEAST_LIKELY}, or three others nearer`;
    return `missed ${code} (${nearness}): ${[saysRead(labels, themes, runnersUp.filter(one => one !== near)), ...(near ? [saysWords(code, near.evidence)] : [])].join('; ')}`;
  });
}

function saysRead({ primary, secondary }: Labels, themes: readonly ThemeCoding[], others: readonly RunnerUp[]): string {
  const read = themes.slice(0, MOST_READ).map(({ themeCode, confidence, evidence }) => {
    const isRight = primary.includes(themeCode) ? ' (right)' : secondary.includes(themeCode) ? ' (secondary)' : '';
    return `${themeCode} ${confidence.toFixed(2)}${isRight} ${saysFor(evidence, 1)}`;
  });
  if (read.length > 0) return `read ${read.join(' and ')}`;
  const [nearest] = others;
  return `read nothing${nearest ? `, nearest ${nearest.themeCode} ${nearest.confidence.toFixed(2)} ${saysFor(nearest.evidence, 1)}` : ''}`;
}

function saysWords(code: string, evidence: readonly Evidence[]): string {
  const against = evidence.filter(({ weight }) => weight < 0).slice(0, MOST_WORDS);
  return `${code} ${saysFor(evidence, 1)}${against.length === 0 ? '' : `, against ${against.map(saysReason).join(', ')}`}`;
}

function wrongLines({ primary, secondary }: Labels, themes: readonly ThemeCoding[]): string[] {
  return themes
    .filter(({ themeCode }) => !primary.includes(themeCode) && !secondary.includes(themeCode))
    .map(({ themeCode, confidence, evidence }) => `wrong  ${themeCode} (${confidence.toFixed(2)}): ${saysFor(evidence, MOST_WORDS)}`);
}

function saysFor(evidence: readonly Evidence[], most: number): string {
  const words = evidence.filter(({ weight }) => weight > 0).slice(0, most);
  return words.length === 0 ? 'without a word for it' : `for ${words.map(saysReason).join(', ')}`;
}

function saysReason({ quote, place, weight, explanation }: Evidence): string {
  const words = quote === undefined ? explanation : `“${quote}”${place === 'HEADING' ? ' in the heading' : ''}`;
  return `${words} ${weight < 0 ? '−' : '+'}${Math.abs(weight).toFixed(1)}`;
}
