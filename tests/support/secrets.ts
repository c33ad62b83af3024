import { expect } from 'vitest';
import { sql } from 'kysely';
import { newKey } from '../../src/access/newKey.ts';
import { auditColumns } from '../../src/access/audit/auditEntry.ts';
import { emptyContent } from '../../src/commissioning/proposals/checkContent.ts';
import type { ProposalAct } from '../../src/commissioning/proposals/life.ts';
import type { ProposalContent } from '../../src/commissioning/proposals/ProposalContent.ts';
import { registerSource } from '../../src/harvest/sources/registerSource.ts';
import { readRegistration } from '../../src/harvest/sources/registration.ts';
import { refreshDuplicates, refreshOverlaps, type Hub } from '../../src/hub.ts';
import { apiOver } from './api.ts';
import { openOfLeicester, openOfNottingham, secretOfLeicester } from './embargoed.ts';
import { openTestHub, publishers, type PackageFiles, type TestHub } from './harvest.ts';
import { viewerOf } from './keys.ts';

/** What stands in every text of each kind of secret and nowhere else, by the letter that tables have for it. */
export const secrets = {
  Z: { word: 'Zebra', what: 'a plan under embargo of Leicester' },
  D: { word: 'Dormouse', what: 'proposals of Leicester and Nottingham that are not agreed' },
  A: { word: 'Armadillo', what: 'what was agreed, which everybody sees' },
  X: { word: 'Xenops', what: 'the exempt part of what was agreed' },
  V: { word: 'Vulture', what: 'the earlier version of what was agreed' },
  T: { word: 'Tapir', what: 'the discussion of what was agreed' },
  W: { word: 'Weasel', what: 'a dispute that Leicester took back' },
  R: { word: 'Raven', what: 'a decision whose priorities are all withdrawn' },
  G: { word: 'Gibbon', what: 'what a publisher withdrew' },
  Y: { word: 'Yak', what: 'a plan under embargo of Leicester that agreements open to Nottingham and to the East Midlands' },
  S: { word: 'Salamander', what: 'these agreements' },
  H: { word: '3.14159', what: 'a figure that the policy of its source hides' },
  K: { word: 'Kestrel', what: 'who has a key' },
  U: { word: 'Urchin', what: 'the audit trail' },
} as const;
export type Secret = keyof typeof secrets;
export const letters = Object.keys(secrets) as Secret[];

export function secretsIn(text: string): Secret[] {
  const lower = text.toLowerCase();
  return letters.filter((letter) => lower.includes(secrets[letter].word.toLowerCase()));
}

const [leicester, nottingham, today, at] = ['E06000016', 'E06000018', '2025-06-01', '2025-06-01T12:00:00.000Z'] as const;
const names = new Map([[leicester, 'Leicester'], [nottingham, 'Nottingham']]);
const officer = { by: 'Officer of Leicester', bodyCode: leicester, at };

/** A proposal that says a word in every section. */
function contentOf(word: string, exempt = word): ProposalContent {
  const range = { low: 1, high: 2 };
  return {
    ...emptyContent(`${word} title`),
    summary: `${word} summary`, overlapIds: ['overlap-SEND'], regionCode: 'E12000004', themeCodes: ['SEND'], leadCode: leicester, groups: [`${word} group`], area: `${word} area`,
    bodies: [{ code: leicester, name: null, decidingGroupId: 'E06000016/board' }, { code: nottingham, name: null, decidingGroupId: null }],
    who: `${word} who`, how: `${word} how`, specification: `${word} specification`, funding: `${word} funding`, timescale: `${word} timescale`, equalityImpact: `${word} equality`,
    objectives: [{ text: `${word} objective`, indicatorCode: 'NI 117', areaCode: null, breakdown: null, baseline: { value: 8, period: 'CY2024' }, target: { value: 5, period: 'CY2026' } }],
    options: [{ title: `${word} option`, isDoNothing: true, isPreferred: false, cost: range, costs: `${word} costs`, benefits: `${word} benefits` }],
    risks: [{ text: `${word} risk`, likelihood: 'low', impact: 'high', mitigation: `${word} mitigation` }],
    consultation: [{ whom: `${word} whom`, said: `${word} said`, response: `${word} response` }],
    assumptions: { unit: `${word} unit`, unitCost: range, volumes: [{ bodyCode: leicester, units: range }], oneOffCost: range, economies: range, spendNow: [{ bodyCode: leicester, amount: 5, source: `${word} source` }], years: 3, priceYear: 'FY2026/27', note: `${word} note` },
    recommendations: [`${word} recommendation`], reasons: `${word} reasons`, conclusion: `${word} conclusion`, legal: `${word} legal`, personnel: `${word} personnel`, corporateObjectives: `${word} corporate`, wards: `${word} wards`,
    exempt: { text: `${exempt} exempt`, paragraph: 3 },
  };
}

