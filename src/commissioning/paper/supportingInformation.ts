import type { Figure, Objective } from '../proposals/ProposalContent.ts';
import { bullets, column, factsTable, heading, leadIn, paragraph, table, toldText, type Part } from './blocks.ts';
import { figureInWords, listed, notKnown, periodInWords } from './inWords.ts';
import { bodyName, themeName } from './names.ts';
import type { Block } from './Paper.ts';
import type { PaperSource } from './PaperSource.ts';
import { notTold } from './plainText.ts';
import { positionsTable } from './positionsTable.ts';

export function supportingInformation(source: PaperSource): Part {
  const { content } = source;
  return {
    title: 'Supporting information',
    isAppendix: false,
    blocks: [
      ...toldText(content.summary),
      scopeTable(source),
      heading('Who should undertake the work'),
      ...toldText(content.who),
      heading('How it should be done'),
      ...toldText(content.how),
      heading('To what specification'),
      ...toldText(content.specification),
      heading('How it should be funded'),
      ...toldText(content.funding),
      heading('Objectives'),
      objectives(source),
      heading('Timescale'),
      ...toldText(content.timescale),
      heading('Risks'),
      risks(source),
      heading('Consultation'),
      consultation(source),
      heading('Positions of the bodies'),
      positionsTable(source),
      heading('What has moved since the evidence was frozen'),
      ...movedSince(source),
    ],
  };
}

function scopeTable(source: PaperSource): Block {
  const { bodies, themeCodes, ages, groups, area, regionCode, overlapIds } = source.content;
  return factsTable('What the proposal is for', [
    ['Bodies', listed(bodies.map(({ code }) => bodyName(code, source)))],
    ['Themes', listed(themeCodes.map((code) => themeName(code, source)))],
    ['Ages', ages === null ? notTold : `${ages.from} to ${ages.to}`],
    ['Children and young people', listed(groups)],
    ['Area', area],
    ['Region', regionCode === null ? notTold : bodyName(regionCode, source)],
    ['Starts from', overlapIds.length === 0 ? 'No overlap of priorities: it starts from nothing' : `${overlapIds.length === 1 ? 'Overlap' : 'Overlaps'} of priorities ${listed(overlapIds)}`],
  ]);
}

function objectives(source: PaperSource): Block {
  const { objectives: told } = source.content;
  if (told.length === 0) return paragraph(`${notTold}.`);
  return table({
    caption: 'Objectives, and how it will be told whether they came about',
    columns: [column('Objective', 3), column('Indicator', 2), column('Measured for', 2), column('Baseline', 2), column('Target', 2)],
    rows: told.map((objective) => {
      const { text, indicatorCode, baseline, target } = objective;
      const indicator = indicatorCode === null ? null : source.names.indicators.get(indicatorCode);
      return [text, indicator?.title ?? indicatorCode ?? 'Tied to no indicator yet', measuredFor(objective, source), figureOf(baseline, indicator?.unit), figureOf(target, indicator?.unit)];
    }),
  });
}

function measuredFor({ areaCode, breakdown }: Objective, source: PaperSource): string {
  const area = areaCode === null ? 'Each authority that takes part' : bodyName(areaCode, source);
  return breakdown === null ? area : `${area}: ${breakdown}`;
}

function figureOf(figure: Figure | null, unit: string | null = null): string {
  return figure === null ? notTold : `${figureInWords(figure.value, unit)} (${periodInWords(figure.period)})`;
}

function risks({ content }: PaperSource): Block {
  if (content.risks.length === 0) return paragraph(`${notTold}.`);
  const level = (told: 'low' | 'medium' | 'high' | null) => (told === null ? notKnown : told.charAt(0).toUpperCase() + told.slice(1));
  return table({
    caption: 'Risks',
    columns: [column('Risk', 3), column('Likelihood', 1.5), column('Impact', 1.5), column('What is done about it', 3)],
    rows: content.risks.map(({ text, likelihood, impact, mitigation }) => [text, level(likelihood), level(impact), mitigation]),
  });
}

function consultation({ content }: PaperSource): Block {
  if (content.consultation.length === 0) return paragraph(`${notTold}: nobody is said to have been consulted.`);
  return table({
    caption: 'Consultation, and what was done about it',
    columns: [column('Who was consulted', 2), column('What they said', 3), column('What was done about it', 3)],
    rows: content.consultation.map(({ whom, said, response }) => [whom, said, response]),
  });
}

function movedSince({ evidence, since }: PaperSource): Block[] {
  if (evidence === null) return [paragraph(`${notTold}: no evidence has been filled in.`)];
  if (since === null) return [paragraph('Not known: the evidence was not compared with newer data.')];
  const compared = `The evidence, of data version ${evidence.dataVersion}, was compared with data version ${since.dataVersion}.`;
  return since.moved.length === 0 ? [paragraph(`${compared} None of its figures has moved.`)] : [leadIn(`${compared} ${since.movedCount > since.moved.length ? `Of ${since.movedCount} that moved, these are the first ${since.moved.length}.` : 'These moved.'}`), bullets(since.moved)];
}
