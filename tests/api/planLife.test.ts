import { describe, expect, onTestFinished, test } from 'vitest';
import { publicViewer, type Viewer } from '../../src/access/viewer.ts';
import { refreshOverlaps, type Hub } from '../../src/hub.ts';
import { openPages } from '../explorer/openPages.ts';
import { apiOver, openSeededHub, type Answer } from '../support/api.ts';
import { openTestHub, publishers, type PackageFiles } from '../support/harvest.ts';
import { makeKeyOf, viewerOf } from '../support/keys.ts';

const [leicester, nottingham, northamptonshire] = [publishers.leicester.code, publishers.nottingham.code, 'E10000021'];

const cypp: PackageFiles = {
  'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\ncypp,E06000016,Plan,cypp,whole,2006-04,2009-03\ncommunity,E06000016,Strategy,community,whole,2006,2010\nlate,E06000016,Plan unreviewed,cypp,whole,2005,2008\nbare,E06000016,Another plan,cypp,whole,2007-04,2010-03',
  'plan_steps.csv': 'plan_ref,date,body,purpose,result,planned\ncypp,2006,Cabinet,approval,,yes\ncypp,2005,Officers,draft,Drafted,no\ncypp,2007-03,Trust Board,review,Two priorities changed,',
  'consultations.csv': 'plan_ref,consultation_ref,title,from,to,participants,audience,findings,response\ncypp,c1,Hear by Right,2005-10,2006-01,40,Young people,Somewhere to go,\ncypp,c2,Parents,,,,,,',
};

describe('of a plan is told', () => {
  test('its life in one order, and that what was done about a consultation is not told', async () => {
    const { hub, harvestFiles } = await openTestHub();
    expect((await harvestFiles(cypp)).issues).toEqual([]);
    const { data, errors } = await (await apiOver(hub)).query('{ plan(id: "E06000016/cypp") { life { when who what cameOfIt step { planned } consultation { ref } } } }');
    expect(errors).toEqual([]);
    expect(data.plan.life).toEqual([
      { when: '2005', who: 'Officers', what: 'Draft', cameOfIt: 'Drafted.', step: { planned: false }, consultation: null },
      { when: '2005-10 to 2006-01', who: 'Young people', what: 'Hear by Right', cameOfIt: '40 took part. They said: Somewhere to go. What was done about it is not told.', step: null, consultation: { ref: 'c1' } },
      { when: '2006', who: 'Cabinet', what: 'Approval', cameOfIt: 'Told of as still to come. Whether it took place is not told.', step: { planned: true }, consultation: null },
      { when: '2007-03', who: 'Trust Board', what: 'Review', cameOfIt: 'Two priorities changed.', step: { planned: null }, consultation: null },
      { when: null, who: null, what: 'Parents', cameOfIt: 'How many took part is not told. What they said is not told. What was done about it is not told.', step: null, consultation: { ref: 'c2' } },
    ]);
  });

  test('how its yearly review stands on a day, and in governance those of the plans in force, the overdue first', async () => {
    const { hub, harvestFiles } = await openTestHub();
    await harvestFiles(cypp);
    const api = await apiOver(hub);
    const { data, errors } = await api.query('{ plan(id: "E06000016/cypp") { thatDay: annualReview(asAt: "2008-06-01") { asAt state dueBy lastReview { date result } planned { date } rule plan { ref } } today: annualReview { asAt state } } }');
    expect(errors).toEqual([]);
    expect(data.plan).toEqual({
      thatDay: { asAt: '2008-06-01', state: 'OVERDUE', dueBy: '2008-03-31', lastReview: { date: '2007-03', result: 'Two priorities changed' }, planned: [], rule: expect.stringContaining('no finding of law'), plan: { ref: 'cypp' } },
      today: { asAt: '2025-06-01', state: 'NOT_IN_FORCE' },
    });
    const bare = await api.query('{ governance(authority: "E06000016", asAt: "2008-04-30") { explanation } }');
    const governance = await api.query('{ governance(authority: "E06000016", asAt: "2008-04-30") { explanation planReviews { plan { ref } state dueBy lastReview { date } } } }');
    expect(governance.data.governance.planReviews).toEqual([
      { plan: { ref: 'cypp' }, state: 'OVERDUE', dueBy: '2008-03-31', lastReview: { date: '2007-03' } },
      { plan: { ref: 'late' }, state: 'NOT_KNOWN', dueBy: '2006-12-31', lastReview: null },
      { plan: { ref: 'bare' }, state: 'IN_DATE', dueBy: '2008-04-30', lastReview: null },
    ]);
    expect(governance.statements - bare.statements).toBe(2);
  });

  test('as much in one statement for a list of plans as for one', async () => {
    const { hub, harvestFiles } = await openTestHub();
    await harvestFiles(cypp);
    const api = await apiOver(hub);
    const bare = await api.query('{ plans { nodes { id } } }');
    expect((await api.query('{ plans { nodes { steps { date } annualReview(asAt: "2008-01-01") { state } } } }')).statements - bare.statements).toBe(1);
    expect((await api.query('{ plans { nodes { life { when } annualReview { state } } } }')).statements - bare.statements).toBe(2);
  });

  test('on the seeds that Leicester meant to review its plan of 2006 in June 2008, and no more', async () => {
    const hub = await openSeededHub();
    onTestFinished(() => hub.close());
    const { data } = await (await apiOver(hub)).query('{ governance(authority: "E06000016", asAt: "2008-09-30") { planReviews { state explanation planned { date } lastReview { date } } } }');
    expect(data.governance.planReviews).toEqual([{ state: 'NOT_KNOWN', lastReview: null, planned: [{ date: '2008-06' }], explanation: 'No review of it is known. One was planned for 2008-06, and whether it took place is not known. The first was due by 2007-12-31, 12 months after it came into force in 2006: whether there was one is not known.' }]);
  });
});

