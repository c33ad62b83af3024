import { strFromU8, unzipSync } from 'fflate';
import { DomUtils, parseDocument } from 'htmlparser2';

type Node = ReturnType<typeof parseDocument>['children'][number];
type Element = Extract<Node, { attribs: unknown }>;

/** What a reader of the HTML meets, piece by piece, in order. */
export function textsOfHtml(html: string): string[] {
  const pieces = ['h1', 'h2', 'h3', 'p', 'li', 'caption', 'th', 'td'];
  return DomUtils.getElementsByTagName((name) => pieces.includes(name), parseDocument(html).children).map((piece) => DomUtils.textContent(piece));
}

/** Every file of a .docx, as text. */
export function filesOf(docx: Uint8Array): Record<string, string> {
  return Object.fromEntries(Object.entries(unzipSync(docx)).map(([path, bytes]) => [path, strFromU8(bytes)]));
}

/** What a reader of the .docx meets: each paragraph, cells too, with the number that a word processor counts for it. */
export function textsOfDocx(docx: Uint8Array): string[] {
  const files = filesOf(docx);
  const numberOf = readNumbering(files['word/numbering.xml']!);
  return elementsOf(files['word/document.xml']!, 'w:p')
    .filter((paragraph) => styleOf(paragraph) !== 'AfterTable')
    .map((paragraph) => numberOf(paragraph) + within(paragraph, 'w:t').map((text) => DomUtils.textContent(text)).join(''));
}

export function styleOf(paragraph: Element): string | undefined {
  return valueOf(within(paragraph, 'w:pStyle')[0]);
}

export function elementsOf(xml: string, name: string): Element[] {
  return DomUtils.getElementsByTagName(name, parseDocument(xml, { xmlMode: true }).children);
}

export function within(element: Element, name: string): Element[] {
  return DomUtils.getElementsByTagName(name, element.children);
}

function valueOf(element: Element | undefined): string | undefined {
  return element?.attribs['w:val'];
}

/** Counts as word processors do: a level goes on from where its list was, and begins again under each of the level above. */
function readNumbering(xml: string): (paragraph: Element) => string {
  const lists = new Map(elementsOf(xml, 'w:abstractNum').map((list) => [list.attribs['w:abstractNumId'], within(list, 'w:lvl').map((level) => ({ format: valueOf(within(level, 'w:numFmt')[0]), text: valueOf(within(level, 'w:lvlText')[0])! }))]));
  const listOf = new Map(elementsOf(xml, 'w:num').map((number) => [number.attribs['w:numId'], valueOf(within(number, 'w:abstractNumId')[0])]));
  const counts = new Map<string | undefined, number[]>();
  return (paragraph) => {
    const [properties] = within(paragraph, 'w:numPr');
    if (!properties) return '';
    const list = listOf.get(valueOf(within(properties, 'w:numId')[0]));
    const level = Number(valueOf(within(properties, 'w:ilvl')[0]));
    const levels = lists.get(list)!;
    if (levels[level]!.format === 'bullet') return '';
    const count = (counts.get(list) ?? []).slice(0, level + 1);
    count[level] = (count[level] ?? 0) + 1;
    counts.set(list, count);
    return `${levels[level]!.text.replace(/%(\d)/g, (_, place) => written(count[Number(place) - 1]!, levels[Number(place) - 1]!.format))} `;
  };
}

function written(count: number, format: string | undefined): string {
  return format === 'upperLetter' ? String.fromCharCode(64 + count) : String(count);
}
