import DataLoader from 'dataloader';
import { judgeNeed } from '../../../commissioning/judgeNeed.ts';
import { judgeContiguity, judgeCoverage, judgeMatch } from '../../../commissioning/judgeSharing.ts';
import { judgeSpecialism } from '../../../commissioning/judgeSpecialism.ts';
import { judgeAgreements, judgeFragmentation, type Agreement } from '../../../commissioning/judgeTies.ts';
import type { Register } from '../../../commissioning/timeOf.ts';
import { weighCase, type CommissioningCase, type Weights } from '../../../commissioning/weighCase.ts';
import { loaderOf, type RequestContext } from '../../context.ts';
import { absenceOf } from '../coverage.ts';
import type { DocumentedAuthorities, ScopedOverlap } from '../readOverlaps.ts';
import { askedOf } from './Asked.ts';
import { readAgreements, type Agreements } from './readAgreements.ts';
import { readFigures, type ThemeFigures } from './readFigures.ts';
import { readListing, readSupply, type ThemeSupply } from './readSupply.ts';

/** What the hub knows about one theme beside the plans. */
interface ThemeEvidence {
  figures: ThemeFigures | undefined;
  supply: ThemeSupply | undefined;
  listing: Register;
  agreements: Agreements;
  firstYear: number;
}

/** What there is to say for commissioning an overlap's theme together, by the weights given, else those of its list. Of the evidence, each part is read in one statement for all overlaps asked at once. */
export async function caseOf(context: RequestContext, overlap: ScopedOverlap, weights?: Weights): Promise<CommissioningCase> {
  const { scope } = overlap;
  const loader = loaderOf(context, `commissioning ${scope.from} ${scope.to} ${scope.authorities.map(({ id }) => id).join(' ')}`, () => new DataLoader((themes: readonly string[]) => readEvidence(context, overlap, themes)));
  return judge(overlap, await loader.load(overlap.themeCode), weights ?? overlap.weights);
}

async function readEvidence(context: RequestContext, { scope }: ScopedOverlap, themes: readonly string[]): Promise<ThemeEvidence[]> {
  const asked = askedOf(scope, context.today);
  const [figures, supply, listing, agreements] = await Promise.all([readFigures(context, asked, themes), readSupply(context, asked, themes), readListing(context, asked), readAgreements(context, asked)]);
  return themes.map((theme) => ({ figures: figures.get(theme), supply: supply.get(theme), listing, agreements, firstYear: asked.firstYear }));
}

function judge(overlap: ScopedOverlap, { figures, supply, listing, agreements, firstYear }: ThemeEvidence, weights?: Weights): CommissioningCase {
  const { scope, documented, neighbours, adopted, context } = overlap;
  const sharing = scope.authorities.filter(({ id }) => overlap.sharing.includes(id)).map(({ id, name }) => ({ code: id, name }));
  const without = scope.authorities.filter(({ id, name }) => !overlap.sharing.includes(id) && absenceOf(name, documented.plans.get(id) ?? [], context.some((row) => row.authorityCode === id)).isKnown).length;
  const joint = jointPlans(documented);
  const ofTheme = new Set(adopted.map((row) => row.planId));
  const inPlans = [...joint].flatMap(([id, agreement]) => (ofTheme.has(id) ? [agreement] : []));
  return weighCase(
    {
      coverage: judgeCoverage({ sharing: sharing.length, documented: documented.plans.size, without, asked: scope.authorities.length }),
      match: judgeMatch(adopted),
      need: judgeNeed(figures?.comparisons ?? [], sharing),
      specialism: judgeSpecialism([...(figures?.numbers ?? []), ...(supply?.numbers ?? [])], sharing),
      contiguity: judgeContiguity(sharing, neighbours),
      fragmentation: judgeFragmentation({ ofTheme: supply?.services ?? [], register: listing, firstYear }, sharing),
      agreements: judgeAgreements({ ofTheme: [...(agreements.byTheme.get(overlap.themeCode) ?? []), ...inPlans], register: withJointPlans(agreements.register, joint.values()), firstYear }, sharing),
    },
    weights,
  );
}

/** Plans that several of the authorities asked about have together. */
function jointPlans({ plans }: DocumentedAuthorities): Map<string, Agreement> {
  const byPlan = Map.groupBy([...plans.values()].flat(), (plan) => plan.id);
  return new Map([...byPlan].filter(([, rows]) => rows.length > 1).map(([id, rows]) => [id, { name: rows[0]!.title, source: rows[0]!.title, year: Number(rows[0]!.inForceTo.slice(0, 4)), timing: 'recent', authorities: new Set(rows.map((row) => row.authorityCode)) }]));
}

/** A plan in force is of the time, and so is what it tells of its authorities. */
function withJointPlans(register: Register, plans: Iterable<Agreement>): Register {
  return new Map([...register, ...[...plans].flatMap((plan) => [...plan.authorities].map((code) => [code, plan] as const))]);
}
