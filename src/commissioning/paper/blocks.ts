import type { Block, BulletList, Column, Heading, Paragraph, Table } from './Paper.ts';
import { linesOf, notTold, plainText } from './plainText.ts';

/** A part of the paper before it has its numbers. */
export interface Part {
  title: string;
  isAppendix: boolean;
  blocks: readonly Block[];
}

/** Numbers get their place in `numberedBlocks`. */
const numberedLater = '';

export function heading(text: string): Heading {
  return { kind: 'heading', level: 2, label: null, text: plainText(text) };
}

export function paragraph(text: string): Paragraph {
  return { kind: 'paragraph', label: numberedLater, text: plainText(text) };
}

/** A line without a number, which leads on to what follows. */
export function leadIn(text: string): Paragraph {
  return { kind: 'paragraph', label: null, text: plainText(text) };
}

export function bullets(items: readonly string[]): BulletList {
  return { kind: 'bullets', items: items.map(plainText) };
}

/** What somebody told at any length: each line a paragraph, lines that begin as those of a list do a list. */
export function toldText(text: string): Block[] {
  const blocks: Block[] = [];
  for (const line of linesOf(text)) {
    const item = /^\s*[-*•·–]\s+(.*\S)/.exec(line)?.[1];
    const last = blocks.at(-1);
    if (item === undefined) blocks.push(paragraph(line));
    else if (last?.kind === 'bullets') blocks[blocks.length - 1] = bullets([...last.items, item]);
    else blocks.push(bullets([item]));
  }
  return blocks.length > 0 ? blocks : [paragraph(`${notTold}.`)];
}

export function table(told: { caption: string; columns: readonly Column[]; rows: readonly (readonly string[])[]; notes?: readonly string[] }): Table {
  return {
    kind: 'table',
    label: numberedLater,
    caption: plainText(told.caption),
    columns: told.columns,
    rows: told.rows.map((row) => row.map(plainText)),
    notes: (told.notes ?? []).map(plainText),
  };
}

/** A table of what is told of one thing: its name, and what is told. */
export function factsTable(caption: string, rows: readonly (readonly [string, string])[]): Table {
  return table({ caption, columns: [column('Item', 1), column('Detail', 3)], rows });
}

export function column(text: string, weight = 1): Column {
  return { text, isNumber: false, weight };
}

export function numberColumn(text: string, weight = 1): Column {
  return { text, isNumber: true, weight };
}
