import type { FundingModel } from '../proposals/ProposalContent.ts';
import { bullets, column, factsTable, heading, numberColumn, paragraph, table, toldText, type Part } from './blocks.ts';
import { countInWords, differenceInWords, listed, moneyInWords, percentInWords, periodInWords, poundsInWords } from './inWords.ts';
import { bodyName } from './names.ts';
import type { Block } from './Paper.ts';
import type { PaperSource } from './PaperSource.ts';
import { notTold } from './plainText.ts';

export function implications(source: PaperSource): Part {
  const { content } = source;
  return {
    title: 'Implications',
    isAppendix: false,
    blocks: [
      heading('Financial'),
      ...financial(source),
      heading('Legal'),
      ...toldText(content.legal),
      heading('Personnel'),
      ...toldText(content.personnel),
      heading('Equalities'),
      ...toldText(content.equalityImpact),
      heading('Corporate objectives'),
      ...toldText(content.corporateObjectives),
    ],
  };
}

const fundingModels: Record<FundingModel, string> = {
  'keeps-own': 'Each body keeps its own resources: no money is put together, and none pays for another.',
  aligned: 'The bodies align their budgets: each keeps its own, and they are spent to one plan.',
  pooled: 'The bodies pool their money: one budget, of which each bears its share.',
  'lead-recharges': 'The lead body commissions and pays, and recharges each body its share.',
};

function financial(source: PaperSource): Block[] {
  const { money, content } = source;
  const prices = content.assumptions.priceYear === null ? 'The price year is not told yet.' : `All are in the prices of ${inSentence(periodInWords(content.assumptions.priceYear))}.`;
  return [
    paragraph(fundingModels[content.fundingModel]),
    ...shares(source),
    ...(money === null ? [paragraph(`${notTold}: what each body would pay has not been worked out.`)] : [paragraph(`Figures are ranges, from the least to the most that is expected. ${prices}`), moneyTable(source, money), ...(money.notes.length > 0 ? [bullets(money.notes)] : [])]),
    assumptionsTable(source),
  ];
}

function shares(source: PaperSource): Block[] {
  const { shares: told, fundingModel } = source.content;
  if (fundingModel === 'keeps-own' || fundingModel === 'aligned') return [];
  if (told.length === 0) return [paragraph(`${notTold}: what share each body bears.`)];
  return [table({ caption: 'Shares of all costs', columns: [column('Body', 3), numberColumn('Share', 1)], rows: told.map(({ bodyCode, percent }) => [bodyName(bodyCode, source), percentInWords({ low: percent, high: percent })]) })];
}

function moneyTable(source: PaperSource, { lines }: NonNullable<PaperSource['money']>): Block {
  const { years } = source.content.assumptions;
  return table({
    caption: 'What each body would pay, beside what it spends now',
    columns: [column('Body', 2), numberColumn('Each year', 2), numberColumn('Once', 2), numberColumn(years === 1 ? 'Over one year' : `Over ${years} years`, 2), numberColumn('Spends now, each year', 2), numberColumn('More or less than now, each year', 2)],
    rows: lines.map(({ bodyCode, perYear, oneOff, total, now, difference }) => [
      bodyCode === null ? 'All together' : bodyName(bodyCode, source),
      moneyInWords(perYear),
      moneyInWords(oneOff),
      moneyInWords(total),
      poundsInWords(now),
      differenceInWords(difference),
    ]),
  });
}

function assumptionsTable(source: PaperSource): Block {
  const { unit, unitCost, volumes, oneOffCost, economies, spendNow, years, priceYear, note } = source.content.assumptions;
  const nameOf = (code: string) => bodyName(code, source);
  return factsTable('What the costs rest on', [
    ['One unit', unit],
    ['Cost of one unit in a year', moneyInWords(unitCost)],
    ['Units in a year', listed(volumes.map(({ bodyCode, units }) => `${nameOf(bodyCode)} ${countInWords(units)}`))],
    ['Costs that arise once, for all together', moneyInWords(oneOffCost)],
    ['Saved by buying together', economies === null ? notTold : `${percentInWords(economies)} of running costs`],
    ['Spent now in a year', listed(spendNow.map(({ bodyCode, amount, source: stated }) => `${nameOf(bodyCode)} ${poundsInWords(amount)} (${stated.trim() || 'source not told'})`))],
    ['Years', `${years}`],
    ['Prices of', priceYear === null ? notTold : periodInWords(priceYear)],
    ['Why these', note],
  ]);
}

function inSentence(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
