import type { Part } from './blocks.ts';
import type { Block, Table } from './Paper.ts';

/** The parts one after another, numbered as committees quote them: parts 1, 2, …, appendices A, B, … on pages of their own, paragraphs 1.1 and A.1, tables from 1 to the last. */
export function numberedBlocks(first: Table, parts: readonly Part[]): Block[] {
  const sections = parts.filter(({ isAppendix }) => !isAppendix).flatMap((part, index) => numberedPart(part, `${index + 1}`));
  const appendices = parts.filter(({ isAppendix }) => isAppendix).flatMap((part, index) => numberedPart(part, String.fromCharCode(65 + index)));
  let tables = 0;
  return [first, ...sections, ...appendices].map((block) => (block.kind === 'table' ? { ...block, label: `Table ${++tables}` } : block));
}

function numberedPart({ title, isAppendix, blocks }: Part, number: string): Block[] {
  let paragraphs = 0;
  return [
    ...(isAppendix ? [{ kind: 'page-break' } as const] : []),
    { kind: 'heading', level: 1, label: isAppendix ? `Appendix ${number}` : number, text: title },
    ...blocks.map((block) => (block.kind === 'paragraph' && block.label !== null ? { ...block, label: `${number}.${++paragraphs}` } : block)),
  ];
}
