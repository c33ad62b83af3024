/**
 * A committee paper before it is HTML or a document of a word processor: what stands in it, in which order, under which numbers. Every text
 * is plain, on one line, without control characters, and never empty, so that a writer has only to lay it out.
 */
export interface Paper {
  title: string;
  /** Which proposal and version it is of; stands on every page. */
  reference: string;
  /** Why this copy is not for the public; stands on every page. Null where nothing exempt is in it. */
  marking: string | null;
  /** The day it speaks of, an ISO date. */
  asAt: string;
  blocks: readonly Block[];
}

export type Block = Heading | Paragraph | BulletList | Table | PageBreak;

export interface Heading {
  kind: 'heading';
  /** 1 for a part of the paper, 2 for what stands inside one; the title is above both. */
  level: 1 | 2;
  /** '3' for the third part, 'Appendix A' for the first appendix; null inside a part, where only paragraphs are numbered. */
  label: string | null;
  text: string;
}

export interface Paragraph {
  kind: 'paragraph';
  /** '3.2' or 'A.2'; null where it only leads on to what follows. */
  label: string | null;
  text: string;
}

export interface BulletList {
  kind: 'bullets';
  items: readonly string[];
}

export interface Table {
  kind: 'table';
  /** 'Table 4'. */
  label: string;
  caption: string;
  /** Each heads its cells; the first has the heads of the rows. */
  columns: readonly Column[];
  rows: readonly (readonly string[])[];
  /** Sources and data version, under the table. */
  notes: readonly string[];
}

export interface Column {
  text: string;
  isNumber: boolean;
  /** How wide it is beside the others. */
  weight: number;
}

export interface PageBreak {
  kind: 'page-break';
}
