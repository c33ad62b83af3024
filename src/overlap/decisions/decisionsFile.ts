import { HubError } from '../../errors.ts';
import { isNameOfPost } from '../../access/newKey.ts';
import { checkNote } from '../disputes.ts';
import { hasUnseen } from '../../catalogue/hasUnseen.ts';
import { decisionKinds, partIdOf, type Basis, type Decision, type DecisionKind } from './Decision.ts';

/** The first line of a file of decisions. */
const heading = { format: 'common-ground decisions', version: 1 } as const;

/** A hub whose clock is ahead of another's may be forgiven that much. */
const mostAheadMs = 24 * 60 * 60 * 1000;
const mostNamed = 200;
const longestId = 200;
const longestTitle = 200;
const longestBasis = 100_000;

/** The history as lines of JSON, oldest first: a heading, one line a decision, and lines of others if there are any. The same history is always the same text. */
export function writeDecisions(history: readonly Decision[], others: readonly object[] = []): string {
  return [heading, ...history.map(toLine), ...others].map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** What there is to say of a decision, and nothing else. An undo takes what it is about from what it undoes. */
function toLine(decision: Decision): Record<string, unknown> {
  const { id, madeAt, reviewer, kind, note, undoesId } = decision;
  if (kind === 'undo') return { id, madeAt, reviewer, decision: kind, undoes: undoesId, note };
  const said = fieldsOf[kind].map((field) => [field, valueOf[field](decision)] as const).filter(([, value]) => value !== null);
  return { id, madeAt, reviewer, decision: kind, ...Object.fromEntries(said), note, basis: decision.basis };
}

type Field = 'priorities' | 'theme' | 'isMain' | 'overlap' | 'otherOverlap' | 'coreKeys' | 'title';

const valueOf: Record<Field, (decision: Decision) => unknown> = {
  priorities: ({ priorityIds }) => priorityIds,
  theme: ({ themeCode }) => themeCode,
  isMain: ({ rank }) => rank === 'primary',
  overlap: ({ overlapId }) => overlapId,
  otherOverlap: ({ otherOverlapId }) => otherOverlapId,
  coreKeys: ({ coreKeys }) => coreKeys,
  title: ({ title }) => title,
};

/** What each kind of decision says beyond who, when and why. All of it must be there. */
const fieldsOf: Record<Exclude<DecisionKind, 'undo'>, readonly Field[]> = {
  'set-theme': ['priorities', 'theme', 'isMain'],
  'refuse-theme': ['priorities', 'theme'],
  'confirm-overlap': ['overlap'],
  'reject-overlap': ['overlap'],
  'rename-overlap': ['overlap', 'title'],
  'split-overlap': ['overlap', 'otherOverlap', 'theme', 'coreKeys', 'priorities', 'title'],
  'merge-overlaps': ['overlap', 'otherOverlap'],
  'link-priorities': ['priorities', 'theme', 'overlap'],
  'unlink-priorities': ['priorities'],
};

/** A decision as a file has it, with where it stands. What an undo is about is filled in once the decision that it undoes is known. */
export interface FiledDecision {
  where: string;
  decision: Decision;
}

/** One line of a file, and where it stands. */
export interface FiledLine {
  where: string;
  line: Record<string, unknown>;
}

/** The lines of a file of decisions but its heading, or throws BAD_DECISIONS with the file, the line and what was expected. */
export function readLines(bytes: Uint8Array, file: string): FiledLine[] {
  const lines = textOf(bytes, file).split('\n');
  if (lines.at(-1) === '') lines.pop();
  const [first = '', ...rest] = lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  const found = parseLine(first, `${file}, line 1`);
  if (found['format'] === heading.format && Number(found['version']) > heading.version) throw refuse(`${file}, line 1`, `it is of version ${Number(found['version'])}`, `version ${heading.version}, the latest that this hub reads: export the file anew, or update this hub`);
  if (found['format'] !== heading.format || found['version'] !== heading.version) throw refuse(`${file}, line 1`, `it is ${first.slice(0, 80)}`, `${JSON.stringify(heading)}, the heading of a file that "decisions export" wrote`);
  return rest.map((line, index) => {
    const where = `${file}, line ${index + 2}`;
    return { where, line: parseLine(line, where) };
  });
}

function textOf(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new HubError('BAD_DECISIONS', `${file} is not text in UTF-8. Expected a file that "decisions export" wrote. Nothing was imported.`);
  }
}

