import type { Concept } from './Vocabulary.ts';

/**
 * The words by which a concept is found, as a person reads them and each once: "…" where up to four other words may stand, every choice
 * spelt out. Marks for the engine alone (an exact word, the start of the text) are left out. The concept's own label is not repeated.
 */
export function altLabelsOf({ label, phrases }: Pick<Concept, 'label' | 'phrases'>): string[] {
  const written = new Set(phrases.flatMap(spellOut));
  written.delete(label.toLowerCase());
  return [...written];
}

/** Themes other than its own that a concept speaks for: those that SKOS calls related. One it speaks against is no relation. */
export function relatedThemesOf({ broader, says }: Pick<Concept, 'broader' | 'says'>): string[] {
  return Object.keys(says).filter(code => code !== broader && says[code] !== 'against');
}

/** One phrase in plain words: "outcomes .. =lac|=cla" is "outcomes … lac" and "outcomes … cla". */
function spellOut(phrase: string): string[] {
  const isWholeText = phrase.startsWith('^');
  const parts = phrase.split(' ').filter(part => part !== '^' && part !== '$');
  const choices = parts.map(part => (part === '..' ? ['…'] : part.split('|').map(word => word.replace(/^=/, ''))));
  const spelt = choices.reduce<string[]>((begun, words) => begun.flatMap(text => words.map(word => `${text} ${word}`.trimStart())), ['']);
  return isWholeText ? spelt.map(text => `${text} (and nothing else)`) : spelt;
}
