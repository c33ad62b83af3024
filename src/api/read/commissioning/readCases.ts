import DataLoader from 'dataloader';
import { judgeNeed } from '../../../commissioning/judgeNeed.ts';
import { judgeContiguity, judgeCoverage, judgeMatch } from '../../../commissioning/judgeSharing.ts';
import { judgeSpecialism } from '../../../commissioning/judgeSpecialism.ts';
import { judgeAgreements, judgeFragmentation, type Agreement } from '../../../commissioning/judgeTies.ts';
import type { Register } from '../../../commissioning/timeOf.ts';
import { weighCase, type CommissioningCase, type Weights } from '../../../commissioning/weighCase.ts';
import { loaderOf, type RequestContext } from '../../context.ts';
import { absenceFrom } from '../coverage.ts';
import { isAdopted, type DocumentedAuthorities, type Narrowing, type ScopedOverlap } from '../readOverlaps.ts';
import { tellsOf } from '../../../overlap/groupThemes.ts';
import { isOnlyUncertain } from '../../../overlap/isUncertain.ts';
import { areOnePlace, countPlaces, withoutFollowed } from '../../../overlap/successors.ts';
import { jointPlansAbout, sharedCores } from '../../../overlap/summariseOverlap.ts';
import { askedOf } from './Asked.ts';
import { readAgreements } from './readAgreements.ts';
import { readFigures, type IndicatorFigures } from './readFigures.ts';
import { readListing, readSupply, type ThemeSupply } from './readSupply.ts';

/** What the hub knows about a theme, or several that reviewers put together, beside the plans. */
interface ThemeEvidence {
  figures: readonly IndicatorFigures[];
  supply: ThemeSupply;
  /** Agreements about it. */
  ties: Agreement[];
  listing: Register;
  register: Register;
  firstYear: number;
}

/** What there is to say for commissioning together what an overlap is about, by the weights given, else those of its list. Of the evidence, each part is read in one statement for all overlaps asked at once. */
export async function caseOf(context: RequestContext, overlap: ScopedOverlap, weights?: Weights): Promise<CommissioningCase> {
  const { scope } = overlap;
  const loader = loaderOf(context, `commissioning ${scope.from} ${scope.to} ${scope.authorities.map(({ id }) => id).join(' ')}`, () => new DataLoader((themes: readonly string[]) => readEvidence(context, overlap, themes)));
  return judge(overlap, together(await Promise.all(overlap.themeCodes.map((theme) => loader.load(theme)))), weights ?? overlap.weights);
}

async function readEvidence(context: RequestContext, { scope }: ScopedOverlap, themes: readonly string[]): Promise<ThemeEvidence[]> {
  const asked = askedOf(scope, context.today);
  const [figures, supply, listing, agreements] = await Promise.all([readFigures(context, asked, themes), readSupply(context, asked, themes), readListing(context, asked), readAgreements(context, asked)]);
  return themes.map((theme) => ({
    figures: figures.get(theme) ?? [],
    supply: supply.get(theme) ?? { services: [], numbers: [] },
    ties: agreements.byTheme.get(theme) ?? [],
    listing,
    register: agreements.register,
    firstYear: asked.firstYear,
  }));
}

/** What is known about several themes: each indicator, service and agreement once, the numbers of each theme beside those of the others. */
function together(ofThemes: readonly ThemeEvidence[]): ThemeEvidence {
  const services = ofThemes.flatMap(({ supply }) => supply.services);
  return {
    ...ofThemes[0]!,
    figures: once(ofThemes.flatMap(({ figures }) => figures), ({ code }) => code),
    supply: { services: once(services, ({ serviceId }) => serviceId), numbers: ofThemes.flatMap(({ supply }) => supply.numbers) },
    ties: [...new Set(ofThemes.flatMap(({ ties }) => ties))],
  };
}

function once<One>(all: readonly One[], keyOf: (one: One) => string): One[] {
  return [...new Map(all.map((one) => [keyOf(one), one])).values()];
}

