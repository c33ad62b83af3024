import { expect, onTestFinished, test } from 'vitest';
import { openHub } from '../../src/hub.ts';
import { openPages } from '../explorer/openPages.ts';
import { newPlace } from '../support/database.ts';
import { makePackage } from '../support/harvest.ts';
import { runHub, startHub } from '../support/startHub.ts';

const dispute = 'mutation { disputeCoding(input: { priority: "E06000017/eh-1", theme: "EARLYHELP", suggestedTheme: "POVERTY", note: "Early means early in the month, when the money has run out." }) { dispute { state } } }';

test('an officer makes a key, previews a plan, sends it under embargo, disputes a reading; from its day the public sees plan and dispute', async () => {
  const place = await newPlace();
  onTestFinished(place.remove);
  const folder = makePackage(
    {
      'plans.csv': 'plan_ref,authority_codes,title,kind,coverage,valid_from,valid_to,embargo_until\neh,E06000017,Rutland early help,early-help,whole,2024,2027,2099-01-01',
      'priorities.csv': 'plan_ref,priority_ref,title,kind,adopted\neh,eh-1,Families get help early,priority,yes',
    },
    { name: 'early-help', title: "Rutland's early help plan", publisher: { kind: 'authority', code: 'E06000017', name: 'Rutland' } },
  );

  const made = await runHub(['key', 'make', 'publisher', '--body', 'E06000017'], place.settings);
  const [, key] = /^ {2}(cg_\w+_[\w-]{43})$/m.exec(made.output)!;
  const { settings } = place;

  const preview = await runHub(['preview', folder.path], settings);
  expect(preview.output).toContain('This hub is new and knows no codes yet');
  expect(preview.output).toMatch(/eh-1: Families get help early\n {4}Prevention, early intervention and early help \(EARLYHELP\), main theme/);
  expect(preview.output).toMatch(/Joins the overlap Prevention, early intervention and early help with Derby/);
  expect(preview.code).toBe(0);
  expect((await runHub(['import', folder.path], settings)).output).toContain('2 landed (2 new');

  const hub = await startHub(settings);
  const ask = async (query: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${hub.address}graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ query }) });
    return (await response.json()) as unknown;
  };
  const signedIn = { authorization: `Bearer ${key}` };
  const myPlan = '{ viewer { roles body { name } } plan(id: "E06000017/eh") { isPublic publicFrom priorities { nodes { themes { theme { code } } } } } }';
  expect(await ask(myPlan)).toEqual({ data: { viewer: { roles: [], body: null }, plan: null } });
  expect(await ask(myPlan, signedIn)).toMatchObject({ data: { viewer: { roles: ['PUBLISHER'], body: { name: 'Rutland' } }, plan: { isPublic: false, publicFrom: '2099-01-01', priorities: { nodes: [{ themes: expect.arrayContaining([{ theme: { code: 'EARLYHELP' } }]) }] } } } });
  expect(await ask(dispute)).toMatchObject({ errors: [{ extensions: { code: 'NOT_SIGNED_IN' } }] });
  expect(await ask(dispute, signedIn)).toEqual({ data: { disputeCoding: { dispute: { state: 'OPEN' } } } });
  const page = `${hub.address}overlaps/overlap-EARLYHELP?region=E12000004&asAt=2025-12-31`;
  expect(await (await fetch(page, { headers: signedIn })).text()).not.toContain('Rutland early help');
  expect(await hub.stop()).toBe(0);

  // The same data, on the day on which the embargo ends.
  const later = await openHub(place);
  onTestFinished(() => later.close());
  const pages = await openPages(later, '2099-01-01');
  onTestFinished(() => pages.close());
  expect((await pages.query('{ plan(id: "E06000017/eh") { isPublic priorities { nodes { disputes { body { name } theme { code } suggestedTheme { code } stillApplies } } } } }')).data).toEqual({
    plan: { isPublic: true, priorities: { nodes: [{ disputes: [{ body: { name: 'Rutland' }, theme: { code: 'EARLYHELP' }, suggestedTheme: { code: 'POVERTY' }, stillApplies: true }] }] } },
  });
  const { text } = await pages.get('/overlaps/overlap-EARLYHELP?region=E12000004&asAt=2025-12-31');
  expect(text).toContain('Rutland early help');
  expect(text).toContain('<q>Early means early in the month, when the money has run out.</q>');
}, 180_000);

test('a key for what is no body is refused with what is expected', async () => {
  const { code, errors } = await runHub(['key', 'make', 'publisher', '--body', 'Rutland'], {});
  expect(errors).toContain('The body is "Rutland". Expected the GSS code');
  expect(code).toBe(2);
});

test('a setting of an earlier hub stops this one without printing what may be a key', async () => {
  const { code, errors } = await runHub(['serve'], { PUBLISHER_KEYS: 'E06000017:the-key-itself' });
  expect(errors).toContain('PUBLISHER_KEYS is set, and this hub reads it no more');
  expect(errors).not.toContain('the-key-itself');
  expect(code).toBe(2);
});
