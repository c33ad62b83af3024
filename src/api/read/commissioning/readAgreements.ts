import type { Agreement } from '../../../commissioning/judgeTies.ts';
import { latestYearIn, sourceInWords, surest, timingOf, type Register, type Told } from '../../../commissioning/timeOf.ts';
import type { RequestContext } from '../../context.ts';
import { isOneOf, validOn } from '../conditions.ts';
import type { Asked } from './Asked.ts';

export interface Agreements {
  /** Protocols and pooled or aligned budgets by theme. */
  byTheme: Map<string, Agreement[]>;
  /** Authorities that have a part in any of them, of whatever theme, by the one that is surest of the time. */
  register: Register;
}

interface TieRow extends Told {
  id: string;
  authorityCode: string;
  themeCode: string | null;
}

/** What authorities have agreed across their boundaries, as the hub holds it. Two statements. */
export async function readAgreements(context: RequestContext, asked: Asked): Promise<Agreements> {
  const rows = [...(await readProtocols(context, asked)), ...(await readSharedBudgets(context, asked))];
  const agreements = [...Map.groupBy(rows, (row) => row.id).values()]
    .map((own) => ({ ...own[0]!, authorities: new Set(own.map((row) => row.authorityCode)), themes: new Set(own.map((row) => row.themeCode)) }));
  const byTheme = new Map<string, Agreement[]>();
  for (const agreement of agreements) for (const theme of agreement.themes) if (theme !== null) byTheme.set(theme, [...(byTheme.get(theme) ?? []), agreement]);
  return { byTheme, register: new Map([...Map.groupBy(rows, (row) => row.authorityCode)].map(([code, own]) => [code, surest(own)!])) };
}

/** One whose stated end has not come holds. Of another its source must be recent, since many end without a word. */
async function readProtocols({ db }: RequestContext, { codes, until, firstYear }: Asked): Promise<TieRow[]> {
  const rows = await db
    .selectFrom('protocol')
    .innerJoin('protocol_authority', 'protocol_authority.ownerId', 'protocol.id')
    .innerJoin('source', 'source.id', 'protocol.sourceId')
    .leftJoin('protocol_theme', 'protocol_theme.ownerId', 'protocol.id')
    .select(['protocol.id', 'protocol.title as name', 'protocol.document', 'protocol.locator', 'protocol.validFrom', 'protocol.validTo', 'source.title as sourceTitle', 'protocol_authority.targetId as authorityCode', 'protocol_theme.targetId as themeCode'])
    .where(isOneOf('protocol_authority.targetId', codes))
    .where(validOn('protocol', until))
    .orderBy('protocol.id')
    .execute();
  return rows.map(({ document, locator, validFrom, validTo, sourceTitle, ...row }) => {
    const year = latestYearIn(document, locator, validFrom, validTo) ?? latestYearIn(sourceTitle);
    return { ...row, year, timing: validTo === null ? timingOf(year, firstYear) : 'recent', source: sourceInWords(document, sourceTitle) };
  });
}

/** Money that several of the authorities put together, in a period that touches the days asked about. */
async function readSharedBudgets({ db }: RequestContext, { codes, from, to }: Asked): Promise<TieRow[]> {
  const rows = await db
    .selectFrom('budget')
    .innerJoin('budget_authority', 'budget_authority.ownerId', 'budget.id')
    .leftJoin('budget_theme', 'budget_theme.ownerId', 'budget.id')
    .select(['budget.id', 'budget.text', 'budget.kind', 'budget.period', 'budget.periodTo', 'budget.document', 'budget_authority.targetId as authorityCode', 'budget_theme.targetId as themeCode'])
    .where(isOneOf('budget_authority.targetId', codes))
    .where('budget.kind', 'in', ['pooled', 'aligned'])
    .where('budget.periodFrom', '<=', to)
    .where('budget.periodTo', '>=', from)
    .orderBy('budget.id')
    .execute();
  return rows.map(({ text, kind, period, periodTo, document, ...row }) => ({ ...row, name: text ?? `${kind} budget, ${period}`, source: document ?? '', year: Number(periodTo.slice(0, 4)), timing: 'recent' }));
}
