import type { HarvestIssue } from '../../issue.ts';
import { cut } from '../quoteValue.ts';
import { areasOf } from './areas.ts';
import type { JsonObject } from './members.ts';
import { serviceColumns, termsOf, themeIn, type ServiceContext } from './serviceColumns.ts';

/** Members of a service that Open Referral has and the data package has no column for; docs/open-referral.md lists them. */
export const membersLeftOut: readonly string[] = [
  'organization_id', 'program_id', 'program', 'alternate_name', 'additional_urls', 'email', 'contacts', 'phones', 'languages',
  'interpretation_services', 'application_process', 'required_documents', 'wait_time', 'alert', 'schedules', 'regular_schedules', 'holiday_schedules',
  'fees', 'fees_description', 'cost_options', 'funding', 'fundings', 'licenses', 'assurer_email', 'last_modified', 'metadata',
  'deliverable_type', 'attending_type', 'attending_access', 'reviews',
];

const membersRead = [
  ...serviceColumns.map(({ member }) => member).filter((member) => !['latitude', 'longitude', 'postal_code', 'accessibility'].includes(member)),
  'service_at_locations', 'service_taxonomys', 'eligibilitys', 'service_capacity',
];
const knownMembers: ReadonlySet<string> = new Set([...membersRead, ...membersLeftOut]);

type Kind = 'term' | 'area' | 'member';

/** What many services of one file have alike and no column takes: said once for the file, with how many services have it. */
export class LeftOut {
  readonly #path: string;
  readonly #seen = new Map<string, { kind: Kind; found: string; line: number; count: number }>();

  constructor(path: string) {
    this.#path = path;
  }

  /** Notes what one service has that is left out. */
  add(service: JsonObject, line: number, { themeOf }: ServiceContext): void {
    const terms = termsOf(service).filter((term) => themeIn(term, themeOf) === undefined).map(({ name }) => name);
    const areas = areasOf(service).filter(({ code }) => code === null).map(({ name }) => name);
    const members = Object.keys(service).filter((member) => !knownMembers.has(member));
    for (const found of new Set(terms)) this.#count('term', found, line);
    for (const found of new Set(areas)) this.#count('area', found, line);
    for (const found of members) this.#count('member', found, line);
  }

  issues(): HarvestIssue[] {
    return [...this.#seen.values()].map(({ kind, found, line, count }) => {
      const value = cut(found.replaceAll('\0', '\uFFFD'));
      const services = count === 1 ? '1 service' : `${count} services`;
      const place = { severity: 'warning', file: this.#path, line } as const;
      switch (kind) {
        case 'term':
          // A theme that another source brings later makes it known.
          return { ...place, rule: 'UNKNOWN_REFERENCE', column: 'attributes', found: value, expected: 'the code or label of a theme the hub knows', message: `Found the term "${value}" in ${services}; expected the code or label of a theme the hub knows. The term was left out.` };
        case 'area':
          return { ...place, rule: 'BAD_VALUE', column: 'service_areas', found: value, expected: 'an area whose extent or uri ends in a GSS code, for example E06000016', message: `Found the area "${value}" in ${services}; expected an area whose extent or uri ends in a GSS code, for example E06000016. The area was left out.` };
        case 'member':
          return { ...place, rule: 'UNKNOWN_COLUMN', column: value, message: `Found the member "${value}" in ${services}; the hub knows none of this name in Open Referral. It was left out.` };
      }
    });
  }

  #count(kind: Kind, found: string, line: number): void {
    const key = `${kind}:${found}`;
    const seen = this.#seen.get(key);
    if (seen) seen.count += 1;
    else this.#seen.set(key, { kind, found, line, count: 1 });
  }
}
