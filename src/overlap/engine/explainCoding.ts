import { quotedIn, type Evidence } from './CodedStatement.ts';
import type { Feature } from './extractFeatures.ts';
import { quoteWords } from './Quotation.ts';
import type { ScoringTable } from './ThemeModel.ts';
import type { Concept } from './Vocabulary.ts';
import { weighFeatures } from './weighFeatures.ts';

const MOST_REASONS = 6;
const LEAST_WEIGHT = 0.3;

/** Why these features speak for or against a theme: the words that counted, heaviest first, each with its weight. */
export function explainCoding(features: readonly Feature[], theme: number, themeLabel: string, table: ScoringTable, concepts: ReadonlyMap<string, Concept>): Evidence[] {
  const reasons = weighFeatures(features, table).flatMap(({ feature, weightFor }) => {
    const weight = weightFor(theme);
    if (Math.abs(weight) < LEAST_WEIGHT || feature.positions.length === 0) return [];
    return [sentenceOf(feature, weight, themeLabel, concepts)];
  });
  return reasons.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)).slice(0, MOST_REASONS);
}

function sentenceOf(feature: Feature, exactWeight: number, themeLabel: string, concepts: ReadonlyMap<string, Concept>): Evidence {
  const weight = Math.round(exactWeight * 100) / 100;
  const speaks = weight > 0 ? 'speaks for' : 'speaks against';
  const [kind, id] = feature.name.split(':');
  const quotation = quoteWords(feature.words, feature.positions);
  const isHeading = kind === 'heading' || kind === 'headingWord';
  const says = isHeading ? 'Its heading says' : 'It says';
  const reason = { weight, ...quotedIn(isHeading ? 'HEADING' : 'TITLE', quotation) };
  if (kind === 'concept' || kind === 'heading') {
    return { kind: 'WORDS', ...reason, explanation: `${says} “${quotation.quote}” (${concepts.get(id ?? '')?.label ?? id ?? ''}), which ${speaks} ${themeLabel}.` };
  }
  if (kind === 'first') return { kind: 'WORDS', ...reason, explanation: `“${quotation.quote}” is the first subject it names, which ${speaks} ${themeLabel}.` };
  if (kind === 'alone') return { kind: 'WORDS', ...reason, explanation: `No other theme is named beside “${quotation.quote}”, which ${speaks} ${themeLabel}.` };
  return { kind: 'SIMILAR_WORDING', ...reason, explanation: `${says} “${quotation.quote}”, which in statements that people have coded ${speaks} ${themeLabel}.` };
}
