import type { Feed } from './Feed.ts';

/** A feed described for machines, in the W3C's vocabulary for CSV on the Web. */
export function describeFeed<Row>({ name, title, description, columns }: Feed<Row>): object {
  return {
    '@context': ['http://www.w3.org/ns/csvw', { '@language': 'en' }],
    url: `${name}.csv`,
    'dc:title': title,
    'dc:description': description,
    dialect: { encoding: 'utf-8', header: true, delimiter: ',', lineTerminators: '\r\n' },
    tableSchema: { columns: columns.map((column) => ({ name: column.name, titles: column.name, datatype: column.datatype, 'dc:description': column.description })) },
  };
}
