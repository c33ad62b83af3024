import { expect, onTestFinished, test } from 'vitest';
import type { Api } from '../../src/api/createApi.ts';
import { readOverlapPages } from '../../src/export/readOverlapPages.ts';
import { refreshOverlaps } from '../../src/hub.ts';
import { openPages, type Pages } from '../explorer/openPages.ts';
import { openTestHub, publishers, type PackageFiles, type TestHub } from '../support/harvest.ts';

const region = { region: 'E12000004' };

test('however small the pages, the rows are the same', async () => {
  const { pages } = await openTwoAuthorities(5);
  const whole = await readOverlapPages(pages.api, region);
  expect(whole.overlaps.length).toBeGreaterThan(1);
  expect(Math.max(...whole.overlaps.map(({ statements }) => statements.length))).toBeGreaterThan(2);
  const inPieces = await readOverlapPages(pages.api, region, { first: 1, statements: 2 });
  expect(statementsOf(inPieces)).toEqual(statementsOf(whole));
});

test('rows of two versions of the data never stand together: a change on the way starts the reading again', async () => {
  const { testHub, pages } = await openTwoAuthorities(2);
  let pagesRead = 0;
  const changing: Pick<Api, 'execute'> = {
    async execute(operation, variables) {
      const answer = await pages.api.execute(operation, variables);
      pagesRead += 1;
      if (pagesRead === 1) {
        await publish(testHub, publishers.leicester, 3);
        await refreshOverlaps(testHub.hub);
      }
      return answer;
    },
  };
  const answer = await readOverlapPages({ ...pages.api, ...changing }, region, { first: 1, statements: 100 });
  const { data } = await pages.query('{ dataVersion { number } }');
  expect(answer.dataVersion).toBe(data.dataVersion.number);
  expect(statementsOf(answer)).toEqual(statementsOf(await readOverlapPages(pages.api, region)));
});

/** Two authorities that each state `count` things about special needs, and as many about looked-after children. */
async function openTwoAuthorities(count: number): Promise<{ testHub: TestHub; pages: Pages }> {
  const testHub = await openTestHub();
  await publish(testHub, publishers.leicester, count);
  await publish(testHub, publishers.nottingham, count);
  const pages = await openPages(testHub.hub);
  onTestFinished(() => pages.close());
  return { testHub, pages };
}

async function publish(testHub: TestHub, publisher: { kind: string; code: string; name: string }, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, index) => [
    `P1,S${index},Better support ${index} for children with special educational needs and disabilities,priority,true`,
    `P1,L${index},Stable placements ${index} for looked-after children,priority,true`,
  ]).flat();
  const files: PackageFiles = {
    'plans.csv': `
      plan_ref,authority_codes,title,kind,valid_from,valid_to,coverage
      P1,${publisher.code},Plan,cypp,2024,2027,whole
    `,
    'priorities.csv': ['plan_ref,priority_ref,title,kind,adopted', ...rows].join('\n'),
  };
  const report = await testHub.harvestFiles(files, { name: `plans-${publisher.code}`, publisher });
  if (report.status !== 'harvested' || report.rowsRefused > 0) throw new Error(JSON.stringify(report.issues));
}

function statementsOf({ overlaps }: Awaited<ReturnType<typeof readOverlapPages>>): Record<string, string[]> {
  return Object.fromEntries(overlaps.map(({ overlap, statements }) => [overlap.id, statements.map(({ priority }) => priority.id)]));
}