/** How far each proposal of the hub is. */
const pathTo: Readonly<Record<string, readonly ProposalAct[]>> = {
  agreed: ['consult', 'submit', 'agree'],
  delivered: ['consult', 'submit', 'agree', 'deliver'],
  reviewed: ['consult', 'submit', 'agree', 'deliver', 'review'],
  draft: [],
  ready: ['consult'],
  waiting: ['consult', 'submit'],
  signed: ['consult', 'submit'],
};

/** A hub that holds one of each kind of secret, or the same without them; and what mutations need to do something to. Ids are the same in both. */
export async function openHubOfSecrets({ secretToo = true, embargoUntil = '2025-07-01' } = {}): Promise<TestHub> {
  const testHub = await openTestHub();
  const { hub } = testHub;
  await harvestAll(testHub);
  if (secretToo) await testHub.harvestFiles(secretOfLeicester(embargoUntil), { name: 'secret', title: 'Another package' });
  if (secretToo) await testHub.harvestFiles(sharedOfLeicester(embargoUntil), { name: 'shared', title: 'A third package' });
  await refreshOverlaps(hub);
  await refreshDuplicates(hub);
  await tell(hub);
  if (secretToo) await tellSecrets(testHub);
  await takeBackPriority(testHub);
  for (const name of ['agreed', 'delivered', 'reviewed']) await propose(hub, name, { before: secretToo ? 'Vulture' : 'Somebody', now: 'Armadillo', exempt: secretToo ? 'Xenops' : 'Nothing' });
  if (!secretToo) return testHub;
  await hub.acts.commentOnProposal({ id: 'agreed', note: 'Tapir said', by: 'Tapir desk', bodyCode: nottingham, at: '2025-06-01T13:00:00.000Z' });
  for (const name of ['draft', 'ready', 'waiting', 'signed']) await propose(hub, `dormouse-${name}`, { before: 'Old Dormouse', now: 'Dormouse', exempt: 'Dormouse' });
  await hub.acts.commentOnProposal({ id: 'dormouse-draft', note: 'Dormouse said', by: 'Dormouse desk', bodyCode: nottingham, at });
  const { kept } = newKey({ role: 'analyst', name: 'Kestrel desk' }, { madeBy: 'Kestrel', now: new Date(at) });
  await hub.acts.keepKey({ ...kept, id: 'aaaaaaaaaaaa' });
  const entry: Record<string, unknown> = { id: 'c/1', chain: 'c', seq: 1, at, until: at, who: 'urchin-key', role: 'officer', kind: 'query', operation: 'UrchinQuery', document: null, outcome: 'answered', code: null, cost: 1, rows: 1, times: 1, previous: '', hash: 'h' };
  expect(await hub.append('audit_entry', auditColumns, [auditColumns.map((column) => entry[column])])).toBe(true);
  return testHub;
}

const sharedOfLeicester = (embargoUntil: string): PackageFiles => ({
  'plans.csv': `plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to,embargo_until\nYak,E06000016,Yak plan,cypp,whole,2024,2027,${embargoUntil}`,
  'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\nYak,Yak-p1,Yak: special educational needs,priority,yes',
});

const services = (...rows: string[]): string => ['service_ref,name,provider,authority_codes,theme_codes,url,postcode,description', ...rows].join('\n');