/** What everybody may see: a plan of which no end is stated, so that one which is known to follow would end it. */
const open: PackageFiles = {
  'groups.csv': 'group_ref,name,kind,authority_codes\nboard,Board,board,E06000016',
  'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\nopen,E06000016,Open plan,cypp,whole,2007,',
  'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\nopen,p1,Better support for children with special educational needs,priority,yes',
};
/** The next plan, joint with Nottingham, which the open one leads to. In its words, and nowhere else, stands Quagga. */
const withSecret: PackageFiles = {
  ...open,
  'plans.csv': `${String(open['plans.csv'])},,\nnext,E06000016;E06000018,Quagga plan,cypp,whole,2008,2027,2026-01-01,open`.replace('valid_to', 'valid_to,embargo_until,supersedes_ref'),
  'plan_steps.csv': 'plan_ref,date,body,purpose,result\nnext,2008,Quagga Cabinet,approval,Approved\nnext,2009,Quagga Board,review,Reviewed',
  'consultations.csv': 'consultation_ref,plan_ref,title,response\nc1,next,Quagga consultation,Quagga response',
  'plan_links.csv': 'plan_ref,related_ref,related_title,relation\nopen,next,Quagga next,replaced by\nnext,open,,replaces Quagga',
  'priorities.csv': `${String(open['priorities.csv'])}\nnext,q1,Quagga: better placements for looked-after children,priority,yes`,
  'actions.csv': 'plan_ref,action_ref,title\nnext,a1,Quagga action',
};
const ofNottingham: PackageFiles = {
  'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to\nown,E06000018,Nottingham plan,cypp,whole,2006,2010',
  'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\nown,n1,Improve outcomes for looked-after children,priority,yes',
};

/** A hub in which Leicester shares what it has not published with Northamptonshire, by an agreement in force. */
async function openHubWith(ofLeicester: PackageFiles): Promise<Hub> {
  const { hub, harvestFiles } = await openTestHub();
  expect((await harvestFiles(ofLeicester)).issues).toEqual([]);
  await harvestFiles(ofNottingham, { publisher: publishers.nottingham });
  await refreshOverlaps(hub);
  const own = await apiOver(hub, { as: viewerOf('officer', { body: leicester }) });
  const { errors } = await own.query(`mutation { recordAgreement(input: { publisher: "${leicester}", withBody: "${northamptonshire}", basis: "A reason", validTo: "${today}" }) { agreement { id } } }`);
  expect(errors).toEqual([]);
  return hub;
}

