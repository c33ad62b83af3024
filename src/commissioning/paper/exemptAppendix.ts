import { leadIn, paragraph, toldText, type Part } from './blocks.ts';
import type { PaperSource } from './PaperSource.ts';

/** Part 1 of Schedule 12A of the Local Government Act 1972 as it has been in England since 2006, in short. */
const paragraphsOfSchedule: Record<number, string> = {
  1: 'information relating to any individual',
  2: 'information likely to reveal the identity of an individual',
  3: 'information relating to the financial or business affairs of any particular person, the authority that holds it included',
  4: 'information relating to consultations or negotiations about a labour relations matter',
  5: 'information to which a claim to legal professional privilege could be maintained in legal proceedings',
  6: 'information that reveals a proposed statutory notice, order or direction',
  7: 'information relating to action about the prevention, investigation or prosecution of crime',
};

export function exemptAppendix(source: PaperSource): Part {
  return { title: 'Exempt information', isAppendix: true, blocks: exemptBlocks(source) };
}

function exemptBlocks(source: PaperSource): Part['blocks'] {
  const { content, includesExempt } = source;
  if (content.exempt === null) return [paragraph('There is none: nothing in this proposal is said to be exempt.')];
  if (!includesExempt) return [paragraph(`There is an exempt appendix, which is not in this copy: ${byParagraph(content.exempt.paragraph)}.`)];
  return [leadIn(`Not for publication: ${byParagraph(content.exempt.paragraph)}.`), ...toldText(content.exempt.text)];
}

/** What a reader is told of it before anything else. */
export function exemptInWords({ content, includesExempt }: PaperSource): string {
  if (content.exempt === null) return 'None';
  return includesExempt ? 'In Appendix B of this copy, which is not for publication' : 'In an appendix that is not in this copy';
}

export function markingOf({ content, includesExempt }: PaperSource): string | null {
  return content.exempt === null || !includesExempt ? null : `Not for publication: contains exempt information, paragraph ${content.exempt.paragraph} of Schedule 12A, Local Government Act 1972`;
}

function byParagraph(paragraphNumber: number): string {
  const meaning = paragraphsOfSchedule[paragraphNumber];
  return `exempt by paragraph ${paragraphNumber} of Part 1 of Schedule 12A of the Local Government Act 1972${meaning === undefined ? '' : ` (${meaning})`}`;
}
