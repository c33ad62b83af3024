import { expect, test } from 'vitest';
import { apiOver } from '../support/api.ts';
import { everyRow, type TableRows } from '../support/everyRow.ts';
import { openHubOfSecrets } from '../support/secrets.ts';
import { trialsOn } from '../support/trials.ts';
import { asTable, asViewer, kinds, legend } from '../support/viewers.ts';
import { acts, nameIn } from './policyTable.ts';

const today = '2025-06-01';

const withoutTrail = ({ audit_entry: _, ...tables }: TableRows): TableRows => tables;

test('each mutation is done for those who may, and refused to everybody else with nothing changed', async () => {
  const { hub } = await openHubOfSecrets();
  const { trial, acts: trials } = trialsOn(hub);
  const [trying, doing] = [await apiOver(hub, { holds: true, today, acts: trials }), await apiOver(hub, { holds: true, today })];
  const mutations = doing.schema.getMutationType()!.getFields();
  expect([...new Set(Object.keys(acts).map(nameIn))].sort(), 'each mutation has its line in the table').toEqual(Object.keys(mutations).sort());

  const [outcomes, maybe] = [new Map<string, Record<string, string>>(), new Map<string, string[]>()];
  const before = withoutTrail(await everyRow(hub));
  for (const [line, { input }] of Object.entries(acts)) {
    const { name, args } = mutations[nameIn(line)]!;
    const text = `mutation(${args.map((argument) => `$${argument.name}: ${String(argument.type)}`).join(', ')}) { ${name}(${args.map((argument) => `${argument.name}: $${argument.name}`).join(', ')}) { __typename } }`;
    const variables = args[0]!.name === 'input' ? { input } : input;
    const row: Record<string, string> = {};
    for (const kind of kinds) {
      trial.wentThrough = false;
      const { errors } = await trying.query(text, variables, asViewer(kind, today));
      row[kind.code] = trial.wentThrough ? 'yes' : String(errors[0]?.extensions?.code);
      if (trial.wentThrough) continue;
      // Refused once more where nothing is undone, so that what a refusal left behind would stay.
      const { data, errors: [refusal] } = await doing.query(text, variables, asViewer(kind, today));
      expect([data, refusal?.extensions?.code], `${line} as ${kind.meaning}`).toEqual([{ [name]: null }, row[kind.code]]);
      expect(refusal!.message).toMatch(/\.$/);
    }
    outcomes.set(line, row);
    maybe.set(line, kinds.map(({ code }) => code).filter((code) => row[code] === 'yes'));
    expect(withoutTrail(await everyRow(hub)), line).toEqual(before);
  }
  const inOrder = (codes: readonly string[]): string[] => kinds.map(({ code }) => code).filter((code) => codes.includes(code));
  expect(Object.fromEntries(maybe)).toEqual(Object.fromEntries(Object.entries(acts).map(([line, { may }]) => [line, inOrder(may)])));
  await expect(document(outcomes)).toMatchFileSnapshot('matrixOfActs.snapshot.md');
}, 300_000);

/** Codes of refusals, short enough for a table. */
const short: Readonly<Record<string, string>> = { NOT_SIGNED_IN: 'in', NOT_ALLOWED: 'no', UNKNOWN_PROPOSAL: '?', yes: 'yes' };

function document(outcomes: ReadonlyMap<string, Record<string, string>>): string {
  const rows = new Map([...outcomes].map(([name, row]) => [name, Object.fromEntries(Object.entries(row).map(([code, outcome]) => [code, short[outcome] ?? outcome]))]));
  return `# Who may do what

Written by tests/access/matrixOfActs.test.ts, which tries every mutation as every kind of viewer, each with what would succeed for somebody. A refusal changes nothing.

- yes: it is done
- in: NOT_SIGNED_IN
- no: NOT_ALLOWED
- ?: UNKNOWN_PROPOSAL, as if there were none

${legend}

${asTable('mutation', rows)}
`;
}
