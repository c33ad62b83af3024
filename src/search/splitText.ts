import { stemmer } from 'stemmer';

/** A word of a text: folded, with its stem, and where it stands in the text as written. */
export interface TextWord {
  /** In lower case, without accents and possessive endings. */
  word: string;
  /** What the word has in common with its other forms: "offend" for "offending" and "offenders". */
  stem: string;
  start: number;
  end: number;
}

/**
 * What may stand within a word and shows nothing: a soft hyphen, which divides a word at the end of a line of the page that it was copied from,
 * and signs without width. No white space may be read in two ways, or a long row of these would take for ever.
 */
const withoutWidth = String.raw`[\u200b-\u200d\u2060\ufeff]`;
const unseen = String.raw`(?:\u00ad[^\S\ufeff]*|${withoutWidth})`;
const letter = String.raw`(?:${unseen}*[\p{L}\p{M}])`;
/** Letters, or digits: "KS4" is two words, so that it meets "KS 4" and "key stage 4". An apostrophe stays inside a word. A soft hyphen between digits was meant as a dash, and divides them. */
const wordPattern = new RegExp(String.raw`\p{L}${letter}*(?:${unseen}*['’ʼ\x60]${letter}+)*|\p{N}(?:${withoutWidth}*\p{N})*`, 'gu');
const everyUnseen = new RegExp(unseen, 'gu');

/** Longer than any word there is, and short enough for the index of any database. */
const longestWord = 60;

/** Plurals that no rule of endings finds. */
const irregularPlurals: Readonly<Record<string, string>> = { children: 'child', lives: 'life', men: 'man', women: 'woman' };

/** Words of a text in any script, in order. What is neither letter nor digit only divides them. */
export function splitText(text: string): TextWord[] {
  return [...text.matchAll(wordPattern)].flatMap((match) => {
    const { word, stem } = wordOf(match[0]);
    return word === '' ? [] : [{ word, stem, start: match.index, end: match.index + match[0].length }];
  });
}

/** Texts share most of their words, the short ones above all; a longer one would hold on to the whole text that it was cut from. */
const [longestRemembered, mostRemembered] = [12, 10_000];
const remembered = new Map<string, Pick<TextWord, 'word' | 'stem'>>();

function wordOf(written: string): Pick<TextWord, 'word' | 'stem'> {
  const known = remembered.get(written);
  if (known) return known;
  const word = foldWord(written);
  const read = { word, stem: stemOf(word) };
  if (written.length > longestRemembered) return read;
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.set(written, read);
  return read;
}

function foldWord(written: string): string {
  const plain = written.replace(everyUnseen, '').normalize('NFKD').toLowerCase().replace(/['’ʼ`]s$/u, '').replace(/[^\p{L}\p{N}]/gu, '');
  return plain.length <= longestWord ? plain : [...plain].slice(0, longestWord).join('');
}

/** A folded word without its plural ending, and no more: "looked after" is not "looking after". */
export function singularOf(word: string): string {
  const irregular = irregularPlurals[word];
  if (irregular !== undefined) return irregular;
  return word.length > 2 ? word.replace(/ies$/, 'y').replace(/(?<!s)s$/, '') : word;
}

/** The stem of a folded word. Endings are those of English; words in other letters are their own stem. */
function stemOf(word: string): string {
  return /^[a-z]+$/.test(word) ? stemmer(irregularPlurals[word] ?? word) : word;
}
