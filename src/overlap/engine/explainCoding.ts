import { quotedIn, type Evidence } from './CodedStatement.ts';
import type { Feature } from './extractFeatures.ts';
import { quoteWords } from './Quotation.ts';
import type { ScoringTable } from './ThemeModel.ts';
import type { Concept } from './Vocabulary.ts';
import { isConcept, LEAST_WEIGHT, weighWords, type WeighedWords } from './weighWords.ts';

const MOST_REASONS = 6;

/** Why these features speak for or against a theme: the words that counted, heaviest first, each with its weight. */
export function explainCoding(features: readonly Feature[], theme: number, themeLabel: string, table: ScoringTable, concepts: ReadonlyMap<string, Concept>): Evidence[] {
  const reasons = weighWords(features, table).filter(({ weightFor }) => Math.abs(weightFor(theme)) >= LEAST_WEIGHT);
  return reasons
    .sort((a, b) => Math.abs(b.weightFor(theme)) - Math.abs(a.weightFor(theme)))
    .slice(0, MOST_REASONS)
    .map((words) => reasonOf(words, theme, themeLabel, concepts));
}

function reasonOf({ words, positions, weightFor, tellingFor }: WeighedWords, theme: number, themeLabel: string, concepts: ReadonlyMap<string, Concept>): Evidence {
  const names = tellingFor(theme).map(({ name }) => name);
  const isHeading = names.some((name) => name.startsWith('heading'));
  const quotation = quoteWords(words, positions);
  const weight = Math.round(weightFor(theme) * 100) / 100;
  const says = `${isHeading ? 'Its heading says' : 'It says'} “${quotation.quote}”`;
  const speaks = `${weight > 0 ? 'speaks for' : 'speaks against'} ${themeLabel}`;
  const reason = { weight, ...quotedIn(isHeading ? 'HEADING' : 'TITLE', quotation) };
  const concept = names.find(isConcept);
  const standing = standingOf(names);
  if (concept === undefined && standing === '') return { kind: 'SIMILAR_WORDING', ...reason, explanation: `${says}, which in statements that people have coded ${speaks}.` };
  const label = concept === undefined ? '' : ` (${concepts.get(concept.slice(concept.indexOf(':') + 1))?.label ?? concept})`;
  return { kind: 'WORDS', ...reason, explanation: `${says}${label}${standing}, which ${speaks}.` };
}

/** What makes the words count for more than they would in other company. */
function standingOf(names: readonly string[]): string {
  if (names.some((name) => name.startsWith('alone:'))) return ' and nothing that names another theme';
  return names.some((name) => name.startsWith('first:')) ? ' before anything else that names a theme' : '';
}
