import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { openSeededHub } from '../support/api.ts';
import { openPages } from '../explorer/openPages.ts';

test('what speaks for each overlap can be fetched as rows, in the order of the score, with what is not known left empty', async () => {
  const hub = await openSeededHub();
  const pages = await openPages(hub);
  try {
    const { status, text } = await pages.get('/feeds/cases.csv?region=E12000004');
    expect(status).toBe(200);
    const rows = parse<Record<string, string>>(text, { columns: true, bom: true });
    const { data } = await pages.query('{ overlaps(filter: { region: "E12000004" }, first: 100, orderBy: COMMISSIONING_CASE) { nodes { id commissioningCase { score components { name value explanation } } } } }');
    const expected = data.overlaps.nodes.flatMap((node: { id: string; commissioningCase: { score: number; components: { name: string; value: number | null; explanation: string }[] } }, index: number) =>
      node.commissioningCase.components.map(({ name, value, explanation }) => [String(index + 1), node.id, String(node.commissioningCase.score), name, value === null ? '' : String(value), explanation]),
    );
    expect(rows.map((row) => [row['place'], row['overlap_id'], row['score'], row['component'], row['value'], row['explanation']])).toEqual(expected);
    expect(rows.some(({ value }) => value === '')).toBe(true);
    const described = JSON.parse((await pages.get('/feeds/cases.csv-metadata.json')).text) as { tableSchema: { columns: { name: string }[] } };
    expect(described.tableSchema.columns.map(({ name }) => name)).toEqual(Object.keys(rows[0]!));
  } finally {
    await pages.close();
    await hub.close();
  }
});