const today = '2025-06-01';
const only = (viewer: Viewer, scopes: readonly string[]): Viewer => ({ ...viewer, holder: { ...viewer.holder!, scopes: viewer.holder!.scopes.filter((scope) => scopes.includes(scope)) } });
const viewers: { who: string; viewer: Viewer; sees: boolean }[] = [
  { who: 'the public', viewer: publicViewer(today), sees: false },
  { who: 'a publisher of its own body', viewer: viewerOf('publisher', { body: leicester }), sees: true },
  { who: 'an officer of its own body', viewer: viewerOf('officer', { body: leicester }), sees: true },
  { who: 'an approver of its own body', viewer: viewerOf('approver', { body: leicester }), sees: true },
  { who: 'an officer of its own body, with a key that may only speak', viewer: only(viewerOf('officer', { body: leicester }), ['speak']), sees: false },
  { who: 'a service account of its own body that may read what is not published', viewer: viewerOf('service-account', { body: leicester }), sees: true },
  { who: 'a service account of its own body that may read proposals alone', viewer: only(viewerOf('service-account', { body: leicester }), ['read:proposals']), sees: false },
  { who: 'a service account of the region that may read what is not published', viewer: viewerOf('service-account', { region: 'E12000004' }), sees: false },
  { who: 'a publisher of the other authority of the joint plan', viewer: viewerOf('publisher', { body: nottingham }), sees: false },
  { who: 'an officer of the other authority of the joint plan', viewer: viewerOf('officer', { body: nottingham }), sees: false },
  { who: 'an approver of the other authority of the joint plan', viewer: viewerOf('approver', { body: nottingham }), sees: false },
  { who: 'an officer of a body with which it is shared', viewer: viewerOf('officer', { body: northamptonshire }), sees: true },
  { who: 'an officer of that body with a key that may only speak', viewer: only(viewerOf('officer', { body: northamptonshire }), ['speak']), sees: false },
  { who: 'an officer of that body on the day after the agreement’s last', viewer: viewerOf('officer', { body: northamptonshire, today: '2025-06-02' }), sees: false },
  { who: 'an analyst of the region', viewer: viewerOf('analyst', { region: 'E12000004' }), sees: false },
  { who: 'an analyst of every region', viewer: viewerOf('analyst'), sees: false },
  { who: 'an administrator', viewer: viewerOf('administrator'), sees: false },
  { who: 'anybody on the first public day', viewer: publicViewer('2026-01-01'), sees: true },
];

/** Every way to the plan and what hangs on it, each of which gives another answer to those who may see it. */
const ways: Record<string, string> = {
  'plan(id)': '{ plan(id: "E06000016/next") { title } }',
  plans: '{ plans { nodes { title inForceTo inForceBasis } } }',
  'the number of plans': '{ plans { totalCount } authority(code: "E06000016") { plans { totalCount } } }',
  'the other authority’s plans': '{ authority(code: "E06000018") { plans { nodes { title } } } }',
  'the plan it replaces': '{ plan(id: "E06000016/open") { supersededBy { title } } }',
  steps: '{ plans { nodes { steps { body } } } }',
  consultations: '{ plans { nodes { consultations { title response } } } }',
  'the life of plans': '{ plans { nodes { life { who what cameOfIt } } } }',
  'yearly reviews': '{ governance(authority: "E06000018", asAt: "2009-06-30") { planReviews { explanation plan { title } } } }',
  'links to it': '{ plan(id: "E06000016/open") { links { totalCount nodes { relatedTitle related { title } } } } }',
  'links from it': '{ plan(id: "E06000016/open") { linkedFrom { totalCount nodes { relation plan { title } } } } }',
  'the number of links': '{ planLinks { totalCount } }',
  'links, narrowed by words': '{ planLinks(filter: { text: "quagga" }) { totalCount } }',
  'links, narrowed by the plan': '{ planLinks(filter: { related: ["E06000016/next"] }) { totalCount } }',
  search: '{ search(text: "quagga") { totalCount nodes { record { __typename } } } }',
  'the suggestion of a search': '{ search(text: "quaggga") { didYouMean } }',
  _entities: '{ _entities(representations: [{ __typename: "Plan", id: "E06000016/next" }, { __typename: "Priority", id: "E06000016/q1" }]) { __typename } }',
  priorities: '{ priorities { totalCount } priority(id: "E06000016/q1") { title } }',
  actions: '{ actions { totalCount } action(id: "E06000016/a1") { title } }',
  planReport: '{ planReport(plan: "E06000016/next", authority: "E06000016") { plan { title } } }',
  'explaining a match': '{ explainMatch(a: "E06000016/q1", b: "E06000018/n1") { verdict } }',
  overlaps: '{ overlaps(filter: { region: "E12000004", asAt: "2008-06-30" }) { totalCount coverage { plans { title } } } }',
  'rows of the source': '{ source(id: "E06000016/plans") { rows(noun: "plan_steps") { totalCount nodes { cells } } } }',
  'records of the source': '{ source(id: "E06000016/plans") { records { noun count } } }',
};

