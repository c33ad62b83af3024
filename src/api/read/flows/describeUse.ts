import { counted } from '../../../words.ts';
import type { CountedUse } from '../../types/serviceFlow.ts';

/** Of which rows an answer about service use tells, in sentences. */
export function describeUse(basis: Omit<CountedUse, 'explanation'>, { period, breakdown }: { period: string | undefined; breakdown: string | null }): string {
  const { rows, partRows, toldAgainRows, kindOnlyRows, withheldRows, otherPeriods, otherGroups } = basis;
  const sentences = [
    basis.period === null
      ? `The hub was told of no use of services${breakdown === null ? '' : ` by the group "${breakdown}"`}${period === undefined ? '' : ` in ${period}`} that fits. That does not mean that there was none.`
      : `${counted(rows, 'row')} of service use of ${basis.period}, about ${breakdown === null ? 'everybody' : `the group "${breakdown}"`}. Nobody says that they are all: small numbers and whole services may be missing.`,
    partRows > 0 && `Left out: ${counted(partRows, 'row')} about a part of a place of which the same source also tells as a whole.`,
    toldAgainRows > 0 && `Left out: ${counted(toldAgainRows, 'row')} of use of which another source tells already.`,
    kindOnlyRows > 0 && `Left out: ${counted(kindOnlyRows, 'row')} that ${kindOnlyRows === 1 ? 'names' : 'name'} only a kind of service, whose themes are not known.`,
    withheldRows > 0 && `Not counted: ${counted(withheldRows, 'row')} of which the number of users is withheld because it is small or would give away one that is.`,
    otherPeriods.length > 0 && `There are rows of other periods, which are never added: ${otherPeriods.map((one) => `${one.period} (${one.rows})`).join(', ')}.`,
    otherGroups.length > 0 && `There are rows of other groups of users, which are never added: ${otherGroups.map((one) => `${one.breakdown ?? 'everybody'} (${one.rows})`).join(', ')}.`,
  ];
  return sentences.filter((sentence) => sentence !== false).join(' ');
}