async function harvestAll({ hub, harvestFiles }: TestHub): Promise<void> {
  const directory = { name: 'directory', title: 'Leicester’s directory', publisher: publishers.leicester };
  const registration = JSON.stringify({ ...directory, connector: 'package', settings: { address: 'https://leicester.example/directory.zip' } });
  const read = readRegistration(registration);
  if ('problems' in read) throw new Error(read.problems.join('\n'));
  await harvestFiles({ 'regions.csv': 'region_code,name\nE12000005,West Midlands' }, { name: 'more-regions', title: 'More regions', publisher: publishers.england });
  await harvestFiles({ ...openOfLeicester, 'actions.csv': 'plan_ref,action_ref,title\nopen,a1,An action', 'inspections.csv': 'inspection_ref,authority_code,title\nreview,E06000016,A review' }, { name: 'open', title: 'Open' });
  await harvestFiles({ 'services.csv': services('yc,Young Carers Support,Mayfield Carers Ltd,E06000016,SEND,https://mayfield.example/young,LE1 5WW,Groups for young carers', 'yd,Young Drivers,Mayfield Drivers,E06000016,SEND,,LE1 5WX,') }, directory);
  await harvestFiles({ 'services.csv': services('n7,Leicester Young Carers,Mayfield Carers Limited,E06000016;E06000018,SEND,,LE1 5WW,Groups for young carers', 'n8,Young Drivers,Mayfield Drivers,E06000018,SEND,,LE1 5WX,') }, { name: 'directory', title: 'Nottingham’s directory', publisher: publishers.nottingham });
  await harvestFiles({ 'observations.csv': 'indicator_code,area_code,period,value,numerator,denominator\nNI 117,E06000018,CY2024,3.14159,31,987\nNI 117,E06000018,CY2023,9,890,9888' }, { name: 'figures', title: 'Figures', publisher: publishers.nottingham, disclosure: { threshold: 90 } });
  await registerSource(hub.write, registration, read.registration, new Date(at));
  await sql`update source set held_fingerprint = 'other' where id = 'E06000016/directory'`.execute(hub.stored);
  await harvestFiles({ ...openOfNottingham, 'priorities.csv': `${String(openOfNottingham['priorities.csv'])}\nopen,gone,Gibbon: help for pupils with special educational needs,priority,yes` }, { name: 'plans', title: 'Nottingham', publisher: publishers.nottingham });
}

/** Nottingham withdraws a priority, on which a reviewer had decided. */
async function takeBackPriority({ hub, harvestFiles }: TestHub): Promise<void> {
  await harvestFiles(openOfNottingham, { name: 'plans', title: 'Nottingham', publisher: publishers.nottingham });
  await refreshOverlaps(hub);
}

const decision = { rank: null, overlapId: null, otherOverlapId: null, coreKeys: [], title: null, basis: {}, overrule: false, madeAt: at } as const;

/** What everybody sees, and may be taken back by some. */
async function tell({ acts }: Hub): Promise<void> {
  await acts.disputeCoding({ id: 'dispute', priorityId: 'E06000016/p1', themeCode: 'SEND', suggestedThemeCode: null, note: 'Not so.', bodyCode: leicester, madeAt: at });
  await acts.decide({ ...decision, id: 'decision', kind: 'set-theme', priorityIds: ['E06000018/p2'], themeCode: 'SEND', note: 'So it says.', reviewer: 'Analyst' });
  await acts.decideDuplicate({ id: 'same', services: ['E06000016/yc', 'E06000018/n7'], isSame: true, keepId: null, note: 'Seen.', reviewer: 'Analyst', madeAt: at });
  await acts.saveGroup({ id: 'group', name: 'Two cities', authorities: [leicester, nottingham], note: 'Alike.', savedBy: 'Analyst', savedAt: at });
  await acts.recordProgress({ id: 'report', subject: 'action:E06000016/a1', aspect: 'state', state: 'under-way', note: 'Begun.', evidence: null, onDay: today, madeBy: 'Leicester', madeAt: at });
  await acts.refer({ id: 'referral', groupId: 'E06000016/board', title: 'An item', purpose: 'decision', targetId: null, indicatorCode: null, priorityId: 'E06000016/p1', meetingDate: null, note: 'To decide.', bodyCode: leicester, by: 'Leicester', madeAt: at });
  await acts.setContact({ id: 'contact', authorityCode: leicester, themeCode: 'SEND', mailbox: 'send.team@leicester.gov.uk', role: 'Commissioning team, SEND', setBy: 'Leicester', setAt: at });
  // An agreement that is over opens nothing to Derby, which sees that there was one.
  await acts.recordAgreement({ id: 'over', publisherCode: leicester, sourceId: null, what: 'unpublished-plans', withBodyCode: 'E06000015', withRegionCode: null, basis: 'A study that is done', note: null, validFrom: '2025-01-01', validTo: '2025-05-31', recordedBy: 'Leicester', recordedAt: at });
  await acts.askForRun({ sourceId: 'E06000016/directory', by: 'Leicester', at: new Date(at) });
}

