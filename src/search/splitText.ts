import { stemWord } from './stemWord.ts';

/** A word of a text: folded, with its stem, and where it stands in the text as written. */
export interface TextWord {
  /** In lower case, without accents and possessive endings. */
  word: string;
  /** What the word has in common with its other forms: "offend" for "offending" and "offenders". */
  stem: string;
  start: number;
  end: number;
  /** What stands between it and the word before, where that is nothing ("KS4") or a hyphen alone ("co-operate"; "co operate" counts as that). */
  joinedBy: '' | '-' | null;
}

/**
 * What may stand within a word and shows nothing: a soft hyphen, which divides a word at the end of a line of the page that it was copied from,
 * and signs without width. No white space may be read in two ways, or a long row of these would take for ever.
 */
const withoutWidth = String.raw`[\u200b-\u200d\u2060\ufeff]`;
const unseen = String.raw`(?:\u00ad[^\S\ufeff]*|${withoutWidth})`;
const letter = String.raw`(?:${unseen}*[\p{L}\p{M}])`;
/** Whatever is typed or printed for an apostrophe. */
const apostrophe = String.raw`['’‘‛ʼ′＇\x60\u00b4]`;
/** Single letters with dots between, or an ampersand, are one word: "N.E.E.T.", "A&E". */
const initials = String.raw`\p{L}(?:[.&]\p{L})+s?(?!${letter})`;
/**
 * Letters, or digits: "KS4" is two words, so that it meets "KS 4" and "key stage 4". An apostrophe stays inside a word, and an "s" with the
 * digits before it: "under-18s". A soft hyphen between digits was meant as a dash, and divides them.
 */
const wordPattern = new RegExp(String.raw`(?:${initials}|\p{L}${letter}*)(?:${unseen}*${apostrophe}${letter}+)*|\p{N}(?:${withoutWidth}*\p{N})*(?:${apostrophe}?[sS](?!${letter}|\p{N}))?`, 'gu');
const possessive = new RegExp(String.raw`(?:${apostrophe}|(?<=\p{N}))s$`, 'u');
const everyUnseen = new RegExp(unseen, 'gu');

/** Longer than any word there is, and short enough for the index of any database. */
const longestWord = 60;

/** Words of a text in any script, in order. What is neither letter nor digit only divides them. */
export function splitText(text: string): TextWord[] {
  const words: TextWord[] = [];
  for (const { index: start, 0: written } of text.matchAll(wordPattern)) {
    const { word, stem } = wordOf(written);
    if (word !== '') words.push({ word, stem, start, end: start + written.length, joinedBy: joinOf(text, words.at(-1), start, word) });
  }
  return words;
}

/** Beginnings that are no words of their own: after a space they belong to the next word as after a hyphen; but not in "pre- and post-natal". */
const prefixes = new Set(['anti', 'co', 'inter', 'multi', 'non', 'pre', 're']);

function joinOf(text: string, before: TextWord | undefined, start: number, word: string): TextWord['joinedBy'] {
  if (!before || before.end < start - 2) return null;
  const between = text.slice(before.end, start);
  if (between === '') return '';
  const isPrefix = prefixes.has(before.word) && word !== 'and' && word !== 'or';
  return /^[-‐‑]$/.test(between) || (isPrefix && /^[-‐‑]? $/.test(between)) ? '-' : null;
}

/** Texts share most of their words. */
const [longestRemembered, mostRemembered] = [30, 10_000];
const remembered = new Map<string, Pick<TextWord, 'word' | 'stem'>>();

function wordOf(written: string): Pick<TextWord, 'word' | 'stem'> {
  const known = remembered.get(written);
  if (known) return known;
  // A copy, because a word cut from a text would hold on to the whole of it.
  const copy = [...written].join('');
  const word = foldWord(copy);
  const read = { word, stem: stemWord(word) };
  if (copy.length > longestRemembered) return read;
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.set(copy, read);
  return read;
}

function foldWord(written: string): string {
  const plain = written.replace(everyUnseen, '').toLowerCase().replace(possessive, '').normalize('NFKD').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return plain.length <= longestWord ? plain : [...plain].slice(0, longestWord).join('');
}

/** Words that hyphens join, as the one word that others write: "co-operate" is "cooperate" too. Digits are words of their own in any case. */
export function joinWords(words: readonly TextWord[]): Pick<TextWord, 'word' | 'stem'> | null {
  const word = words.map((part) => part.word).join('');
  return word.length <= longestWord && !/\p{N}/u.test(word) ? wordOf(word) : null;
}
