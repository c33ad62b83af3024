import { expect, test } from 'vitest';
import { apiOver } from '../../support/api.ts';
import { openTestHub, type PackageFiles } from '../../support/harvest.ts';

/** A plan whose priorities, in this order, have these references. */
function plan(refs: readonly string[]): PackageFiles {
  return {
    'plans.csv': 'plan_ref,authority_codes,title,kind,coverage\ncypp,E06000016,Children’s plan,cypp,whole\n',
    'priorities.csv': `priority_ref,plan_ref,title,kind\n${refs.map((ref) => `${ref},cypp,Priority ${ref},priority`).join('\n')}\n`,
  };
}

const query = 'query ($after: String) { priorities(first: 2, after: $after) { pageInfo { endCursor hasNextPage } nodes { title } } }';

async function pagesOf(first: readonly string[], then: readonly string[]) {
  const hub = await openTestHub();
  await hub.harvestFiles(plan(first));
  const api = await apiOver(hub.hub);
  const page = async (after: string | null) => (await api.query(query, { after })) as unknown as { data?: { priorities: { pageInfo: { endCursor: string }; nodes: { title: string }[] } }; errors?: { message: string; extensions: { code: string } }[] };
  const { pageInfo, nodes } = (await page(null)).data!.priorities;
  expect(nodes.map(({ title }) => title)).toEqual(first.slice(0, 2).map((ref) => `Priority ${ref}`));
  await hub.harvestFiles(plan(then));
  return page(pageInfo.endCursor);
}

test.each([
  ['taken out above', ['d', 'c', 'b', 'a'], ['c', 'b']],
  ['put in above', ['x', 'e', 'y', 'd', 'c', 'b', 'a'], ['c', 'b']],
  ['put in below', ['e', 'd', 'x', 'c', 'b'], ['x', 'c']],
])('a list in the order of a file goes on where the page before ended, though rows were %s it meanwhile', async (_what, then, expected) => {
  const { data } = await pagesOf(['e', 'd', 'c', 'b', 'a'], then);
  expect(data!.priorities.nodes.map(({ title }) => title)).toEqual(expected.map((ref) => `Priority ${ref}`));
});

test('where the record that a page ended with was withdrawn meanwhile, the next is refused rather than leave rows out', async () => {
  const { errors } = await pagesOf(['e', 'd', 'c', 'b', 'a'], ['c', 'b', 'a']);
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_CURSOR' }, message: 'The record that the page before ended with is there for you no more, and those behind it may have moved. Ask for the list again from its beginning, without "after".' }]);
});