function parseLine(line: string, where: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(line);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as Record<string, unknown>;
  } catch {
    // Said below, in words of our own.
  }
  throw refuse(where, line === '' ? 'it is empty' : `it is ${line.slice(0, 80)}`, 'one decision as a JSON object');
}

export function refuse(where: string, found: string, expected: string): HubError {
  return new HubError('BAD_DECISIONS', `${where}: ${found}. Expected ${expected}. Nothing was imported.`);
}

/** The decision that a line tells of, or throws BAD_DECISIONS. */
export function toDecision({ line, where }: FiledLine, now: Date): Decision {
  const read = readerOf({ line, where });
  const kind = read.oneOf('decision', decisionKinds);
  const said = kind === 'undo' ? [] : fieldsOf[kind];
  read.nothingBut(['id', 'madeAt', 'reviewer', 'decision', 'note', ...(kind === 'undo' ? ['undoes'] : ['basis', ...said])]);
  const has = (field: Field): boolean => said.includes(field);
  const decision: Decision = {
    id: read.id(),
    kind,
    priorityIds: has('priorities') ? read.texts('priorities', longestId) : [],
    themeCode: has('theme') ? read.text('theme', longestId) : null,
    rank: has('isMain') ? (read.truth('isMain') ? 'primary' : 'secondary') : null,
    overlapId: has('overlap') ? read.matching('overlap', /^overlap-.{1,150}$/, 'the id of an overlap') : null,
    otherOverlapId: has('otherOverlap') ? read.matching('otherOverlap', /^overlap-.{1,150}$/, 'the id of an overlap') : null,
    coreKeys: has('coreKeys') ? read.texts('coreKeys', longestId) : [],
    title: has('title') ? read.title() : null,
    undoesId: kind === 'undo' ? read.text('undoes', longestId) : null,
    note: read.note(),
    reviewer: read.reviewer(),
    madeAt: read.moment(now),
    basis: kind === 'undo' ? {} : read.basis(),
  };
  checkWhole(decision, where);
  return decision;
}

/** What no single field tells: how many priorities a decision takes, and that a part has the id that the split gives it. */
function checkWhole({ id, kind, priorityIds, coreKeys, themeCode, overlapId, otherOverlapId }: Decision, where: string): void {
  const howMany = kind === 'set-theme' || kind === 'refuse-theme' ? 1 : kind === 'link-priorities' || kind === 'unlink-priorities' ? 2 : null;
  if (howMany !== null && new Set(priorityIds).size !== howMany) throw refuse(where, `priorities names ${new Set(priorityIds).size}`, howMany === 1 ? 'one' : 'two different ones');
  if (kind === 'split-overlap' && priorityIds.length + coreKeys.length === 0) throw refuse(where, 'neither coreKeys nor priorities names anything', 'what is taken out of the overlap');
  if (kind === 'split-overlap' && otherOverlapId !== partIdOf(themeCode!, id)) throw refuse(where, `otherOverlap is "${otherOverlapId}"`, `"${partIdOf(themeCode!, id)}", the id that this split gives its part`);
  if (kind === 'merge-overlaps' && overlapId === otherOverlapId) throw refuse(where, 'overlap and otherOverlap are the same', 'two');
}

