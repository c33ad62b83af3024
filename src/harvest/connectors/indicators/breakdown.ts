import { isSex, partsEverybody } from './headings.ts';

const everybody = /^(|all|all persons|all people|all ages|persons|both|both sexes|total|_t|t|not applicable|n\/a|all areas)$/i;

const all = /^(?:all|total)\b/i;
/** Which says that nobody is left out only of sexes: "both" parents are some. */
const both = /^both$/i;
/** What follows it where nobody is left out, beside the name of the column. "All other ethnic groups" are some. */
const nobodyLeftOut = new Set(['all', 'total', 'of', 'the', 'people', 'person', 'population', 'resident', 'usual', 'household', 'category', 'group', 'type']);
/** What a column may be called by although it names some alone: "All ethnic minority groups" are not everybody. */
const some = new Set(['minority']);

/**
 * Whether a column says of a figure that it is for everybody: "All", "Total", "Persons", "All tenures" in the column tenure; also by saying
 * nothing. What the column is called counts where it is known to part everybody, also by the operator's word, or the value says that it has
 * all categories: of another column it may name those whom alone it is about, as "All parents" in a column of parents does.
 */
export function isEverybody(value: string, column: string, isGroup = partsEverybody(column)): boolean {
  const text = value.trim();
  if (everybody.test(text)) return !both.test(text) || isSex(column);
  if (!all.test(text)) return false;
  const said = wordsIn(text.replace(all, ''));
  const own = new Set(isGroup || said.includes('category') ? wordsIn(column) : []);
  return said.every((word) => nobodyLeftOut.has(word) || (own.has(word) && !some.has(word)));
}

/** Each in the singular. */
function wordsIn(text: string): string[] {
  return (text.toLowerCase().match(/\p{L}+/gu) ?? []).map((word) => word.replace(/ies$/, 'y').replace(/s$/, ''));
}

/** The group that a figure is for, its parts in one order and as the source writes them: "female, <18 yrs"; empty for everybody. */
export function breakdownOf(...parts: readonly string[]): string {
  const groups = parts.map((part) => part.trim()).filter((part) => !everybody.test(part)).map((part) => (/^(fe)?male$/i.test(part) ? part.toLowerCase() : part));
  return [...new Set(groups)].join(', ');
}

/** "aged 5 to 10", "aged 65 and over", "aged 40 and under"; empty for all ages. */
export function agesInWords(from: string, to: string): string {
  if (from === '' && to === '') return '';
  if (to === '') return `aged ${from} and over`;
  if (from === '') return `aged ${to} and under`;
  return from === to ? `aged ${from}` : `aged ${from} to ${to}`;
}
