import { expect, test } from 'vitest';
import { refreshOverlaps } from '../../src/hub.ts';
import { apiOver } from '../support/api.ts';
import { openTestHub, publishers, referenceFiles } from '../support/harvest.ts';

const [derby, leicester, nottingham, rutland] = ['E06000015', 'E06000016', 'E06000018', 'E06000017'] as const;
const words = 'Better support for children with special educational needs';

/** What the region says of two statements, in plans of these authorities each, by a name for each plan. */
async function match(plans: Readonly<Record<string, readonly string[]>>, adopted = 'yes') {
  const hub = await openTestHub({ reference: false });
  const report = await hub.harvestFiles({
    ...referenceFiles,
    'authorities.csv': `gss_code,name,kind,region_code\n${derby},Derby,unitary,E12000004\n${leicester},Leicester,unitary,E12000004\n${nottingham},Nottingham,unitary,E12000004\n${rutland},Rutland,unitary,E12000004`,
    'plans.csv': ['plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to', ...Object.entries(plans).map(([ref, codes]) => `${ref},${codes.join(';')},Plan ${ref},cypp,whole,2024,2027`)].join('\n'),
    'priorities.csv': ['plan_ref,priority_ref,title,kind,adopted', ...Object.keys(plans).map((ref) => `${ref},${ref},${words},priority,${ref === 'first' ? adopted : 'yes'}`)].join('\n'),
  }, { publisher: publishers.england });
  expect(report.issues).toEqual([]);
  await refreshOverlaps(hub.hub);
  const { data, errors } = await (await apiOver(hub.hub)).query('{ overlaps { nodes { id } } explainMatch(a: "E92000001/first", b: "E92000001/second") { verdict summary overlaps { id } reasons { aspect decides weight explanation } wouldChange } }');
  expect(errors).toEqual([]);
  const { reasons, ...told } = data.explainMatch;
  return { ...told, listed: data.overlaps.nodes, whose: reasons.filter(({ aspect }: { aspect: string }) => aspect === 'AUTHORITY') };
}

test('two joint plans of different authorities make an overlap; once a third ties them into one party they make none, and it is said why', async () => {
  const apart = await match({ first: [derby, leicester], second: [nottingham, rutland] });
  expect(apart).toMatchObject({ verdict: 'SAME_CORE', listed: [{ id: 'overlap-SEND' }], overlaps: [{ id: 'overlap-SEND' }], whose: [{ weight: 1 }] });
  const tied = await match({ first: [derby, leicester], second: [nottingham, rutland], third: [leicester, nottingham] });
  expect(tied).toEqual({
    verdict: 'SAME_AUTHORITY', listed: [], overlaps: [],
    summary: 'Both stand under Special educational needs and disabilities, and joint plans tie together all that share it: they make no overlap with each other.',
    whose: [{ aspect: 'AUTHORITY', decides: 'OVERLAP', weight: -1, explanation: 'They are of different authorities: Derby and Leicester, and Nottingham and Rutland. But joint plans tie together all that share Special educational needs and disabilities, which makes them one party: an overlap needs two.' }],
    wouldChange: ['They would make an overlap if an authority that no joint plan ties to theirs shared Special educational needs and disabilities, or if two of theirs had it in plans of their own.'],
  });
});

test('and they make one again when two of them have it in plans of their own, as it is said', async () => {
  expect(await match({ first: [derby, leicester], second: [nottingham, rutland], third: [leicester, nottingham], own: [derby], another: [leicester] })).toMatchObject({ verdict: 'SAME_CORE', overlaps: [{ id: 'overlap-SEND' }] });
});

test('of one that is not adopted nothing is said of joint plans', async () => {
  const { verdict, whose } = await match({ first: [derby], second: [nottingham] }, 'no');
  expect([verdict, whose]).toEqual(['CONTEXT', [{ aspect: 'AUTHORITY', decides: 'OVERLAP', weight: 1, explanation: 'They are of different authorities: Derby, and Nottingham.' }]]);
});
