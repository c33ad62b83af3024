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

/**
 * The statistical neighbours of an authority by the latest edition of a model that names any, the most alike first. A model that an authority
 * or a region brought itself counts only where no nation published one: whom an authority is compared with is not its own to choose. Two statements.
 */
export async function readAlike({ db }: RequestContext, code: string): Promise<Alike[]> {
  const rows = await db
    .selectFrom('statistical_neighbour as own')
    .innerJoin('authority', 'authority.id', 'own.neighbourCode')
    .innerJoin('source', 'source.id', 'own.sourceId')
    .selectAll('authority')
    .select(['own.model', 'own.validFrom as modelFrom', 'own.rank', 'own.closeness', 'own.neighbourCode', 'source.publisherCode', 'source.publisherKind'])
    .where('own.authorityCode', '=', code)
    .orderBy('own.rank')
    .orderBy('own.id')
    .execute();
  const [latest] = rows.toSorted(latestFirst);
  if (latest === undefined) return [];
  const own = rows.filter(({ model, publisherCode }) => model === latest.model && publisherCode === latest.publisherCode);
  const back = await db
    .selectFrom('statistical_neighbour as back')
    .innerJoin('source', 'source.id', 'back.sourceId')
    .select('back.authorityCode')
    .where('back.model', '=', latest.model)
    .where('source.publisherCode', '=', latest.publisherCode)
    .where('back.neighbourCode', '=', code)
    .where(isOneOf('back.authorityCode', own.map(({ neighbourCode }) => neighbourCode)))
    .execute();
  const mutual = new Set(back.map(({ authorityCode }) => authorityCode));
  return own.map(({ model, modelFrom, rank, closeness, neighbourCode, publisherCode: _, publisherKind: __, ...authority }) => ({ model, validFrom: modelFrom, rank, closeness, isMutual: mutual.has(neighbourCode), authority: authority as unknown as AuthorityType }));
}

interface Edition {
  publisherKind: string;
  model: string;
  modelFrom: string | null;
}

function latestFirst(a: Edition, b: Edition): number {
  const [first, second] = [a, b].map(({ publisherKind, modelFrom, model }) => [publisherKind === 'national' ? 1 : 0, modelFrom ?? '', model].join('\n')) as [string, string];
  return first < second ? 1 : first > second ? -1 : 0;
}
