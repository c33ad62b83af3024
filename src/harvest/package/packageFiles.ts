/** One file of the data package that the hub reads: where its rows go. Columns follow from its Table Schema. */
export interface PackageFile {
  /** Name of the file without its ending, and of its Table Schema. */
  name: string;
  table: string;
  /** List columns that point at other records, and the table that ties them. */
  links?: Record<string, string>;
}

/** Every file the hub reads, referred-to files before those that refer to them. */
export const packageFiles: readonly PackageFile[] = [
  { name: 'regions', table: 'region' },
  { name: 'authorities', table: 'authority', links: { successor_codes: 'authority_successor', neighbour_codes: 'authority_neighbour' } },
  { name: 'areas', table: 'area' },
  { name: 'populations', table: 'population' },
  { name: 'themes', table: 'theme' },
  { name: 'neighbour_models', table: 'statistical_neighbour' },
  { name: 'indicators', table: 'indicator', links: { theme_codes: 'indicator_theme' } },
  { name: 'groups', table: 'governance_group', links: { authority_codes: 'group_authority' } },
  { name: 'plans', table: 'plan', links: { authority_codes: 'plan_authority' } },
  { name: 'plan_steps', table: 'plan_step' },
  { name: 'plan_links', table: 'plan_link' },
  { name: 'consultations', table: 'consultation' },
  { name: 'outcomes', table: 'outcome' },
  { name: 'priorities', table: 'priority', links: { theme_codes: 'priority_stated_theme', indicator_codes: 'priority_indicator' } },
  { name: 'plan_indicators', table: 'plan_indicator' },
  { name: 'inspections', table: 'inspection' },
  { name: 'judgements', table: 'judgement' },
  { name: 'recommendations', table: 'recommendation', links: { theme_codes: 'recommendation_theme' } },
  { name: 'actions', table: 'action', links: { see_also_refs: 'action_see_also' } },
  { name: 'milestones', table: 'milestone', links: { action_refs: 'milestone_action' } },
  { name: 'observations', table: 'observation' },
  { name: 'targets', table: 'target', links: { action_refs: 'target_action' } },
  { name: 'services', table: 'service', links: { authority_codes: 'service_authority', area_codes: 'service_area', theme_codes: 'service_theme', open_to_residents_of: 'service_open_to' } },
  { name: 'service_places', table: 'service_place' },
  { name: 'service_costs', table: 'service_cost' },
  { name: 'service_terms', table: 'service_term' },
  { name: 'service_capacities', table: 'service_capacity' },
  { name: 'service_use', table: 'service_use' },
  { name: 'budgets', table: 'budget', links: { authority_codes: 'budget_authority', theme_codes: 'budget_theme' } },
  { name: 'protocols', table: 'protocol', links: { authority_codes: 'protocol_authority', theme_codes: 'protocol_theme' } },
  { name: 'responsibilities', table: 'responsibility' },
  { name: 'meetings', table: 'meeting' },
];

/** Files that come in another format than CSV, and which they stand for: one may hold the rows of several. */
const otherFormats = new Map([['services.json', ['services', 'service_places', 'service_costs', 'service_terms', 'service_capacities']]]);

/** The files of the data package whose rows a file of this name holds: mostly one, none when it is no file of the package. */
export function packageFilesIn(fileName: string): PackageFile[] {
  const names = otherFormats.get(fileName) ?? (fileName.endsWith('.csv') ? [fileName.slice(0, -'.csv'.length)] : []);
  return packageFiles.filter(({ name }) => names.includes(name));
}

const globalCodes: Record<string, string> = { regions: 'region', authorities: 'authority', areas: 'area', themes: 'theme', indicators: 'indicator' };

/** Codes that mean the same whoever publishes them; every other reference belongs to its publisher. */
export function isGlobalCode(resource: string): boolean {
  return Object.hasOwn(globalCodes, resource);
}

/** Tables in which a reference to this file or kind of code is looked up. An area code may be a region's, an authority's or a smaller area's. */
export function tablesReferredTo(resource: string): string[] {
  if (resource === 'areas') return ['region', 'authority', 'area'];
  const table = packageFiles.find((file) => file.name === resource)?.table;
  if (!table) throw new Error(`No table holds "${resource}"`);
  return [table];
}
