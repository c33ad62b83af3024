import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toolSource } from './figures.ts';
import { webAddress } from './sources.ts';
import { csvFilesIn, type Publisher, readCsv } from './tables.ts';

const mit = { name: 'MIT', title: 'MIT License, for this compilation; the documents named as sources remain their publishers\'', path: 'https://opensource.org/license/mit' };
const openGovernment = {
  name: 'OGL-UK-3.0',
  title: 'Open Government Licence v3.0, for the statistics: contains public sector information of the Department for Education, Crown copyright',
  path: 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/',
};

// Values: 01_data/02_prod/bds_long_0.parquet; definitions: 01_data/02_prod/lait_data_dictionary.csv; of commit 2e30e395.
const toolAddress = 'https://github.com/dfe-analytical-services/local-authority-interactive-tool/tree/2e30e395/01_data/02_prod';

/** Writes a package's descriptor from the CSV files that are in its folder, whoever wrote them. */
export function writeDescriptor(repository: string, folder: string, publisher: Publisher): void {
  const packageFolder = join(repository, 'seeds', folder);
  const files = csvFilesIn(packageFolder).filter((file) => existsSync(schemaPath(repository, file)));
  const descriptor = {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: folder,
    title: titleOf(publisher),
    version: '1.0.0',
    licenses: publisher.kind === 'national' ? [openGovernment, mit] : [mit],
    sources: sourcesIn(packageFolder, files),
    publisher,
    resources: files.map((file) => ({
      name: file.replace('.csv', ''),
      type: 'table',
      path: file,
      format: 'csv',
      mediatype: 'text/csv',
      encoding: 'utf-8',
      schema: `../../schema/package/${file.replace('.csv', '.json')}`,
    })),
  };
  writeFileSync(join(packageFolder, 'datapackage.json'), `${JSON.stringify(descriptor, null, 2)}\n`);
}

function schemaPath(repository: string, file: string): string {
  return join(repository, 'schema/package', file.replace('.csv', '.json'));
}

function titleOf(publisher: Publisher): string {
  if (publisher.kind === 'national') return `${publisher.name}: areas, themes, indicators and published figures`;
  return publisher.kind === 'regional' ? `${publisher.name}: what the region shares` : `${publisher.name}: plans for children and young people`;
}

function sourcesIn(folder: string, files: string[]): { title: string; path?: string }[] {
  const titles = files.flatMap((file) => readCsv(join(folder, file)).map((row) => row.source ?? '')).filter((source) => source !== '');
  return [...new Set(titles)].toSorted().map((title) => {
    const path = title === toolSource ? toolAddress : webAddress(title);
    return path === '' ? { title } : { title, path };
  });
}
