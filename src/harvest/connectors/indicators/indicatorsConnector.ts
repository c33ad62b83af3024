import { createHash } from 'node:crypto';
import { readRows } from '../../package/readRows.ts';
import type { Connector, Gathered, Means, SourceToRead } from '../Connector.ts';
import { packageOf } from '../packageOf.ts';
import { formAndColumns } from './forms.ts';
import { furtherColumns } from './furtherColumns.ts';
import { gatherFile } from './gatherFile.ts';
import { readPlaces } from './places.ts';
import { readTables } from './readTables.ts';
import { problems, readSettings, settings } from './settings.ts';

/** Moves when the same files would be read in another way. */
const readingVersion = 2;

/** Figures that others publish: files of LAIT, Fingertips and the ONS become indicators and observations. */
export const indicatorsConnector: Connector = {
  kind: 'indicators',
  title: 'Published statistics: LAIT, Fingertips or the tidy CSV of the ONS',
  settings,
  problems,
  brings: 'own',
  gather: gatherIndicators,
};

async function gatherIndicators(source: SourceToRead, means: Means): Promise<Gathered> {
  const given = readSettings(source.settings);
  const data = await gatherFile('data', given.address, means);
  const metadata = given.metadata === null ? null : await gatherFile('metadata', given.metadata, means);
  const { header: headings } = await readRows(data.place, data.name);
  const { form, header } = formAndColumns(headings, given.form, { data, metadata });
  const places = await readPlaces(means.db, means.now().toISOString().slice(0, 10));
  const fingerprint = createHash('sha256').update(JSON.stringify([readingVersion, data.sha256, data.document, metadata?.sha256, metadata?.document, source.settings, places.stamp])).digest('hex');
  const opened = packageOf(source, { address: given.address, folder: means.folder, fingerprint, read: () => readTables({ form, data, metadata, header, settings: given, places, further: furtherColumns(header, form.read, given.columns) }) });
  return { packages: [opened], notes: given.form === null ? [`${data.name} was recognised as ${form.title}.`] : [] };
}
