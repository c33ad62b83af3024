import { Document, Footer, Header, HeadingLevel, Packer, PageNumber, Paragraph, Tab, Table, TableCell, TableLayoutType, TableRow, TabStopType, TextRun, WidthType, type IParagraphOptions } from 'docx';
import type { Block, Column, Paper, Table as PaperTable } from '../../commissioning/paper/Paper.ts';
import { cellMargins, headShading, page, paperNumbering, paperStyles, textWidth } from './docxStyles.ts';
import { sealDocx } from './sealDocx.ts';

/** The paper for a word processor: real headings, numbers that count by themselves when somebody edits it, tables whose heads come again on each page. */
export async function paperAsDocx(paper: Paper): Promise<Buffer> {
  const document = new Document({
    title: paper.title,
    subject: paper.reference,
    creator: 'Common Ground',
    lastModifiedBy: 'Common Ground',
    styles: paperStyles,
    numbering: paperNumbering,
    sections: [
      {
        properties: { page },
        ...(paper.marking !== null && { headers: { default: new Header({ children: [new Paragraph({ style: 'Header', text: paper.marking })] }) } }),
        footers: { default: new Footer({ children: [footer(paper)] }) },
        children: [...(paper.marking === null ? [] : [new Paragraph({ style: 'Marking', text: paper.marking })]), new Paragraph({ heading: HeadingLevel.TITLE, text: paper.title }), ...blocksAsDocx(paper.blocks)],
      },
    ],
  });
  return sealDocx(await Packer.toBuffer(document), paper.asAt);
}

function footer({ reference }: Paper): Paragraph {
  return new Paragraph({ style: 'Footer', tabStops: [{ type: TabStopType.RIGHT, position: textWidth }], children: [new TextRun({ children: [reference, new Tab(), 'Page ', PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES] })] });
}

/** A page break is a property of the heading after it: a break of its own would leave an empty line. */
function blocksAsDocx(blocks: readonly Block[]): (Paragraph | Table)[] {
  return blocks.flatMap((block, index) => blockAsDocx(block, blocks[index - 1]?.kind === 'page-break'));
}

function blockAsDocx(block: Block, pageBreakBefore: boolean): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'heading':
      return [new Paragraph({ text: block.text, heading: block.level === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2, pageBreakBefore, ...numbered(block.label, 0) })];
    case 'paragraph':
      return [new Paragraph({ text: block.text, style: block.label === null ? 'LeadIn' : 'NumberedParagraph', ...numbered(block.label, 1) })];
    case 'bullets':
      return block.items.map((text) => new Paragraph({ text, style: 'Bullet', numbering: { reference: 'bullets', level: 0 } }));
    case 'table':
      return tableAsDocx(block);
    case 'page-break':
      return [];
  }
}

/** Parts and appendices are two lists: '2' and '2.1' count in one, 'Appendix A' and 'A.1' in the other. */
function numbered(label: string | null, level: number): Pick<IParagraphOptions, 'numbering'> {
  return label === null ? {} : { numbering: { reference: /^\d/.test(label) ? 'parts' : 'appendices', level } };
}

function tableAsDocx({ label, caption, columns, rows, notes }: PaperTable): (Paragraph | Table)[] {
  const widths = widthsOf(columns);
  const head = new TableRow({ tableHeader: true, cantSplit: true, children: columns.map(({ text, isNumber }, index) => cellAsDocx(text, { width: widths[index]!, style: isNumber ? 'TableHeadNumber' : 'TableHead', isHead: true })) });
  const body = rows.map((row) => new TableRow({ cantSplit: true, children: row.map((text, index) => cellAsDocx(text, { width: widths[index]!, style: columns[index]!.isNumber ? 'TableNumber' : 'TableText', isHead: false })) }));
  return [
    new Paragraph({ style: 'Caption', text: `${label}: ${caption}` }),
    new Table({ width: { size: textWidth, type: WidthType.DXA }, columnWidths: widths, layout: TableLayoutType.FIXED, margins: cellMargins, tableLook: { firstRow: true, firstColumn: true, noHBand: true, noVBand: true }, rows: [head, ...body] }),
    ...notes.map((text) => new Paragraph({ style: 'TableSource', text })),
    new Paragraph({ style: 'AfterTable' }),
  ];
}

function cellAsDocx(text: string, { width, style, isHead }: { width: number; style: string; isHead: boolean }): TableCell {
  return new TableCell({ width: { size: width, type: WidthType.DXA }, ...(isHead && { shading: headShading }), children: [new Paragraph({ style, text })] });
}

/** The last takes what rounding leaves. */
function widthsOf(columns: readonly Column[]): number[] {
  const all = columns.reduce((sum, { weight }) => sum + weight, 0);
  const widths = columns.map(({ weight }) => Math.floor((textWidth * weight) / all));
  return widths.map((width, index) => (index === widths.length - 1 ? width + textWidth - widths.reduce((sum, each) => sum + each, 0) : width));
}
