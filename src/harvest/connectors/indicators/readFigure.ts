/** Statuses of the data package. */
export type Status = 'final' | 'provisional' | 'revised' | 'suppressed' | 'missing' | 'not-applicable' | 'low';

/** What a cell for a number says: a number as the data package writes it, or why there is none; or what was expected instead. */
export type Figure = { value: string; status: Status | null; note: string } | { expected: string };

interface Mark {
  status: Status;
  /** What the status alone does not tell. */
  note: string;
}

const everyKind = 'the source writes "-" for every kind of missing';

/** Marks that stand in place of a number. Where one has meant several things, what its publishers use it for today counts, and the note says how it was written. */
const marks = new Map<string, Mark>([
  ['', { status: 'missing', note: '' }],
  ['-', { status: 'missing', note: everyKind }],
  ['–', { status: 'missing', note: everyKind.replace('-', '–') }],
  ['..', { status: 'missing', note: '' }],
  [':', { status: 'missing', note: '' }],
  ['x', { status: 'missing', note: 'marked x: not available' }],
  ['na', { status: 'missing', note: 'marked NA' }],
  ['n/a', { status: 'missing', note: 'marked n/a, which may mean not available or not applicable' }],
  ['nan', { status: 'missing', note: '' }],
  ['null', { status: 'missing', note: '' }],
  ['missing', { status: 'missing', note: '' }],
  ['w', { status: 'missing', note: 'marked w: none recorded' }],
  ['c', { status: 'suppressed', note: '' }],
  ['*', { status: 'suppressed', note: '' }],
  ['suppressed', { status: 'suppressed', note: '' }],
  ['confidential', { status: 'suppressed', note: '' }],
  ['u', { status: 'suppressed', note: 'marked u: withheld, because of low reliability' }],
  ['z', { status: 'not-applicable', note: '' }],
  ['k', { status: 'low', note: '' }],
  ['low', { status: 'low', note: '' }],
]);

/** Marks that stand beside a number, and in place of none. Those without a status of the package go into the note. */
const besides = new Map<string, { status: Status | null; note: string }>([
  ['p', { status: 'provisional', note: '' }],
  ['prov', { status: 'provisional', note: '' }],
  ['provisional', { status: 'provisional', note: '' }],
  ['r', { status: 'revised', note: '' }],
  ['rev', { status: 'revised', note: '' }],
  ['revised', { status: 'revised', note: '' }],
  ['final', { status: 'final', note: '' }],
  ['e', { status: null, note: 'estimated' }],
  ['estimated', { status: null, note: 'estimated' }],
  ['b', { status: null, note: 'break in the series' }],
  ['u', { status: null, note: 'of low reliability' }],
  ['low reliability', { status: null, note: 'of low reliability' }],
]);

/** In one pattern, so that nothing else is ever taken for a number: a sign, pounds, digits with or without thousands commas, decimals, an exponent, a percent sign. */
const number = /^([-−+]?)£?((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+)([eE][-+]?\d{1,2})?\s*%?$/;
const expected = 'a number, or a mark for why there is none: -, c, x, z, k, *, :, .. or one in square brackets, as [c]';

/** No number and its marks are nearly as long, and the forms below look at longer ones many times over. */
const longestFigure = 200;

/** What a cell for a number says. Nothing is guessed: a mark that is not known is no figure. */
export function readFigure(text: string): Figure {
  if (text.length > longestFigure) return { expected };
  const { rest, inBrackets } = apart(text.trim());
  const [, sign, digits, exponent = ''] = number.exec(rest) ?? [];
  if (digits !== undefined) return withMarks(asWritten(sign!, digits) + exponent, inBrackets);
  if (/^<\s*\d+(\.\d+)?$/.test(rest)) return { value: '', status: 'suppressed', note: `published as "${rest}"` };
  const found = rest === '' ? inBrackets : [rest, ...inBrackets];
  return withoutNumber(found);
}

/** What a column of its own says of a figure; what has no status of the package goes into the note. */
export function readStatus(text: string): { status: Status | null; note: string } {
  const word = text.trim().replace(/^\[(.*)\]$/, '$1').trim();
  if (/^(|normal|normal value|a|published)$/i.test(word)) return { status: null, note: '' };
  return besides.get(word.toLowerCase()) ?? (word === '-' ? undefined : marks.get(word.toLowerCase())) ?? { status: null, note: `status in the source: ${word}` };
}

/** Statuses that stand for there being no value. */
export function isAbsence(status: Status | null): boolean {
  return status === 'suppressed' || status === 'missing' || status === 'not-applicable' || status === 'low';
}

/** The marks in square brackets at the end of a cell, apart from what stands before them. */
function apart(text: string): { rest: string; inBrackets: string[] } {
  const [tail] = /(\s*\[[^[\]]*\])*$/.exec(text) ?? [''];
  return { rest: text.slice(0, text.length - tail.length).trim(), inBrackets: [...tail.matchAll(/\[([^[\]]*)\]/g)].map((match) => match[1]!.trim()) };
}

function asWritten(sign: string, digits: string): string {
  const plain = digits.replaceAll(',', '');
  return `${sign === '-' || sign === '−' ? '-' : ''}${plain.startsWith('.') ? '0' : ''}${plain}`;
}

function withMarks(value: string, found: readonly string[]): Figure {
  const read = found.map((mark) => besides.get(mark.toLowerCase()));
  if (read.includes(undefined)) return { expected: `${expected}; beside a number [p], [r], [e], [b] or [u]` };
  const statuses = [...new Set(read.flatMap((mark) => mark!.status ?? []))];
  // The package has room for one: [p][r] is a provisional figure that was revised.
  return { value, status: statuses[0] ?? null, note: joinNotes(...read.map((mark) => mark!.note), statuses.length > 1 ? marked(found) : '') };
}

function withoutNumber(found: readonly string[]): Figure {
  const reasons = found.length === 0 ? [marks.get('')] : found.map((mark) => (mark === '' ? undefined : marks.get(mark.toLowerCase())));
  const why = reasons.find((reason) => reason !== undefined);
  // A second mark may be one that stands beside numbers: [c][r].
  const isKnown = found.every((mark, index) => reasons[index] || besides.has(mark.toLowerCase()));
  if (!why || (found.length > 0 && !isKnown)) return { expected };
  return { value: '', status: why.status, note: joinNotes(why.note, found.length > 1 ? marked(found) : '') };
}

function marked(found: readonly string[]): string {
  return `marked ${found.map((mark) => `[${mark}]`).join('')}`;
}

/** Notes that say something, one after the other. */
export function joinNotes(...notes: readonly string[]): string {
  return [...new Set(notes.filter(Boolean))].join('; ');
}
