import type { Option, Reliance } from '../proposals/ProposalContent.ts';
import { bullets, column, heading, leadIn, paragraph, table, toldText, type Part } from './blocks.ts';
import { labelOf, sourcesOf } from './evidenceAppendix.ts';
import { dateInWords, figureInWords, moneyInWords } from './inWords.ts';
import { bodyName } from './names.ts';
import type { Block } from './Paper.ts';
import type { PaperSource } from './PaperSource.ts';
import { notTold } from './plainText.ts';

export function recommendations(source: PaperSource): Part {
  const { content, reportTo } = source;
  const asked = reportTo.bodyCode === null ? 'Each body that takes part' : bodyName(reportTo.bodyCode, source);
  return {
    title: 'Recommendations',
    isAppendix: false,
    blocks: content.recommendations.length === 0 ? [paragraph(`${notTold}: the proposal recommends nothing so far.`)] : [leadIn(`${asked} is asked to agree the following.`), ...content.recommendations.map(paragraph)],
  };
}

export function reasons(source: PaperSource): Part {
  const { content } = source;
  return {
    title: 'Reasons for recommendations',
    isAppendix: false,
    blocks: [
      ...toldText(content.reasons),
      heading('Conclusion of the study'),
      ...toldText(content.conclusion),
      heading('What the conclusion rests on'),
      ...(content.reliesOn.length === 0 ? [paragraph(`${notTold}: no figure of the evidence is named.`)] : [leadIn('The conclusion holds while these do.'), bullets(content.reliesOn.map((reliance) => relianceInWords(reliance, source)))]),
      paragraph(holdsInWords(source)),
    ],
  };
}

function holdsInWords({ evidence, since }: PaperSource): string {
  if (evidence === null) return 'Whether it holds cannot be told: no evidence has been filled in.';
  return since?.conclusion ?? 'Whether it still holds on the data of today is not known: the evidence was not compared with them.';
}

function relianceInWords({ factKey, holdsWhile, value }: Reliance, source: PaperSource): string {
  const fact = source.evidence?.facts.find(({ key }) => key === factKey);
  const what = fact === undefined ? `“${factKey}” (not in the evidence)` : labelOf(fact, source);
  if (holdsWhile === 'same') return `${what}: as the evidence has it`;
  const bound = value === null ? 'a figure that is not told' : figureInWords(value, fact?.unit ?? null);
  return `${what}: ${holdsWhile === 'at-least' ? 'at least' : 'at most'} ${bound}`;
}

export function otherOptions({ content: { options, assumptions } }: PaperSource): Part {
  const others = options.some(({ isPreferred }) => !isPreferred);
  const hasDoNothing = options.some(({ isDoNothing }) => isDoNothing);
  const blocks: Block[] = [];
  if (options.length > 0) blocks.push(paragraph('The options are set side by side, the preferred one among them.'), optionsTable(options, assumptions.years));
  if (!others) blocks.push(paragraph(`${notTold}: no other option has been set out.`));
  if (!hasDoNothing) blocks.push(paragraph(`${notTold}: doing nothing is not among the options.`));
  return { title: 'Other options considered', isAppendix: false, blocks };
}

function optionsTable(options: readonly Option[], years: number): Block {
  return table({
    caption: 'Options considered',
    columns: [column('Option', 2), column(`Cost over ${years === 1 ? 'one year' : `${years} years`}`, 2), column('Costs and drawbacks', 3), column('Benefits', 3)],
    rows: options.map((option) => [titleOf(option), moneyInWords(option.cost), option.costs, option.benefits]),
  });
}

function titleOf({ title, isPreferred, isDoNothing }: Option): string {
  const marks = [isDoNothing && 'doing nothing', isPreferred && 'preferred'].filter(Boolean);
  return marks.length > 0 ? `${title} (${marks.join(', ')})` : title;
}

export function wardsAndAreas({ content }: PaperSource): Part {
  return { title: 'Wards or areas affected', isAppendix: false, blocks: [...(content.area.trim() === '' ? [] : toldText(`Area of the proposal: ${content.area}`)), ...toldText(content.wards)] };
}

/** Law asks that a report lists what it relies on to a material extent: here, what the facts of the evidence were read from. */
export function backgroundPapers({ evidence }: PaperSource): Part {
  const title = 'Background papers';
  if (evidence === null) return { title, isAppendix: false, blocks: [paragraph(`${notTold}: no evidence has been filled in, so no document can be named.`)] };
  const sources = sourcesOf(evidence.facts);
  const unnamed = evidence.facts.filter(({ source, isKnown }) => source === null && isKnown).length;
  return {
    title,
    isAppendix: false,
    blocks: [
      ...(sources.length === 0 ? [paragraph('The evidence names no document that it was read from.')] : [leadIn('The evidence in Appendix A was read from these documents and publications.'), bullets(sources)]),
      ...(unnamed > 0 ? [paragraph(`Of ${unnamed} of the ${evidence.facts.length} things that the evidence tells the source is not known.`)] : []),
      paragraph(`All of it was frozen on ${dateInWords(evidence.madeAt)} from data version ${evidence.dataVersion} of the hub.`),
    ],
  };
}
