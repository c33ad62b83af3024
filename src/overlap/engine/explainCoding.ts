import { quotedIn, type Evidence } from './CodedStatement.ts';
import { quoteWords } from './Quotation.ts';
import type { Concept } from './Vocabulary.ts';
import { isConcept, LEAST_WEIGHT, type WeighedWords } from './weighWords.ts';

const MOST_REASONS = 6;

/** Why a statement's words speak for or against a theme: those that counted, heaviest first, each with its weight. */
export function explainCoding(weighed: readonly WeighedWords[], theme: Told, concepts: ReadonlyMap<string, Concept>): Evidence[] {
  return weighed
    .filter(({ weightFor }) => Math.abs(weightFor(theme.at)) >= LEAST_WEIGHT)
    .sort((a, b) => Math.abs(b.weightFor(theme.at)) - Math.abs(a.weightFor(theme.at)))
    .slice(0, MOST_REASONS)
    .map((words) => reasonOf(words, theme, concepts));
}

/** The theme that is told of, and where it stands in the model. */
interface Told {
  at: number;
  code: string;
  label: string;
}

function reasonOf({ place, words, positions, weightFor, tellingFor }: WeighedWords, theme: Told, concepts: ReadonlyMap<string, Concept>): Evidence {
  const names = tellingFor(theme.at).map(({ name }) => name);
  const quotation = quoteWords(words, positions);
  const weight = Math.round(weightFor(theme.at) * 100) / 100;
  const says = `${place === 'HEADING' ? 'Its heading says' : 'It says'} “${quotation.quote}”`;
  const speaks = `${weight > 0 ? 'speaks for' : 'speaks against'} ${theme.label}`;
  const reason = { weight, ...quotedIn(place, quotation) };
  const label = labelOf(names, concepts);
  const standing = standingOf(names, theme.code);
  if (label === undefined && standing === '') return { kind: 'SIMILAR_WORDING', ...reason, explanation: `${says}, which in the statements that the engine learnt from ${speaks}.` };
  return { kind: 'WORDS', ...reason, explanation: `${says}${label === undefined ? '' : ` (${label})`}${standing}, which ${speaks}.` };
}

/** The concept that the words name, where it is that which tells. */
function labelOf(names: readonly string[], concepts: ReadonlyMap<string, Concept>): string | undefined {
  const concept = names.find(isConcept);
  return concept === undefined ? undefined : concepts.get(concept.slice(concept.indexOf(':') + 1))?.label;
}

/** What makes words of a theme count for more than they would in other company. */
function standingOf(names: readonly string[], themeCode: string): string {
  if (names.includes(`alone:${themeCode}`)) return ' and nothing that names another theme';
  return names.includes(`first:${themeCode}`) ? ' before anything else that speaks for a theme' : '';
}
