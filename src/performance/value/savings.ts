import { pounds } from './inWords.ts';
import { counted } from '../../words.ts';

/** A sum of money as its publisher states it, with the authorities and themes it is for, all of them together. */
export interface Sum {
  id: string;
  amount: number;
  basis: string | null;
  kind: string;
  stage: string | null;
  period: string;
  periodTo: string;
  serviceId: string | null;
  text: string | null;
  authorityCodes: string[];
  themeCodes: string[];
  paidInBy: string[];
}

export interface Saving<Row extends Sum> {
  authorityCodes: string[];
  themeCodes: string[];
  period: string;
  planned: number | null;
  achieved: number | null;
  percentAchieved: number | null;
  sums: Row[];
  explanation: string;
}

/** What was to be saved beside what was saved, for the same authorities, period, themes and service; by period, then authorities. */
export function savingsOf<Row extends Sum>(sums: readonly Row[]): Saving<Row>[] {
  const bySubject = [...Map.groupBy(sums, ({ periodTo, period, authorityCodes, themeCodes, serviceId }) => JSON.stringify([periodTo, period, authorityCodes, themeCodes, serviceId]))];
  return bySubject.toSorted(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, own]) => (isPair(own) ? [own] : splitByText(own)).map(savingOf));
}

function isPair(sums: readonly Sum[]): boolean {
  return wholesOf(sums, 'planned').length <= 1 && wholesOf(sums, 'achieved').length <= 1;
}

/** Of several savings of one subject, what is to be saved and what was are told of by the same words. */
function splitByText<Row extends Sum>(sums: readonly Row[]): Row[][] {
  return [...Map.groupBy(sums, ({ text }) => text ?? '')].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, own]) => own);
}

function wholesOf(sums: readonly Sum[], stage: string | null): Sum[] {
  return sums.filter((sum) => isWhole(sum) && sum.stage === stage);
}

/** Whether an amount is a whole sum: a publisher that states no basis means one. */
export function isWhole({ basis }: Pick<Sum, 'basis'>): boolean {
  return basis !== 'change';
}

function savingOf<Row extends Sum>(sums: readonly Row[]): Saving<Row> {
  const [planned, achieved, unstated] = [wholesOf(sums, 'planned'), wholesOf(sums, 'achieved'), wholesOf(sums, null)];
  const changes = sums.length - planned.length - achieved.length - unstated.length;
  const [target, result] = [onlyOne(planned), onlyOne(achieved)];
  const percentAchieved = target !== null && result !== null && target > 0 ? Math.round((result / target) * 1000) / 10 : null;
  const sentences = [
    said(planned, 'to be saved'),
    said(achieved, 'saved'),
    percentAchieved !== null && `That is ${percentAchieved} % of it.`,
    unstated.length > 0 && `${counted(unstated.length, 'sum')} (${unstated.map(({ amount }) => pounds(amount)).join(', ')}) of which it is not stated whether they were planned or achieved: counted as neither.`,
    changes > 0 && `${counted(changes, 'sum')} stated as a change, from which the whole is not known.`,
  ];
  const { authorityCodes, themeCodes, period } = sums[0]!;
  return { authorityCodes, themeCodes, period, planned: target, achieved: result, percentAchieved, sums: [...sums], explanation: sentences.filter(Boolean).join(' ') };
}

function onlyOne(sums: readonly Sum[]): number | null {
  return sums.length === 1 ? sums[0]!.amount : null;
}

function said(sums: readonly Sum[], what: string): string {
  if (sums.length === 0) return `What was ${what} is not known.`;
  if (sums.length === 1) return `${pounds(sums[0]!.amount)} ${what === 'saved' ? 'was saved' : 'was to be saved'}.`;
  return `${counted(sums.length, 'sum')} state what was ${what}, and one may be part of another: not added.`;
}
