import type { HarvestIssue } from '../../issue.ts';
import { cut } from '../quoteValue.ts';
import { areasOf } from './areas.ts';
import type { JsonObject } from './members.ts';
import { serviceColumns, termsOf, type ServiceContext } from './serviceColumns.ts';

/** Members of a service that Open Referral has and the data package has no column for; docs/open-referral.md lists them. */
export const membersLeftOut: readonly string[] = [
  'organization_id', 'program_id', 'program', 'alternate_name', 'additional_urls', 'email', 'contacts', 'phones', 'languages',
  'interpretation_services', 'application_process', 'required_documents', 'wait_time', 'alert', 'schedules', 'regular_schedules', 'holiday_schedules',
  'fees', 'fees_description', 'funding', 'fundings', 'licenses', 'assurer_email', 'last_modified', 'metadata',
  'deliverable_type', 'attending_type', 'attending_access', 'reviews',
];

const membersRead = [
  ...serviceColumns.map(({ member }) => member).filter((member) => !['latitude', 'longitude', 'postal_code', 'accessibility'].includes(member)),
  'service_at_locations', 'service_taxonomys', 'eligibilitys', 'service_capacity', 'cost_options',
];
const knownMembers: ReadonlySet<string> = new Set([...membersRead, ...membersLeftOut]);

interface Kind {
  noun: string;
  rule: string;
  /** The member it stands in; null when it is a member itself. */
  member: string | null;
  expected: string;
  consequence: string;
  find: (service: JsonObject, context: ServiceContext) => string[];
}

const kinds: readonly Kind[] = [
  {
    noun: 'term',
    // Known as soon as another source brings a theme of its name.
    rule: 'UNKNOWN_REFERENCE',
    member: 'attributes',
    expected: 'the code or label of a theme the hub knows, or a term of the mapping (npm run hub -- terms)',
    consequence: 'It was kept as a term, without a theme.',
    find: (service, { themeOf }) => termsOf(service).filter((term) => themeOf(term) === undefined).map(({ name }) => name),
  },
  {
    noun: 'area',
    rule: 'BAD_VALUE',
    member: 'service_areas',
    expected: 'an area whose extent or uri ends in a GSS code, for example E06000016',
    consequence: 'It was left out.',
    find: (service) => areasOf(service).filter(({ code }) => code === null).map(({ name }) => name),
  },
  {
    noun: 'member',
    rule: 'UNKNOWN_COLUMN',
    member: null,
    expected: 'a member of Open Referral that the hub knows',
    consequence: 'It was left out.',
    find: (service) => Object.keys(service).filter((member) => !knownMembers.has(member)),
  },
];

/** What many services of one file have alike and no column takes: said once for the file, with how many services have it. */
export class LeftOut {
  readonly #path: string;
  readonly #seen = new Map<string, { kind: Kind; found: string; line: number; count: number }>();

  constructor(path: string) {
    this.#path = path;
  }

  /** Notes what one service has that is left out. */
  add(service: JsonObject, line: number, context: ServiceContext): void {
    for (const kind of kinds) for (const found of new Set(kind.find(service, context))) this.#count(kind, found, line);
  }

  *issues(): Generator<HarvestIssue> {
    for (const { kind, found: whole, line, count } of this.#seen.values()) {
      const found = cut(whole.replaceAll('\0', '\uFFFD'));
      const message = `Found the ${kind.noun} "${found}" in ${count} service${count === 1 ? '' : 's'}; expected ${kind.expected}. ${kind.consequence}`;
      yield { severity: 'warning', rule: kind.rule, file: this.#path, line, column: kind.member ?? found, found, expected: kind.expected, message };
    }
  }

  #count(kind: Kind, found: string, line: number): void {
    const key = `${kind.noun}:${found}`;
    const seen = this.#seen.get(key);
    if (seen) seen.count += 1;
    else this.#seen.set(key, { kind, found, line, count: 1 });
  }
}