async function tellSecrets({ hub: { acts, rows } }: TestHub): Promise<void> {
  const ofLeicester = { bodyCode: leicester, madeAt: at };
  await acts.disputeCoding({ id: 'weasel', priorityId: 'E06000016/p1', themeCode: null, suggestedThemeCode: 'LAC', note: 'Weasel note', ...ofLeicester });
  await acts.withdrawDispute({ id: 'weasel', withdrawnAt: at });
  await acts.decide({ ...decision, id: 'raven', kind: 'set-theme', priorityIds: ['E06000018/gone'], themeCode: 'LAC', note: 'Raven why', reviewer: 'Raven desk' });
  const agreement = { publisherCode: leicester, sourceId: 'E06000016/shared', what: 'unpublished-plans', note: 'Salamander note', validFrom: '2025-01-01', recordedBy: 'Leicester', recordedAt: at } as const;
  await acts.recordAgreement({ ...agreement, id: 'salamander', withBodyCode: nottingham, withRegionCode: null, basis: 'Salamander basis', validTo: '2998-12-31' });
  await acts.recordAgreement({ ...agreement, id: 'salamander-2', withBodyCode: null, withRegionCode: 'E12000004', basis: 'Salamander basis', validTo: '2998-12-31' });
  await acts.disputeCoding({ id: 'Zebra-dispute', priorityId: 'E06000016/Zebra-p1', themeCode: 'LAC', suggestedThemeCode: null, note: 'Zebra note', ...ofLeicester });
  await acts.decide({ ...decision, id: 'Zebra-decision', kind: 'set-theme', priorityIds: ['E06000016/Zebra-p1'], themeCode: 'SEND', note: 'Zebra why', reviewer: 'Zebra reviewer' });
  await acts.recordProgress({ id: 'Zebra-report', subject: 'action:E06000016/Zebra-a1', aspect: 'state', state: 'under-way', note: 'Zebra begun', evidence: null, onDay: today, madeBy: 'Zebra', madeAt: at });
  const referral = { title: 'Zebra item', purpose: 'decision', indicatorCode: null, meetingDate: null, note: 'Zebra why', by: 'Leicester', groupId: 'E06000016/board', ...ofLeicester };
  await acts.refer({ ...referral, id: 'Zebra-referral', targetId: null, priorityId: 'E06000016/Zebra-p1' });
  await acts.refer({ ...referral, id: 'Zebra-referral-2', priorityId: null, targetId: (await rows.selectFrom('target').select('id').executeTakeFirstOrThrow()).id });
}

/** A proposal by Leicester in its second version, as far in its life as its name says. */
async function propose(hub: Hub, id: string, { before, now, exempt }: { before: string; now: string; exempt: string }): Promise<void> {
  const { acts } = hub;
  const far = id.replace('dormouse-', '');
  const viewer = viewerOf('officer', { body: leicester, name: 'Officer of Leicester' });
  await acts.startProposal({ id, content: contentOf(before), note: `${before} begins`, viewer, ...officer });
  await acts.editProposal({ id, baseVersion: 1, changes: contentOf(now, exempt), note: `${now} why`, viewer, ...officer });
  // By somebody who may see the plan under embargo: evidence is what everybody sees, whoever has it filled in.
  const api = await apiOver(hub, { as: viewer });
  const { errors } = await api.query('mutation($proposal: ID!) { refreshEvidence(proposal: $proposal) { proposal { id } } }', { proposal: id });
  expect(errors).toEqual([]);
  for (const act of pathTo[far]!) {
    if (act === 'agree') await sign(hub, id, now);
    await acts.moveProposal({ id, act, note: `${now} move`, today, names, ...officer });
  }
  if (far === 'signed') await sign(hub, id, now);
}

async function sign({ acts }: Hub, id: string, word: string): Promise<void> {
  for (const bodyCode of [leicester, nottingham]) {
    await acts.takePosition({ id, today, position: { bodyCode, versionNumber: 2, evidenceNumber: null, stance: 'support-with-conditions', conditions: `${word} condition`, reason: `${word} reason`, decisionTaker: `${word} cabinet`, decidingGroupId: null, decidedOn: '2025-05-20', isKeyDecision: false, callInEndsOn: null, calledIn: false, power: `${word} power`, by: `${word} approver`, at } });
  }
}