/** Reads the fields of one line, each as it must be. */
export function readerOf({ line, where }: FiledLine) {
  const fail = (field: string, expected: string): never => {
    const value = line[field];
    throw refuse(where, value === undefined ? `${field} is missing` : `${field} is ${JSON.stringify(value).slice(0, 80)}`, expected);
  };
  const isText = (value: unknown, most: number): value is string => typeof value === 'string' && value.trim() !== '' && value.length <= most && !value.includes('\0') && value.isWellFormed();
  const text = (field: string, most: number): string => (isText(line[field], most) ? line[field] : fail(field, `a text of at most ${most} characters`));
  return {
    text,
    title: (): string => (isText(line['title'], longestTitle) && !hasUnseen(line['title']) ? line['title'] : fail('title', `a text of at most ${longestTitle} characters, none of them a control character`)),
    truth: (field: string): boolean => (typeof line[field] === 'boolean' ? line[field] : fail(field, 'true or false')),
    texts: (field: string, most: number): string[] => {
      const value = line[field];
      return Array.isArray(value) && value.length <= mostNamed && value.every((each) => isText(each, most)) ? [...new Set(value as string[])] : fail(field, `a list of at most ${mostNamed} texts of at most ${most} characters`);
    },
    oneOf: <Value extends string>(field: string, allowed: readonly Value[]): Value => allowed.find((each) => each === line[field]) ?? fail(field, allowed.join(', ')),
    matching: (field: string, pattern: RegExp, expected: string): string => (isText(line[field], longestId) && pattern.test(line[field]) ? line[field] : fail(field, expected)),
    id: (): string => (isText(line['id'], longestId) && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(line['id']) ? line['id'] : fail('id', 'a UUID in small letters')),
    note: (): string => (isText(line['note'], 2_000) && !hasUnseen(line['note']) && checkNote(line['note']) === line['note'] ? line['note'] : fail('note', 'a text of at most 2,000 characters, without spaces around it or control characters')),
    reviewer: (): string => (isText(line['reviewer'], 80) && isNameOfPost(line['reviewer']) ? line['reviewer'] : fail('reviewer', 'the name of a reviewer, at most 80 letters, digits, spaces and . , \' ( ) & / -')),
    moment: (now: Date): string => {
      const value = line['madeAt'];
      if (typeof value !== 'string' || Number.isNaN(Date.parse(value)) || new Date(value).toISOString() !== value) return fail('madeAt', 'a moment as 2026-11-27T09:30:00.000Z');
      return Date.parse(value) - now.getTime() > mostAheadMs ? fail('madeAt', 'a moment that has been') : value;
    },
    basis: (): Basis => (isBasis(line['basis']) ? line['basis'] : fail('basis', 'how things stood when it was decided, as "decisions export" writes it')),
    nothingBut: (allowed: readonly string[]): void => {
      const other = Object.keys(line).find((field) => !allowed.includes(field));
      if (other !== undefined) throw refuse(where, `it has ${JSON.stringify(other).slice(0, 80)}`, `nothing but ${allowed.join(', ')}`);
    },
  };
}

function isBasis(value: unknown): value is Basis {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || JSON.stringify(value).length > longestBasis) return false;
  const isPlain = (text: unknown): boolean => typeof text === 'string' && !text.includes('\0') && text.isWellFormed();
  const isTexts = (list: unknown): boolean => Array.isArray(list) && list.every(isPlain);
  const isWords = (words: unknown): boolean => typeof words === 'object' && words !== null && Object.entries(words).every(([id, each]) => isPlain(id) && isPlain((each as Record<string, unknown> | null)?.['title']) && isPlain((each as Record<string, unknown>)['hash']) && ['undefined', 'boolean'].includes(typeof (each as Record<string, unknown>)['isAdopted']));
  const checks: Record<string, (part: unknown) => boolean> = { words: isWords, publisherThemes: isTexts, authorities: isTexts, inForce: isTexts, engineAgreed: (part) => typeof part === 'boolean' };
  return Object.entries(value).every(([name, part]) => Object.hasOwn(checks, name) && checks[name]!(part));
}
