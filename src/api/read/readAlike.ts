import type { AuthorityType } from '../../catalogue/authority.ts';
import type { RequestContext } from '../context.ts';
import { isOneOf } from './conditions.ts';

/** A statistical neighbour, and whether the model finds it the other way round, too. */
export interface Alike {
  model: string;
  validFrom: string | null;
  rank: number;
  closeness: string | null;
  isMutual: boolean;
  authority: AuthorityType;
}

/** The statistical neighbours of an authority by the latest edition of a model that names any, the most alike first. Two statements. */
export async function readAlike({ db }: RequestContext, code: string): Promise<Alike[]> {
  const rows = await db
    .selectFrom('statistical_neighbour as own')
    .innerJoin('authority', 'authority.id', 'own.neighbourCode')
    .selectAll('authority')
    .select(['own.model', 'own.validFrom as modelFrom', 'own.rank', 'own.closeness', 'own.neighbourCode'])
    .where('own.authorityCode', '=', code)
    .orderBy('own.rank')
    .orderBy('own.id')
    .execute();
  const models = [...new Map(rows.map(({ model, modelFrom }) => [model, modelFrom ?? ''])).entries()].sort(([a, aFrom], [b, bFrom]) => (aFrom === bFrom ? (a < b ? 1 : -1) : aFrom < bFrom ? 1 : -1));
  const latest = models[0]?.[0];
  const own = rows.filter(({ model }) => model === latest);
  if (latest === undefined) return [];
  const back = await db.selectFrom('statistical_neighbour').select('authorityCode').where('model', '=', latest).where('neighbourCode', '=', code).where(isOneOf('authorityCode', own.map(({ neighbourCode }) => neighbourCode))).execute();
  const mutual = new Set(back.map(({ authorityCode }) => authorityCode));
  return own.map(({ model, modelFrom, rank, closeness, neighbourCode, ...authority }) => ({ model, validFrom: modelFrom, rank, closeness, isMutual: mutual.has(neighbourCode), authority: authority as unknown as AuthorityType }));
}
