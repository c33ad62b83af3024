import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeDescriptor } from './seeds/descriptor.ts';
import { addFigure, addToolObservation, standsAlone } from './seeds/figures.ts';
import { addIndicator, indicatorOwner, inspectionGrades } from './seeds/indicators.ts';
import { addAction, addInspection, addRecommendation } from './seeds/inspection.ts';
import { addNeighbourModels, addPlaces, eastMidlands, england, readPlaces } from './seeds/places.ts';
import { addPlans, findPlans, planHome, regionName } from './seeds/plans.ts';
import { addGroup, addService, authoritiesNamed } from './seeds/services.ts';
import { addRow, type Package, type Row, readCsv, readSchema, rowsByOthers, slug, writeTable } from './seeds/tables.ts';

const repository = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Outcome headings are gathered from the data here and from the documents by hand, into the same file. */
const filesSharedWithOthers = new Set(['outcomes']);

const folder = process.argv[2];
if (folder === undefined || !existsSync(join(folder, 'priorities.csv'))) {
  console.error('Usage: npx tsx scripts/convert-seeds.ts FOLDER   (the folder that holds priorities.csv, authorities.csv and the rest)');
  process.exit(2);
}
convertSeeds(folder);

/** Converts the gathered data of `from` into the data packages of `seeds/`; a second run changes nothing. */
function convertSeeds(from: string): void {
  const data = (name: string) => readCsv(join(from, `${name}.csv`));
  const authorities = data('authorities');
  const places = readPlaces(authorities);
  const plans = findPlans(data('priorities'));
  const national: Package = { folder: 'england', publisher: { kind: 'national', code: england, name: 'England' }, tables: new Map() };
  const regional: Package = { folder: 'east-midlands', publisher: { kind: 'regional', code: eastMidlands, name: 'East Midlands' }, tables: new Map() };
  const own = packagesByAuthority();
  const packageOf = (name: string) => (name === regionName ? regional : own.get(name));
  const shownAreas = new Set([...places.eastMidlandsIn(2020), ...places.eastMidlandsIn(2021), places.codeOf('Leeds'), eastMidlands, england]);

  addReferenceData();
  for (const [name, target] of [...own, [regionName, regional] as const]) addPlans(target, plans.filter((plan) => planHome(plan) === name), places);
  addServicesAndGroups();
  addInspection(own.get('Leicester')!);
  for (const row of data('recommendations')) addRecommendation(packageOf(row.authority!)!, row);
  for (const row of data('actions')) addAction(packageOf(row.authority!)!, row);
  addIndicatorsAndFigures();
  for (const target of [national, regional, ...own.values()]) writePackage(target);

  function packagesByAuthority(): Map<string, Package> {
    const names = [...new Set(data('priorities').map((row) => row.authority!))].filter((name) => name !== regionName);
    return new Map(names.toSorted().map((name) => {
      const latest = data('priorities').filter((row) => row.authority === name).map((row) => row.plan_from!).toSorted().at(-1);
      return [name, { folder: slug(name), publisher: { kind: 'authority', code: places.codeOf(name, latest), name }, tables: new Map() }];
    }));
  }

  function addReferenceData(): void {
    addPlaces(national, authorities, places);
    addNeighbourModels(national, data('statistical_neighbours'), places, shownAreas);
    for (const row of data('themes')) {
      const altLabels = row.alt_labels!.split(';').map((label) => label.trim()).join(';');
      addRow(national, 'themes', { theme_code: row.code!, label: row.label!, definition: row.definition!, alt_labels: altLabels, source: 'Common Ground taxonomy of themes' });
    }
  }

  function addServicesAndGroups(): void {
    for (const row of data('services')) addService(packageOf(row.authority!) ?? regional, row, authoritiesNamed(row.authority!, places), places);
    const groups = data('groups');
    for (const row of groups) {
      const siblings = groups.filter((other) => other.authority === row.authority);
      addGroup(packageOf(row.authority!)!, row, authoritiesNamed(row.authority!, places), siblings, places);
    }
  }

  function addIndicatorsAndFigures(): void {
    for (const row of data('indicators').filter((indicator) => indicator.indicator_code !== inspectionGrades)) {
      addIndicator(own.get(indicatorOwner(row) ?? '') ?? national, row);
    }
    const figures = data('observations');
    for (const row of figures.filter(standsAlone)) {
      const undated = figures.filter((other) => other.indicator_code === row.indicator_code && other.authority === row.authority && !standsAlone(other));
      addFigure(own.get(row.authority!) ?? national, row, undated, places);
    }
    const toolRows = data('observations_lait');
    const isLatest = latestPeriods(toolRows, 2);
    const alike = statisticalNeighbours();
    for (const row of toolRows) {
      const areaCode = places.codeOf(row.authority!, row.period);
      // Authorities further away are there to be compared with, which takes their latest values alone.
      if (shownAreas.has(areaCode) || (alike.has(areaCode) && isLatest(row))) addToolObservation(national, row, areaCode);
    }
  }

  function statisticalNeighbours(): ReadonlySet<string> {
    const models = national.tables.get('neighbour_models')!;
    const newest = models.map((row) => row.valid_from!).toSorted().at(-1);
    return new Set(models.filter((row) => row.valid_from === newest).map((row) => row.neighbour_code!));
  }
}

/** Whether a row is of one of the newest periods of its indicator. */
function latestPeriods(rows: readonly Row[], count: number): (row: Row) => boolean {
  const newest = new Map([...Map.groupBy(rows, (row) => row.indicator_code!)].map(([code, own]) => [code, new Set([...new Set(own.map((row) => row.period!))].toSorted().slice(-count))]));
  return (row) => newest.get(row.indicator_code!)!.has(row.period!);
}

function writePackage(target: Package): void {
  for (const [table, rows] of target.tables) {
    const path = join(repository, 'seeds', target.folder, `${table}.csv`);
    const schema = readSchema(repository, table);
    writeTable(path, schema, filesSharedWithOthers.has(table) ? [...rows, ...rowsByOthers(path, schema, rows)] : rows);
  }
  writeDescriptor(repository, target.folder, target.publisher);
}
