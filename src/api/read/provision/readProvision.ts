import { besideOthers, readingOf, type ProvisionReading, type SupplyStanding } from '../../../performance/provision/readingOf.ts';
import { supplyOf, type Supply } from '../../../performance/provision/supplyOf.ts';
import { threshold, thresholds } from '../../../performance/provision/thresholds.ts';
import { listed } from '../../../performance/provision/words.ts';
import { counted } from '../../../words.ts';
import type { RequestContext } from '../../context.ts';
import type { Provision, ProvisionPicture } from '../../types/provision.ts';
import type { ProvisionFilter } from '../../types/provisionFilter.ts';
import { populationOf } from '../populationOf.ts';
import { askProvision, type AskedProvision } from './askProvision.ts';
import { needOfPlace, readNeed, type MeasuredNeed, type NeedOfPlace } from './readNeed.ts';
import { readSupplyOfTheme, type SupplyOfTheme } from './readSupplyOfTheme.ts';

/** Need and supply of everybody that is compared, before they are told. */
export interface Weighed {
  asked: AskedProvision;
  measured: MeasuredNeed[];
  supply: SupplyOfTheme;
  byCode: ReadonlyMap<string, Provision>;
  together: Provision;
}

/** Need against supply of each authority, and of those told of as one place. Twenty-four statements at most, whatever the number of authorities. */
export async function readProvision(context: RequestContext, filter: ProvisionFilter): Promise<ProvisionPicture> {
  const { asked, measured, supply, byCode, together } = await weighProvision(context, filter);
  const authorities = asked.told.map(({ id }) => byCode.get(id)!);
  return {
    authorities, together, jointBesideSeparate: besideSeparate(authorities, together),
    peerCodes: asked.codes, themeCodes: asked.themes, scales: measured.map(({ told }) => told),
    supplyMeasure: supply.measure, supplyUnit: supply.unit, supplyPeriod: supply.period,
    ageFrom: asked.ages.from, ageTo: asked.ages.to, from: asked.from, to: asked.to,
    notes: [...asked.notes, ...needNotes(asked, measured), ...supply.notes], thresholds: [...thresholds],
  };
}

export async function weighProvision(context: RequestContext, filter: ProvisionFilter): Promise<Weighed> {
  const asked = await askProvision(context, filter);
  const measured = await readNeed(context, asked);
  const supply = await readSupplyOfTheme(context, asked);
  const persons = new Map(await Promise.all(asked.codes.map(async (code) => [code, (await populationOf(context, code, asked.ages, { from: asked.until, to: asked.until }))?.persons ?? null] as const)));
  const supplies = new Map(asked.codes.map((code) => [code, supplyOf(new Set([code]), supply.stated, persons.get(code)!, supply.what)]));
  const place = async (codes: readonly string[], own: Supply): Promise<Provision> => {
    const need = await needOfPlace(context, asked, codes, measured);
    return provisionOf({ codes, need, own, others: asked.codes.filter((code) => !codes.includes(code)).map((code) => supplies.get(code)!), supply, asked, measured });
  };
  const byCode = new Map(await Promise.all(asked.codes.map(async (code) => [code, await place([code], supplies.get(code)!)] as const)));
  const all = asked.told.map(({ id }) => id);
  const own = supplyOf(new Set(all), supply.stated, sumOrNull(all.map((code) => persons.get(code)!)), supply.what);
  return { asked, measured, supply, byCode, together: await place(all, onlyIfAllAreKnown(own, all.map((code) => supplies.get(code)!))) };
}

/** The sum of those that are known says nothing of how all stand: where one is not known, nor is the whole. */
function onlyIfAllAreKnown(together: Supply, single: readonly Supply[]): Supply {
  const known = single.filter(({ state }) => state === 'known' || state === 'too-small').length;
  if (together.state !== 'known' || known === single.length) return together;
  return { ...together, state: 'partly-known', explanation: `${together.explanation} That is the sum of what is stated; supply is known well enough of ${known} of the ${single.length} authorities.` };
}

interface Place {
  codes: readonly string[];
  need: NeedOfPlace;
  own: Supply;
  others: readonly Supply[];
  supply: SupplyOfTheme;
  asked: AskedProvision;
  measured: readonly MeasuredNeed[];
}

