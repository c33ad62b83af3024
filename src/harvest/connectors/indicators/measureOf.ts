import { joinNotes } from './readFigure.ts';
import type { Facts } from './Facts.ts';

/** How the data package states what kind of number an indicator is. */
export interface Measure {
  measure: string;
  multiplier: string;
  unit: string;
  note: string;
}

/** Where the source says neither in what a figure is counted nor how it was made. */
const notStated = 'not stated in source';

/** By the kind of value that the source states, else by its unit, else by its title, which is noted; where nothing tells, a score of which nobody says more. */
export function measureOf({ valueType, unit, title }: Pick<Facts, 'valueType' | 'unit' | 'title'>): Measure {
  const stated = byValueType(valueType, unit) ?? byWords(unit);
  if (stated) return { ...stated, unit: unit || stated.unit, note: '' };
  const read = byWords(title);
  if (read) return { ...read, unit: unit || notStated, note: 'kind of measure read from the title' };
  return { measure: 'score', multiplier: '', unit: unit || notStated, note: joinNotes('the source does not state the kind of measure') };
}

/** `high`, `low` or `neutral`, which also stands for what the source does not say. */
export function polarityOf(stated: string): { polarity: string; note: string } {
  const words = stated.toLowerCase();
  if (/^high\b|high is good/.test(words)) return { polarity: 'high', note: '' };
  if (/^low\b|low is good/.test(words)) return { polarity: 'low', note: '' };
  return { polarity: 'neutral', note: stated === '' ? 'which way is better is not stated' : '' };
}

type Known = Omit<Measure, 'note'> | null;

function byValueType(valueType: string, unit: string): Known {
  const words = valueType.toLowerCase();
  if (words.endsWith('proportion') || words === 'percentage') return { measure: 'proportion', multiplier: '100', unit: '%' };
  if (words.endsWith('rate')) return { measure: 'rate', multiplier: multiplierIn(unit), unit: words };
  if (words.endsWith('ratio')) return { measure: 'ratio', multiplier: '', unit: words };
  if (words === 'count') return { measure: 'count', multiplier: '', unit: 'count' };
  if (words.endsWith('life expectancy')) return { measure: 'mean', multiplier: '', unit: 'years' };
  if (words === 'mean' || words === 'average') return { measure: 'mean', multiplier: '', unit: notStated };
  return words === 'score' ? { measure: 'score', multiplier: '', unit: 'score' } : null;
}

const pounds = /^£|\bpounds\b/;
/** Money for each of them does not grow with the place, and a sum does. */
const perPerson = /\bper (?:head|capita|(?:[\w-]+ )?(?:child|pupil|student|person|resident|place|user|family|household))\b/;

function byWords(text: string): Known {
  const words = text.toLowerCase();
  const multiplier = multiplierIn(words);
  if (multiplier !== '') return { measure: 'rate', multiplier, unit: `rate per ${Number(multiplier).toLocaleString('en-GB')}` };
  if (/%|\bper ?cent|\bproportion\b/.test(words)) return { measure: 'proportion', multiplier: '100', unit: '%' };
  if (pounds.test(words)) return perPerson.test(words) ? { measure: 'mean', multiplier: '', unit: 'pounds' } : { measure: 'money', multiplier: '', unit: 'pounds' };
  if (/^number\b|^count\b/.test(words)) return { measure: 'count', multiplier: '', unit: 'count' };
  if (/\baverage\b|\bmean\b|^score|life expectancy/.test(words)) return { measure: 'mean', multiplier: '', unit: notStated };
  return /\bratio\b/.test(words) ? { measure: 'ratio', multiplier: '', unit: 'ratio' } : null;
}

/** "Rate per 1000 live births" as 1000, and so "per 100 000" and "per 10k". */
function multiplierIn(unit: string): string {
  const [, digits, thousands] = /\bper (\d{1,3}(?:[,\s]\d{3})+(?!\d)|\d+)(k\b)?/i.exec(unit) ?? [];
  return digits === undefined ? '' : `${digits.replaceAll(/\D/g, '')}${thousands === undefined ? '' : '000'}`;
}
