import { AlignmentType, LevelFormat, ShadingType, type INumberingOptions, type IStylesOptions } from 'docx';

/** A4, in twentieths of a point. */
export const page = { size: { width: 11_906, height: 16_838 }, margin: { top: 1_247, bottom: 1_247, left: 1_134, right: 1_134, header: 567, footer: 567 } };
export const textWidth = page.size.width - page.margin.left - page.margin.right;

export const cellMargins = { top: 50, bottom: 50, left: 85, right: 85 };
export const headShading = { type: ShadingType.CLEAR, color: 'auto', fill: 'E8E8E8' };

/** Headings hang as far as the paragraphs that they number. */
const hanging = 737;

const black = '000000';
const atEnd = { alignment: AlignmentType.RIGHT };

/** Sizes are in half points. */
export const paperStyles: IStylesOptions = {
  default: {
    document: { run: { font: 'Arial', size: 22, color: black, language: { value: 'en-GB' } }, paragraph: { spacing: { after: 120, line: 276 } } },
    title: { run: { size: 36, bold: true, color: black }, paragraph: { spacing: { after: 240 } } },
    heading1: { run: { size: 28, bold: true, color: black }, paragraph: { keepNext: true, keepLines: true, spacing: { before: 360, after: 120 } } },
    heading2: { run: { size: 23, bold: true, color: black }, paragraph: { keepNext: true, keepLines: true, spacing: { before: 240, after: 80 } } },
    caption: { run: { size: 20, bold: true, italics: false, color: black }, paragraph: { keepNext: true, keepLines: true, spacing: { before: 160, after: 80 } } },
  },
  paragraphStyles: [
    { id: 'NumberedParagraph', name: 'Numbered paragraph', basedOn: 'Normal', quickFormat: true },
    { id: 'LeadIn', name: 'Lead-in', basedOn: 'Normal', quickFormat: true, paragraph: { keepNext: true } },
    { id: 'Bullet', name: 'Bullet', basedOn: 'Normal', quickFormat: true, paragraph: { spacing: { after: 60 } } },
    { id: 'Marking', name: 'Marking', basedOn: 'Normal', run: { bold: true }, paragraph: { border: { top: line(), bottom: line(), left: line(), right: line() } } },
    { id: 'TableText', name: 'Table text', basedOn: 'Normal', run: { size: 18 }, paragraph: { spacing: { after: 0, line: 252 } } },
    { id: 'TableHead', name: 'Table head', basedOn: 'TableText', run: { bold: true } },
    { id: 'TableNumber', name: 'Table number', basedOn: 'TableText', paragraph: atEnd },
    { id: 'TableHeadNumber', name: 'Table head of numbers', basedOn: 'TableHead', paragraph: atEnd },
    { id: 'TableSource', name: 'Table source', basedOn: 'Normal', run: { size: 17 }, paragraph: { spacing: { before: 40, after: 0, line: 252 } } },
    { id: 'AfterTable', name: 'After table', basedOn: 'Normal', run: { size: 12 }, paragraph: { spacing: { after: 60, line: 240 } } },
    { id: 'Header', name: 'header', basedOn: 'Normal', run: { size: 18, bold: true }, paragraph: { alignment: AlignmentType.CENTER } },
    { id: 'Footer', name: 'footer', basedOn: 'Normal', run: { size: 18 } },
  ],
};

export const paperNumbering: INumberingOptions = {
  config: [
    { reference: 'parts', levels: [listLevel(0, LevelFormat.DECIMAL, '%1'), listLevel(1, LevelFormat.DECIMAL, '%1.%2')] },
    { reference: 'appendices', levels: [{ ...listLevel(0, LevelFormat.UPPER_LETTER, 'Appendix %1'), style: { paragraph: { indent: { left: 1_985, hanging: 1_985 } } } }, listLevel(1, LevelFormat.DECIMAL, '%1.%2')] },
    { reference: 'bullets', levels: [{ level: 0, format: LevelFormat.BULLET, text: '•', alignment: AlignmentType.LEFT, style: { paragraph: { indent: { left: hanging + 340, hanging: 340 } } } }] },
  ],
};

function listLevel(level: number, format: (typeof LevelFormat)[keyof typeof LevelFormat], text: string) {
  return { level, format, text, alignment: AlignmentType.LEFT, style: { paragraph: { indent: { left: hanging, hanging } } } };
}

function line() {
  return { style: 'single', size: 8, space: 4, color: black } as const;
}