function provisionOf({ codes, need, own, others, supply, asked, measured }: Place): Provision {
  const beside = besideOthers(own, others);
  const { reading, explanation } = readingOf(need.need, beside);
  const here = new Set(codes);
  const serviceIds = supply.services.filter(({ authorities }) => [...authorities].some((code) => here.has(code))).map(({ recordIds }) => recordIds[0]!);
  return {
    authorityCodes: [...codes], need: { ...need.need, figures: need.figures } as Provision['need'],
    supply: { ...own, standing: beside.standing, explanation: beside.explanation, servicesHeld: codes.length === 1 ? (supply.held.byCode.get(codes[0]!) ?? 0) : supply.held.together, serviceIds } as Provision['supply'],
    reading: reading as Provision['reading'], explanation, missing: reading === 'cannot-say' ? missingOf({ need, own, others, measured, standing: beside.standing, asked, supply }) : [],
  };
}

interface Lacking extends Pick<Place, 'need' | 'own' | 'others' | 'measured' | 'asked' | 'supply'> {
  standing: SupplyStanding;
}

/** What to publish, in sentences that name the file. */
function missingOf({ need, own, others, measured, standing, asked, supply }: Lacking): string[] {
  const { what } = supply;
  const isThin = need.need.standing === 'not-known' || need.need.standing === 'unsure';
  const known = others.filter(({ state }) => state === 'known' || state === 'partly-known').length;
  const ages = `children aged ${asked.ages.from} to ${asked.ages.to}`;
  return [
    measured.length === 0 && 'No indicator of the theme can be compared: name some in filter.indicators, or publish indicators with their themes and polarity (indicators.csv).',
    isThin && measured.length > 0 && 'Need would be surer with the counts behind the values, or their confidence limits (numerator and denominator, or lower and upper, in observations.csv).',
    own.state === 'none-recorded' && 'Services of the theme, with what they can take (services.csv), or that there are none.',
    own.state === 'not-stated' && `Of each service ${what.stated}${supply.unit === null ? ' (services.csv: capacity and capacity_unit, annual_cost and cost_year; service_use.csv)' : ''}.`,
    own.state === 'partly-known' && `${what.stated[0]!.toUpperCase()}${what.stated.slice(1)} of the services that do not state one.`,
    own.persons === null && `How many ${ages} live here (populations.csv).`,
    own.state === 'known' && standing === 'not-known' && (others.length < threshold('fewestOthers') ? 'Others to set it beside: name authorities of a region and compare them with all of it.' : `The same of more of the ${others.length} others: it is known of ${known}.`),
    standing === 'unsure' && 'How much of what is shared is for whom, and the measure of services that do not state it.',
  ].filter((words) => typeof words === 'string');
}

function needNotes({ themes, filter }: AskedProvision, measured: readonly MeasuredNeed[]): string[] {
  const taking = measured.filter(({ scale }) => scale !== null).length;
  const first = measured.length === 0 ? `No indicator of ${listed(themes)} can be compared.` : `Need is told by ${taking} of ${counted(measured.length, 'indicator')} ${filter.indicators ? 'asked for' : 'of the theme that have a direction and can be compared'}; scales says why others are left out.`;
  return [`${first} The indicators are of all children they count, whatever the ages asked about.`];
}

const readings: readonly (readonly [ProvisionReading, string, string])[] = [['provision-gap', 'provision gap', 'provision gaps'], ['concentration', 'concentration', 'concentrations'], ['balanced', 'balanced', 'balanced'], ['cannot-say', 'cannot say', 'cannot say']];

function besideSeparate(authorities: readonly Provision[], together: Provision): string {
  const counts = readings.flatMap(([reading, one, several]) => {
    const count = authorities.filter((provision) => String(provision.reading) === reading).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? one : several}`];
  });
  const name = readings.find(([reading]) => reading === String(together.reading))![1];
  return authorities.length === 0 ? 'None of the authorities existed then.' : `One by one: ${listed(counts)}. Taken together: ${name}.${authorities.length < 2 ? '' : String(together.reading) === 'cannot-say' ? ' Whether joint provision would even out what is uneven cannot be said.' : ''}`;
}

function sumOrNull(numbers: readonly (number | null)[]): number | null {
  return numbers.length === 0 || numbers.some((one) => one === null) ? null : numbers.reduce<number>((sum, one) => sum + one!, 0);
}