function judge(overlap: ScopedOverlap, { figures, supply, ties, listing, register, firstYear }: ThemeEvidence, weights?: Weights): CommissioningCase {
  const { scope, documented, neighbours, successors, adopted, narrow } = overlap;
  // Who is no more has nothing to commission, where those that took its place share it themselves.
  const sharing = scope.authorities.filter(({ id }) => overlap.latest.includes(id)).map(({ id, name }) => ({ code: id, name }));
  const unsure = sharing.filter(({ code }) => isOnlyUncertain(adopted.filter(({ authorityCode }) => authorityCode === code))).length;
  const joint = jointPlans(documented, narrow);
  const ofTheme = jointPlansAbout(overlap);
  const isToldBy = tellsOf(overlap);
  const told = figures.filter(({ groups }) => isToldBy(groups));
  const inPlans = [...joint].flatMap(([id, agreement]) => (ofTheme.has(id) ? [agreement] : []));
  return weighCase(
    {
      coverage: judgeCoverage({ ...coverageCounts(overlap), unsure }),
      match: judgeMatch(adopted.filter(({ authorityCode }) => overlap.latest.includes(authorityCode)), new Set(sharedCores(adopted, successors).keys())),
      need: judgeNeed(told.flatMap(({ comparisons }) => comparisons), sharing),
      specialism: judgeSpecialism([...told.flatMap(({ numbers }) => numbers ?? []), ...supply.numbers], sharing),
      contiguity: judgeContiguity(sharing, neighbours),
      fragmentation: judgeFragmentation({ ofTheme: supply.services, register: listing, firstYear }, sharing),
      agreements: judgeAgreements({ ofTheme: [...ties, ...inPlans], register: withJointPlans(register, joint.values()), firstYear }, sharing),
    },
    weights,
  );
}

/** How many share it, have a document, have a whole general plan without it and were asked about, no place twice; and of whom that is told. */
function coverageCounts(overlap: ScopedOverlap): Omit<Parameters<typeof judgeCoverage>[0], 'unsure'> {
  const { scope, documented, successors, sharing, sharedBy } = overlap;
  const documentedCodes = [...documented.plans.keys()];
  const count = (codes: readonly string[]): number => countPlaces(codes, successors);
  const without = scope.authorities.filter(({ id }) => !sharing.includes(id) && withoutFollowed(documentedCodes, successors).includes(id)).filter((authority) => absenceFrom(overlap, authority).isKnown);
  const moved = scope.authorities.filter(({ id }) => sharing.some((other) => sharing.includes(id) && areOnePlace(id, other, successors)));
  return {
    sharing: sharedBy,
    documented: count(documentedCodes),
    without: Math.min(without.length, count(documentedCodes) - sharedBy),
    asked: count(scope.authorities.map(({ id }) => id)),
    succession: { names: moved.map(({ name }) => name), counted: count(moved.map(({ id }) => id)) },
  };
}

/** Plans that several of the authorities asked about have together. Of a draft nobody has yet agreed to anything. */
function jointPlans({ plans }: DocumentedAuthorities, narrow: Narrowing): Map<string, Agreement> {
  const agreed = [...plans.values()].flat().filter(({ status }) => isAdopted({ adopted: true, status }, narrow));
  const byPlan = Map.groupBy(agreed, (plan) => plan.id);
  return new Map([...byPlan].filter(([, rows]) => rows.length > 1).map(([id, rows]) => [id, { name: rows[0]!.title, source: rows[0]!.title, year: Number(rows[0]!.inForceTo.slice(0, 4)), timing: 'recent', authorities: new Set(rows.map((row) => row.authorityCode)) }]));
}

/** A plan in force is of the time, and so is what it tells of its authorities. */
function withJointPlans(register: Register, plans: Iterable<Agreement>): Register {
  return new Map([...register, ...[...plans].flatMap((plan) => [...plan.authorities].map((code) => [code, plan] as const))]);
}
