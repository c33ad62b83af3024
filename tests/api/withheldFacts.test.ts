import { expect, test } from 'vitest';
import { publishers } from '../support/harvest.ts';
import { analyst, bodies, officer, openProposing, type Proposing } from '../support/proposing.ts';

/** 3 children of Leicester placed far away, and 3 from there in Nottingham: what a policy with threshold 5 hides. 70 is not small. */
const figures = {
  'indicators.csv': `
    indicator_code,title,measure,multiplier,unit,polarity,theme_codes
    PLACED,Children looked after who are placed far away,count,,children,low,LAC
  `,
  'observations.csv': `
    indicator_code,area_code,period,value
    PLACED,E06000016,CY2024,3
    PLACED,E06000018,CY2024,70
  `,
  'service_use.csv': `
    service_ref,home_area_code,place_area_code,period,users
    home,E06000016,E06000018,FY2023/24,3
  `,
  'services.csv': `
    service_ref,name,authority_codes,theme_codes,source
    home,A children's home,E06000018,LAC,Directory 2024
  `,
};
const region = { publisher: publishers.eastMidlands, name: 'figures', title: 'Figures' };

interface Told {
  key: string;
  value: number | null;
  text: string;
}

async function frozenEvidence(): Promise<{ hub: Proposing; proposal: string; facts: () => Promise<Told[]> }> {
  const hub = await openProposing();
  expect((await hub.harvestFiles(figures, region)).issues.filter(({ severity }) => severity === 'error')).toEqual([]);
  const proposal = await hub.started();
  await hub.act(officer(bodies.leicester), 'refreshEvidence', { proposal });
  const facts = async () => (await hub.ask(analyst, `{ proposal(id: "${proposal}") { conclusion { moved { explanation } } evidence { sha256 facts { key value text } } } }`)).proposal.evidence.facts as Told[];
  return { hub, proposal, facts };
}

const small = (facts: readonly Told[]): string[] => facts.filter(({ key, value, text }) => /^(indicators|use)\//.test(key) && (value === 3 || /\b(was|were|are|is) 3\b|\b3 (users?|children)\b/.test(text))).map(({ key }) => key);
const placed = (facts: readonly Told[], body: string): Told | undefined => facts.find(({ key }) => key === `indicators/${body}/PLACED`);

test('evidence that was frozen before a policy tells no small number any more once it is set, and says so; what the policy does not hide stays as it was', async () => {
  const { hub, facts } = await frozenEvidence();
  const before = await facts();
  expect(small(before)).toEqual(expect.arrayContaining([`indicators/${bodies.leicester}/PLACED`, expect.stringMatching(/^use\//)]));
  await hub.hub.acts.setDisclosurePolicy({ sourceId: 'E12000004/figures', policy: { threshold: 5, secondary: false, rounding: null }, reason: null, setBy: 'Operator', setAt: new Date().toISOString() });
  const after = await facts();
  expect(small(after)).toEqual([]);
  expect(placed(after, bodies.leicester)).toMatchObject({ value: null, text: 'Withheld: small numbers of its source are protected since this was frozen.' });
  expect(placed(after, bodies.nottingham)).toEqual(placed(before, bodies.nottingham));
  expect(after.filter(({ key }) => key.startsWith('priorities/'))).toEqual(before.filter(({ key }) => key.startsWith('priorities/')));
});

test('the same once a publisher says so in its package', async () => {
  const { hub, facts } = await frozenEvidence();
  await hub.harvestFiles(figures, { ...region, disclosure: { threshold: 5 } });
  expect(small(await facts())).toEqual([]);
});

test('a figure that is merely corrected stays in the evidence as it was frozen', async () => {
  const { hub, facts } = await frozenEvidence();
  const before = await facts();
  await hub.harvestFiles({ ...figures, 'observations.csv': figures['observations.csv'].replace(',3\n', ',4\n') }, region);
  expect(await facts()).toEqual(before);
});
