import { HubError } from '../../../errors.ts';
import { excessIn, mostInWords } from '../../gather/parseJson.ts';
import { decodeUtf8 } from '../../package/decodeUtf8.ts';
import type { Facts } from './Facts.ts';

/** What a CSVW document says of its tables. */
export interface CsvwTables {
  /** By the name of each table's file, which is its indicator's. */
  facts: Map<string, Facts>;
  /** Names of columns by the headings that their files have for them. */
  names: Map<string, string>;
}

type Node = Record<string, unknown>;

const mostBytes = 32 * 1024 * 1024;

/** How the terms of Dublin Core are written. */
const dublinCore = ['dc:', 'dcterms:', 'dct:', 'http://purl.org/dc/terms/'];
/** What the name of a publisher stands under, where it is not a text itself. */
const namings = ['schema:name', 'foaf:name', 'rdfs:label', ...dublinCore.map((prefix) => `${prefix}title`)];

/** Titles, descriptions and publishers of tables, and names of their columns; BAD_PACKAGE when it is no CSVW. */
export function readCsvw(bytes: Buffer, path: string): CsvwTables {
  const refusal = new HubError('BAD_PACKAGE', `${path}, given as metadata, is not CSVW. Expected a JSON object with url, or with tables that each have one. Nothing was changed.`);
  const document = parseObject(readText(bytes, path));
  if (!document || !(Array.isArray(document.tables) || typeof document.url === 'string')) throw refusal;
  try {
    return tablesIn(document);
  } catch {
    // JSON of any other shape, however deep.
    throw refusal;
  }
}

/** The text of a document that the hub holds in memory as a whole. */
function readText(bytes: Buffer, path: string): string {
  const refuse = (most: string) => new HubError('BAD_PACKAGE', `${path}, given as metadata, holds more than ${most}, far more than CSVW needs for a file of figures. Check the address. Nothing was changed.`);
  if (bytes.length > mostBytes) throw refuse(`${mostBytes} bytes`);
  const text = decodeUtf8(bytes, path);
  const excess = excessIn(text);
  if (excess !== null) throw refuse(mostInWords[excess]);
  return text;
}

/** Names of columns by their headings; none where the metadata are of another form, which is no JSON. */
export function readColumnNames(bytes: Buffer, path: string): ReadonlyMap<string, string> {
  return /^\uFEFF?\s*\{/.test(bytes.toString('utf8', 0, 1_000)) ? readCsvw(bytes, path).names : new Map();
}

function tablesIn(document: Node): CsvwTables {
  const tables = (Array.isArray(document.tables) ? document.tables : [document]) as Node[];
  const [facts, names] = [new Map<string, Facts>(), new Map<string, string>()];
  // A group may say it once for all its tables, of which there may be many: then it is read once, too.
  const group = { creator: termOf(document, 'creator'), publisher: termOf(document, 'publisher'), source: termOf(document, 'source') };
  const values = new Map<unknown, Node>();
  for (const table of tables) {
    const schema = table.tableSchema ?? document.tableSchema ?? {};
    const value = values.get(schema) ?? readColumns(schema, names);
    values.set(schema, value);
    facts.set(text(table.url).split(/[?#]/)[0]!.split('/').at(-1)!.replace(/\.csv$/, ''), factsOf(table, group, value));
  }
  return { facts, names };
}

/** The column of values; what the columns are called goes among the names. */
function readColumns(schema: unknown, names: Map<string, string>): Node {
  const { columns = [] } = schema as { columns?: Node[] };
  for (const column of columns) for (const title of texts(column.titles)) if (!names.has(title)) names.set(title, nameOf(column));
  return columns.find((column) => nameOf(column) === 'value') ?? {};
}

function factsOf(table: Node, group: Readonly<Record<'creator' | 'publisher' | 'source', string>>, value: Node): Facts {
  const ofEither = (term: keyof typeof group): string => termOf(table, term) || group[term];
  return {
    title: termOf(table, 'title') || text(table['schema:name']) || text(table['rdfs:label']) || text(table.titles),
    valueType: '',
    unit: text(value.unit) || termOf(value, 'unit'),
    polarity: '',
    yearType: '',
    frequency: '',
    description: termOf(table, 'description') || text(table['schema:description']) || text(table['rdfs:comment']),
    body: ofEither('creator') || ofEither('publisher'),
    url: ofEither('source'),
  };
}

/** A column that has no name is called what its first title is. */
function nameOf(column: Node): string {
  return text(column.name) || text(column.titles);
}

function termOf(node: Node, term: string): string {
  return dublinCore.map((prefix) => text(node[prefix + term])).find((found) => found !== '') ?? '';
}

function text(value: unknown): string {
  return texts(value)[0] ?? '';
}

/** All texts of a value, English ones first: a text, a list, texts by language, a text with its language beside it, or a thing with a name or an address. */
function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value.replaceAll(/\s+/g, ' ').trim()].filter((found) => found !== '');
  if (Array.isArray(value)) return value.toSorted((a, b) => rankOf(languageOf(a)) - rankOf(languageOf(b))).flatMap(texts);
  if (typeof value !== 'object' || value === null) return [];
  const node = value as Node;
  if ('@value' in node) return texts(node['@value']);
  for (const naming of namings) {
    // A name may be a thing with a name itself: were each looked at twice, every level would double the time.
    const found = texts(node[naming]);
    if (found.length > 0) return found;
  }
  if ('@id' in node) return texts(node['@id']);
  return Object.keys(node).filter((key) => !key.startsWith('@') && !namings.includes(key)).toSorted((a, b) => rankOf(a) - rankOf(b)).flatMap((language) => texts(node[language]));
}

function languageOf(value: unknown): string {
  const language = typeof value === 'object' && value !== null ? (value as Node)['@language'] : undefined;
  return typeof language === 'string' ? language : 'und';
}

/** Texts without a language are mostly English here. */
function rankOf(language: string): number {
  return /^en(-|$)/i.test(language) ? 0 : language === 'und' ? 1 : 2;
}

function parseObject(json: string): Node | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? (value as Node) : null;
  } catch {
    return null;
  }
}
