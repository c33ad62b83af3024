import { parsePartialDate } from '../../catalogue/period.ts';

/** A contract that ends, with what is stated of it. */
export interface EndingContract {
  /** A year, a month or a day. */
  end: string;
  noticeBy: string | null;
  authorities: readonly string[];
}

export interface ContractsTogether {
  /** Codes of the authorities whose contracts end, each once. */
  authorities: string[];
  /** Whether two contracts or more of at least two authorities end: one that they share is bought together already. */
  couldBeJoint: boolean;
  /** The last day on which notice of every one can surely be given; null where one does not state it. */
  noticeBy: string | null;
  /** How many do not state by when notice must be given. */
  withoutNotice: number;
}

/** What contracts that end within one window have in common. Of a month or year only its first day is sure. */
export function contractsTogether(contracts: readonly EndingContract[]): ContractsTogether {
  const authorities = [...new Set(contracts.flatMap((contract) => contract.authorities))].sort();
  const days = contracts.flatMap(({ noticeBy }) => (noticeBy === null ? [] : (parsePartialDate(noticeBy)?.from ?? [])));
  const withoutNotice = contracts.length - days.length;
  return { authorities, couldBeJoint: contracts.length > 1 && authorities.length > 1, noticeBy: withoutNotice === 0 ? (days.sort()[0] ?? null) : null, withoutNotice };
}
