import { expect } from 'vitest';
import { openTestHub, publishers, type PackageFiles, type TestHub } from './harvest.ts';

/** Seven authorities of the East Midlands that border on one another in a row, by name. */
export const region = {
  Derby: 'E06000015', Derbyshire: 'E10000007', Leicester: 'E06000016', Leicestershire: 'E10000018', Lincolnshire: 'E10000019', Nottingham: 'E06000018', Rutland: 'E06000017',
} as const;
export type PlaceName = keyof typeof region;
const names = Object.keys(region) as PlaceName[];

/** Of 1,000 young people in each authority so many are what the indicator NEED of the theme SEND counts, of which less is better. */
const usualNeed: Readonly<Record<PlaceName, number | null>> = { Derby: 140, Derbyshire: 150, Leicester: 300, Leicestershire: 160, Lincolnshire: 170, Nottingham: 50, Rutland: 180 };

/** Places in a service of each authority alone. */
const usualPlaces: Readonly<Record<PlaceName, number | null>> = { Derby: 100, Derbyshire: 100, Leicester: 20, Leicestershire: 100, Lincolnshire: 100, Nottingham: 200, Rutland: 100 };

export interface RegionFiles {
  need?: Partial<Record<PlaceName, number | null>>;
  places?: Partial<Record<PlaceName, number | null>>;
  /** Children aged 0 to 19, of each authority 10,000 unless told; null is no count. */
  persons?: Partial<Record<PlaceName, number | null>>;
  /** More rows of services.csv: see serviceHeader. */
  services?: string[];
  files?: PackageFiles;
}

export const serviceHeader = 'service_ref,name,authority_codes,theme_codes,capacity,capacity_unit,annual_cost,cost_year,age_from,age_to,tier_model,tiers,open_to_residents_of,source';

/** A hub with need and supply of the region in 2024: Leicester has most need and least supply, Nottingham the reverse. */
export async function openRegion({ need = {}, places = {}, persons = {}, services = [], files = {} }: RegionFiles = {}): Promise<TestHub> {
  const testHub = await openTestHub();
  const rows = <One>(of: (name: PlaceName) => One | null) => names.map(of).filter((row) => row !== null).join('\n');
  const report = await testHub.harvestFiles({
    'authorities.csv': `gss_code,name,kind,region_code,neighbour_codes\n${rows((name) => (name === 'Leicester' || name === 'Nottingham' ? null : `${region[name]},${name},county,E12000004,${neighboursOf(name)}`))}`,
    'indicators.csv': 'indicator_code,title,measure,multiplier,unit,polarity,theme_codes\nNEED,Children waiting for support,proportion,100,percent,low,SEND\nBULK,Children known,count,,children,low,SEND',
    'observations.csv': `indicator_code,area_code,period,value,numerator,denominator,status\n${rows((name) => {
      const counted = { ...usualNeed, ...need }[name];
      return counted === null ? `NEED,${region[name]},CY2024,,,,suppressed` : `NEED,${region[name]},CY2024,${counted / 10},${counted},1000,final`;
    })}`,
    'populations.csv': `area_code,period,age_from,age_to,persons\n${rows((name) => {
      const count = persons[name];
      return count === null ? null : `${region[name]},CY2024,0,9,${(count ?? 10_000) / 2}\n${region[name]},CY2024,10,19,${(count ?? 10_000) / 2}`;
    })}`,
    'services.csv': [serviceHeader, ...names.flatMap((name) => {
      const count = { ...usualPlaces, ...places }[name];
      return count === null ? [] : [`s-${name},Short breaks of ${name},${region[name]},SEND,${count},places,,,,,,,,Directory 2024`];
    }), ...services].join('\n'),
    ...files,
  }, { publisher: publishers.england, name: 'region' });
  expect([report.message, report.issues]).toEqual([null, []]);
  return testHub;
}

function neighboursOf(name: PlaceName): string {
  const at = names.indexOf(name);
  return [names[at - 1], names[at + 1]].flatMap((other) => (other ? [region[other]] : [])).join(';');
}
