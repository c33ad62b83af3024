import type { Agreement } from '../../../commissioning/judgeTies.ts';
import type { RequestContext } from '../../context.ts';
import { isOneOf, validOn } from '../conditions.ts';
import type { Asked } from './Asked.ts';

export interface Agreements {
  /** Protocols and pooled or aligned budgets by theme. */
  byTheme: Map<string, Agreement[]>;
  /** Authorities that have a part in any of them, of whatever theme. */
  registered: Set<string>;
}

interface TieRow {
  id: string;
  title: string;
  authorityCode: string;
  themeCode: string | null;
}

/** What authorities have agreed across their boundaries, as the hub holds it. Two statements. */
export async function readAgreements(context: RequestContext, asked: Asked): Promise<Agreements> {
  const rows = [...(await readProtocols(context, asked)), ...(await readSharedBudgets(context, asked))];
  const agreements = [...Map.groupBy(rows, (row) => row.id).values()]
    .map((own) => ({ title: own[0]!.title, authorities: new Set(own.map((row) => row.authorityCode)), themes: new Set(own.map((row) => row.themeCode)) }));
  const byTheme = new Map<string, Agreement[]>();
  for (const agreement of agreements) for (const theme of agreement.themes) if (theme !== null) byTheme.set(theme, [...(byTheme.get(theme) ?? []), agreement]);
  return { byTheme, registered: new Set(rows.map((row) => row.authorityCode)) };
}

async function readProtocols({ db }: RequestContext, { codes, until }: Asked): Promise<TieRow[]> {
  return db
    .selectFrom('protocol')
    .innerJoin('protocol_authority', 'protocol_authority.ownerId', 'protocol.id')
    .leftJoin('protocol_theme', 'protocol_theme.ownerId', 'protocol.id')
    .select(['protocol.id', 'protocol.title', 'protocol_authority.targetId as authorityCode', 'protocol_theme.targetId as themeCode'])
    .where(isOneOf('protocol_authority.targetId', codes))
    .where(validOn('protocol', until))
    .orderBy('protocol.id')
    .execute();
}

/** Money that several of the authorities put together, in a period that touches the days asked about. */
async function readSharedBudgets({ db }: RequestContext, { codes, from, to }: Asked): Promise<TieRow[]> {
  const rows = await db
    .selectFrom('budget')
    .innerJoin('budget_authority', 'budget_authority.ownerId', 'budget.id')
    .leftJoin('budget_theme', 'budget_theme.ownerId', 'budget.id')
    .select(['budget.id', 'budget.text', 'budget.kind', 'budget.period', 'budget_authority.targetId as authorityCode', 'budget_theme.targetId as themeCode'])
    .where(isOneOf('budget_authority.targetId', codes))
    .where('budget.kind', 'in', ['pooled', 'aligned'])
    .where('budget.periodFrom', '<=', to)
    .where('budget.periodTo', '>=', from)
    .orderBy('budget.id')
    .execute();
  return rows.map(({ text, kind, period, ...row }) => ({ ...row, title: text ?? `${kind} budget, ${period}` }));
}
