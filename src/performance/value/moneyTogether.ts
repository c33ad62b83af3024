import { pounds, toPence } from './inWords.ts';
import { counted } from '../../words.ts';
import { isWhole, type Sum } from './savings.ts';

export interface MoneyTogether<Row extends Sum> {
  kind: string;
  basis: string;
  period: string;
  total: number | null;
  contributors: string[];
  sums: Row[];
  explanation: string;
}

/** Pooled and aligned money by period, kind and basis: whole sums of one kind and period are added where no authority has a part in two, since one may be part of another. */
export function moneyTogetherOf<Row extends Sum>(sums: readonly Row[], asked: ReadonlySet<string>): MoneyTogether<Row>[] {
  const byKind = Map.groupBy(sums, (sum) => JSON.stringify([sum.periodTo, sum.period, sum.kind, isWhole(sum) ? 'total' : 'change']));
  return [...byKind].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, own]) => {
    const { kind, period } = own[0]!;
    const isTotal = isWhole(own[0]!);
    const perhapsTwice = own.length - new Set(own.map(({ amount, authorityCodes }) => JSON.stringify([amount, authorityCodes]))).size;
    const named = own.flatMap(({ authorityCodes }) => authorityCodes);
    const areApart = new Set(named).size === named.length;
    const total = isTotal && areApart ? toPence(own.reduce((all, { amount }) => all + amount, 0)) : null;
    const shared = own.filter(({ authorityCodes }) => authorityCodes.length > 1);
    const beyond = shared.filter(({ authorityCodes }) => authorityCodes.some((code) => !asked.has(code))).length;
    const sentences = [
      total === null ? counted(own.length, isTotal ? 'sum' : 'change') + '.' : `${counted(own.length, 'sum')}, ${pounds(total)}.`,
      !isTotal && 'Changes are never added to whole sums, nor to one another.',
      isTotal && perhapsTwice > 0 && `Not added: ${counted(perhapsTwice, 'sum')} of the same amount for the same authorities may be one told twice.`,
      isTotal && !areApart && perhapsTwice === 0 && 'Not added: an authority has a part in several of them, and one may be part of another.',
      shared.length > 0 && `${shared.length} of several authorities together, never divided among them${beyond > 0 ? `; ${beyond} of them also of authorities that were not asked about` : ''}.`,
    ];
    return { kind, basis: isTotal ? 'total' : 'change', period, total, contributors: [...new Set(own.flatMap(({ paidInBy }) => paidInBy))].toSorted(), sums: own, explanation: sentences.filter(Boolean).join(' ') };
  });
}