const told = ({ data, errors }: Answer): Pick<Answer, 'data' | 'errors'> => ({ data, errors });

describe('a plan that is not published', () => {
  test('is seen by those who may, and to everybody else is as if it were not there, whichever way they ask', async () => {
    const [plain, full] = [await openHubWith(open), await openHubWith(withSecret)];
    for (const { who, viewer, sees } of viewers) {
      const [without, withIt] = [await apiOver(plain, { as: viewer, today: viewer.today }), await apiOver(full, { as: viewer, today: viewer.today })];
      for (const [way, query] of Object.entries(ways)) {
        const [before, after] = [told(await without.query(query)), told(await withIt.query(query))];
        // Both ways: a question that tells nobody of the plan would show nothing.
        if (sees) expect([after.errors, JSON.stringify(after) === JSON.stringify(before)], `${way}, ${who}`).toEqual([[], false]);
        else expect(after, `${way}, ${who}`).toEqual(before);
      }
    }
  }, 120_000);

  test('is refused to those who would change it in words that do not tell that it is there', async () => {
    const [plain, full] = [await openHubWith(open), await openHubWith(withSecret)];
    const acts = [
      'mutation { recordProgress(input: { kind: ACTION, subject: "E06000016/a1", state: DONE, note: "Done.", on: "2025-05-01" }) { report { id } } }',
      'mutation { disputeCoding(input: { priority: "E06000016/q1", theme: "LAC", note: "No." }) { dispute { id } } }',
      'mutation { referItem(input: { group: "E06000016/board", title: "Item", purpose: DECISION, priority: "E06000016/q1", note: "Why" }) { referral { id } } }',
      'mutation { setTheme(input: { priority: "E06000016/q1", theme: "LAC", note: "Why" }) { decision { id } } }',
      'mutation { linkPriorities(input: { first: "E06000018/n1", second: "E06000016/q1", note: "Why" }) { decision { id } } }',
    ];
    for (const { who, viewer } of viewers.filter(({ sees }) => !sees)) {
      const [without, withIt] = [await apiOver(plain, { as: viewer, today: viewer.today }), await apiOver(full, { as: viewer, today: viewer.today })];
      for (const act of acts) {
        const [before, after] = [await without.query(act), await withIt.query(act)];
        expect(after.errors, `${act}, ${who}`).toHaveLength(1);
        expect(told(after), `${act}, ${who}`).toEqual(told(before));
      }
    }
    // The control: those of its own body may.
    const own = await apiOver(full, { as: viewerOf('officer', { body: leicester }), today });
    for (const act of acts.slice(0, 3)) expect((await own.query(act)).errors).toEqual([]);
  }, 60_000);

  test('is on no page and in no feed, not even for its own publisher', async () => {
    const full = await openHubWith(withSecret);
    const { authorization } = await makeKeyOf(full, { role: 'publisher', bodyCode: leicester });
    const pages = await openPages(full, today);
    onTestFinished(() => pages.close());
    const paths = ['/', '/holdings', '/decisions', '/commissioning', '/crosswalks', '/search?text=placements', '/plan?plan=E06000016/open', '/plan?plan=E06000016/next', '/report?plan=E06000016/next', '/match?a=E06000016/q1&b=E06000018/n1', '/feeds/overlaps.csv?asAt=2009-06-30', '/feeds/sharing.csv?asAt=2009-06-30', '/feeds/coverage.csv?asAt=2009-06-30', '/feeds/cases.csv?asAt=2009-06-30', '/feeds/plan-vocabulary.jsonld', '/feeds/vocabularies.jsonld'];
    for (const path of paths) {
      const [open, signedIn] = [await pages.get(path), await pages.get(path, { authorization })];
      expect([open.text, signedIn.text].some((text) => text.includes('Quagga')), path).toBe(false);
      expect(signedIn.status, path).toBe(open.status);
      expect(open.status, path).toBe(/next|q1/.test(path) ? (path.startsWith('/plan?') ? 404 : 400) : 200);
    }
    // The control: on its day the same pages show it.
    const after = await openPages(full, '2026-01-01');
    onTestFinished(() => after.close());
    for (const path of ['/holdings', '/plan?plan=E06000016/open', '/plan?plan=E06000016/next', '/search?text=placements', '/feeds/coverage.csv?asAt=2009-06-30']) expect((await after.get(path)).text, path).toContain('Quagga');
  }, 60_000);
});
