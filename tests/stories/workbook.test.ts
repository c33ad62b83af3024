import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { answer, fillIn, type FilledRow } from '../support/workbook.ts';
import { runHub, startHub } from '../support/startHub.ts';

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'common-ground-officer-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('an officer fills in the workbook, is told of each mistake by sheet, row and column, mends them, and finds the plan in the hub', { timeout: 180_000 }, async () => {
  const settings = { HUB_DATA: newFolder() };
  const file = join(newFolder(), 'rutland.xlsx');

  const made = await runHub(['template', file, '--publisher', 'E06000017', '--files', 'plans,priorities'], settings);
  expect(made).toMatchObject({ code: 0, errors: '' });
  expect(made.output).toContain(`Wrote ${file}. Open it in a spreadsheet program; its first sheet says how to fill it in.\nWhen it is filled in: npm run hub -- import ${file}\n`);

  // Columns: A plan_ref, B authority_codes, C title, D kind, E valid_from, G coverage; A plan_ref, B priority_ref, C title, F kind, G adopted, J age_to, N theme_codes.
  const template = answer(readFileSync(file), { B2: 'early-help-2031', B3: 'Rutland’s early help plan' });
  const plan = { A: 'eh-2031', B: 'E06000017', C: 'Early Help Plan 2031', D: 'early-help', E: '2031-04', G: 'whole' };
  const priorities: FilledRow[] = [
    { A: 'eh-2031', B: 'P1', C: 'Young carers are known and helped', F: 'priority', G: 'yes', N: 'YCARER' },
    { A: 'eh-2031', B: 'P2', C: 'Nobody waits longer than four weeks', F: 'priority', G: 'yes' },
  ];
  const withMistakes: Record<string, FilledRow[]> = {
    plans: [plan],
    priorities: [{ ...priorities[0]!, G: 'of course' }, { ...priorities[1]!, J: 130 }, { A: 'eh-2030', B: 'P3', C: 'Left from the last plan', F: 'priority' }, { ...priorities[1]!, B: 'P4', N: 'SWIMMING' }],
  };
  writeFileSync(file, fillIn(template, withMistakes));
  const first = await runHub(['import', file], settings);
  expect(first.code).toBe(0);
  expect(first.output.split('\n').slice(0, 11)).toEqual([
    'Rutland’s early help plan (E06000017/early-help-2031): read 5 rows.',
    '  2 landed (2 new, 0 changed, 0 as before), 3 refused.',
    expect.stringMatching(/^ {2}The data are now version \d+\.$/),
    '  Refused:',
    '    sheet priorities, row 3, column adopted (G): found "of course"; expected yes or no. The row was refused.',
    '    sheet priorities, row 4, column age_to (J): found "130"; expected a whole number of at most 120. The row was refused.',
    '    sheet priorities, row 5, column plan_ref (A): found "eh-2030"; expected a reference that is in sheet plans of this workbook. The row was refused.',
    '  Look at:',
    '    sheet priorities, row 6, column theme_codes (N): found "SWIMMING"; expected a code that the hub knows, of its themes. The value was left out.',
    '  More may be found once this is mended: in what will stand where a value could not be read, such as a code that the hub does not know or a reference that another row has.',
    expect.stringMatching(/^Read \d+ priorities again/),
  ]);

  writeFileSync(file, fillIn(template, { plans: [plan], priorities }));
  const second = await runHub(['import', file], settings);
  expect(second.output).not.toMatch(/Refused|Left out/);
  expect(second.output).toContain('  3 landed (2 new, 0 changed, 1 as before), 0 refused.\n  1 record withdrawn: no longer in the package.\n');
  expect((await runHub(['import', file], settings)).output).toContain('nothing has changed since it was last read.');

  const hub = await startHub(settings);
  const query = `{ authority(code: "E06000017") { plans(filter: { asAt: "2031-06-01" }) { nodes { title priorities { nodes { title adopted themes { theme { code } } provenance { file line source { id } } } } } } }
    issues(filter: { sources: ["E06000017/early-help-2031"] }) { nodes { file line column } } }`;
  const response = await fetch(`${hub.address}graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) });
  const { data, errors } = (await response.json()) as { data: { authority: { plans: { nodes: { title: string }[] } }; issues: { nodes: unknown[] } }; errors?: unknown };
  expect(errors).toBeUndefined();
  const source = { id: 'E06000017/early-help-2031' };
  expect(data.authority.plans.nodes.find(({ title }) => title === 'Early Help Plan 2031')).toMatchObject({
    priorities: {
      nodes: [
        { title: 'Young carers are known and helped', adopted: true, provenance: { file: 'sheet priorities', line: 3, source } },
        { title: 'Nobody waits longer than four weeks', adopted: true, provenance: { file: 'sheet priorities', line: 4, source } },
      ],
    },
  });
  expect(data.issues.nodes[0]).toEqual({ file: 'sheet priorities', line: 3, column: 'adopted (G)' });
  expect(await hub.stop()).toBe(0);
});

test('the template is never written over a workbook that is there, nor for a publisher or file that is not known', { timeout: 120_000 }, async () => {
  const settings = { HUB_DATA: newFolder() };
  const folder = newFolder();
  const file = join(folder, 'rutland.xlsx');
  writeFileSync(file, 'filled in');
  const inWords = async (...args: string[]) => {
    const { code, errors } = await runHub(['template', ...args], settings);
    expect(code).toBe(2);
    return errors.trim();
  };
  expect(await inWords(file)).toBe(`${file} is there already, so it was left as it is. Name a file that is not, or move that one away.`);
  expect(readFileSync(file, 'utf8')).toBe('filled in');
  expect(await inWords(join(folder, 'rutland.xls'))).toBe('The workbook is to be called "rutland.xls". Give it a name that ends in .xlsx, for example common-ground.xlsx.');
  expect(await inWords(join(folder, 'new.xlsx'), '--publisher', 'Rutland')).toContain('--publisher is "Rutland", which is the code of no authority or region the hub knows.');
  expect(await inWords(join(folder, 'new.xlsx'), '--files', 'plans,pupils')).toContain('--files names "pupils", which is no file of the data package. Allowed: plans, priorities,');
  expect(await inWords(join(folder, 'no', 'such', 'new.xlsx'))).toContain(`cannot be written, because the folder ${join(folder, 'no', 'such')} is not there. Make the folder first.`);
});
