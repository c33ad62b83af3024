import { ServiceFeedDocument, type ServiceFeedQuery } from '../api/generated/operations.ts';
import { askedAbout, authorityColumns, joined, sourceColumns, type FeedAuthority } from './commonColumns.ts';
import type { Column } from './Feed.ts';
import { listFeed } from './listFeed.ts';

type Service = ServiceFeedQuery['services']['nodes'][number];
interface Row {
  service: Service;
  authority: FeedAuthority | null;
  dataVersion: number;
}

const columns: readonly Column<Row>[] = [
  { name: 'service_id', datatype: 'string', description: 'Stable identifier of the service. It stands in a row for each of its authorities: count it once.', read: ({ service }) => service.id },
  ...authorityColumns<Row>('whose service it is; empty when not stated', ({ authority }) => authority),
  { name: 'service_ref', datatype: 'string', description: "Its publisher's own reference.", read: ({ service }) => service.ref },
  { name: 'service_name', datatype: 'string', description: 'Name of the service.', read: ({ service }) => service.name },
  { name: 'service_description', datatype: 'string', description: 'What it does, as its publisher words it.', read: ({ service }) => service.description },
  { name: 'service_kind', datatype: 'string', description: 'SERVICE, or DIRECTORY, SYSTEM or NETWORK, which are not provision. Empty means a service.', read: ({ service }) => service.kind },
  { name: 'status', datatype: 'string', description: 'Whether it is running, as its publisher put it; empty when not stated.', read: ({ service }) => service.status },
  { name: 'provider', datatype: 'string', description: 'Who provides it.', read: ({ service }) => service.provider },
  { name: 'commissioner', datatype: 'string', description: 'Who commissions it.', read: ({ service }) => service.commissioner },
  { name: 'theme_codes', datatype: 'string', description: 'Codes of its themes in the shared taxonomy, separated by semicolons.', read: ({ service }) => joined(service.themes.map(({ code }) => code)) },
  { name: 'area_codes', datatype: 'string', description: 'Codes of the places where it is given, separated by semicolons.', read: ({ service }) => joined(service.areas.map(({ code }) => code)) },
  { name: 'area_names', datatype: 'string', description: 'Names of those places, in the same order.', read: ({ service }) => joined(service.areas.map(({ name }) => name)) },
  { name: 'open_to_residents_of', datatype: 'string', description: 'Codes of the places whose residents may use it, separated by semicolons; empty when not stated, which is not closed to anybody.', read: ({ service }) => joined(service.openToResidentsOf.map(({ code }) => code)) },
  { name: 'age_from', datatype: 'integer', description: 'Youngest age served, in completed years; empty when not stated.', read: ({ service }) => service.ageFrom },
  { name: 'age_to', datatype: 'integer', description: 'Oldest age served, in completed years, that year included; empty when not stated.', read: ({ service }) => service.ageTo },
  { name: 'target_group', datatype: 'string', description: 'Whom it is for where not for all of that age.', read: ({ service }) => service.targetGroup },
  { name: 'tier_model', datatype: 'string', description: 'The model its tiers belong to. Tiers of two models are never compared.', read: ({ service }) => service.tierModel },
  { name: 'tiers', datatype: 'string', description: 'Levels of intervention it works at, separated by semicolons.', read: ({ service }) => joined(service.tiers) },
  { name: 'postcode', datatype: 'string', description: 'Postcode of the place where it is given.', read: ({ service }) => service.postcode },
  { name: 'latitude', datatype: 'number', description: 'Latitude of that place in degrees.', read: ({ service }) => service.latitude },
  { name: 'longitude', datatype: 'number', description: 'Longitude of that place in degrees.', read: ({ service }) => service.longitude },
  { name: 'accessibility', datatype: 'string', description: 'What makes it usable for people with a disability; empty when not stated.', read: ({ service }) => service.accessibility },
  { name: 'quality', datatype: 'string', description: 'What is known of its quality, for example an inspection grade with its year.', read: ({ service }) => service.quality },
  { name: 'annual_cost', datatype: 'number', description: 'Cost of one year in pounds, in the prices of cost_year. Empty means not stated, not free.', read: ({ service }) => service.annualCost },
  { name: 'cost_year', datatype: 'string', description: 'The year the cost is for, with its kind: FY2007/08 financial, AY2007/08 academic, CY2008 calendar.', read: ({ service }) => service.costYear },
  { name: 'capacity', datatype: 'number', description: 'How much it can serve, counted in capacity_unit.', read: ({ service }) => service.capacity },
  { name: 'capacity_unit', datatype: 'string', description: 'What capacity counts, for example places. Capacities in two units are never added up.', read: ({ service }) => service.capacityUnit },
  { name: 'contract_end', datatype: 'string', description: 'Last day of the present contract as published: a year, a month or a day.', read: ({ service }) => service.contractEnd },
  { name: 'notice_by', datatype: 'string', description: 'Last day on which notice can be given: a year, a month or a day.', read: ({ service }) => service.noticeBy },
  { name: 'assured_on', datatype: 'string', description: 'Day on which its publisher last checked the entry; empty when not stated.', read: ({ service }) => service.assuredOn },
  { name: 'source_year', datatype: 'integer', description: 'The latest year that its source names for it; empty means undated.', read: ({ service }) => service.sourceYear },
  { name: 'is_representative', datatype: 'boolean', description: 'Whether it stands for all records of the same service: keep these to count each service once.', read: ({ service }) => service.isRepresentative },
  { name: 'same_as', datatype: 'string', description: 'Identifiers of other records of the same service, as reviewers decided, separated by semicolons.', read: ({ service }) => joined(service.sameAs.map(({ id }) => id)) },
  { name: 'url', datatype: 'string', description: 'Address of the service.', read: ({ service }) => service.url },
  ...sourceColumns<Row>(({ service }) => service),
];

/** Services as their publishers list them. */
export const servicesFeed = listFeed<Service, Row>({
  name: 'services',
  title: 'Services',
  description: 'One row for each service and authority whose it is, of those asked about. The hub knows only the services it was told of. Count service_id once, and where records of one service must not count twice those with is_representative.',
  columns,
  parameters: ['region', 'authorities', 'areas', 'themes'],
  readList: async (api, variables) => {
    const { dataVersion, services: list } = await api.execute(ServiceFeedDocument, variables);
    return { dataVersion, list };
  },
  rowsOf: ({ node: service, dataVersion, filter }) => askedAbout(service.authorities, filter).map((authority) => ({ service, authority, dataVersion })),
});
