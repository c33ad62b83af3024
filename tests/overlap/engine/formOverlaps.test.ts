import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formOverlaps, type OverlapDraft } from '../../../src/overlap/engine/formOverlaps.ts';
import { loadEngine } from '../../../src/overlap/engine/loadEngine.ts';

const engine = loadEngine();

const TITLES = [
  'Safeguarding children and young people',
  'Children are protected from harm',
  'Tackle child exploitation',
  'Raise educational attainment',
  'Raise the attainment of looked-after children',
  'Improve school attendance',
  'Reduced permanent exclusions',
  'Tackle obesity',
  'Physical activity in early years',
  'Physical activity',
  'Children thrive and flourish',
  'Best start in life and good mental health',
];

const coded = TITLES.map((title, i) => engine.codeStatement({ id: `S${i}`, title }));

/** Core keys of a title that has these main themes, whatever the model would give it. */
function keysOf(title: string, themeCodes: string[]): (string | null)[] {
  const themes = themeCodes.map(themeCode => ({ themeCode, rank: 'primary' as const, confidence: 0.9, evidence: [] }));
  const drafts = formOverlaps([{ ...engine.codeStatement({ id: 'S', title }), themes }]);
  return themeCodes.map(code => drafts.find(draft => draft.themeCode === code)?.members[0]?.coreKey ?? null);
}

function coreKeyOf(title: string, themeCode: string): string | null | undefined {
  return formOverlaps([engine.codeStatement({ id: 'S', title })]).find(one => one.themeCode === themeCode)?.members[0]?.coreKey;
}

test('statements of one theme, whatever their words, are members of one overlap', () => {
  const attend = formOverlaps(coded).find(overlap => overlap.themeCode === 'ATTEND');
  expect(attend?.members.map(member => member.statementId)).toEqual(['S5', 'S6']);
});

test('a broad outcome makes no overlap', () => {
  expect(engine.codeStatement({ id: 'S', title: 'Children thrive and flourish' }).themes.map(coding => coding.themeCode)).toContain('GENERIC');
  expect(formOverlaps(coded).map(overlap => overlap.themeCode)).not.toContain('GENERIC');
});

test('different wordings of the same aim share a core; a narrower subject has its own', () => {
  expect(coreKeyOf('Children are protected from harm', 'SAFEG')).toBe(coreKeyOf('Safeguarding children and young people', 'SAFEG'));
  expect(coreKeyOf('Tackle child exploitation', 'SAFEG')).toBe('SAFEG/exploitation/all/any');
});

test("looked-after children's attainment is not attainment of all", () => {
  expect(keysOf('Raise educational attainment', ['ATTAIN'])).toEqual(['ATTAIN/general/all/any']);
  expect(keysOf('Raise the attainment of looked-after children', ['ATTAIN'])).toEqual(['ATTAIN/general/looked-after/any']);
});

test('naming the group that a theme is about sets nothing apart', () => {
  expect(coreKeyOf('Improve outcomes for looked-after children', 'LAC')).toBe('LAC/general/all/any');
});

test('narrow ages set a statement apart, unless the theme is about those ages', () => {
  expect(coreKeyOf('Physical activity in early years', 'OBESITY')).toBe('OBESITY/physical-activity/all/early-years');
  expect(coreKeyOf('Early years provision', 'EARLYYRS')).toBe('EARLYYRS/general/all/any');
});

test('a secondary theme makes a related member, which says why', () => {
  const statement = { id: 'S', title: 'x', targetGroup: 'care leavers', ageFrom: 0, ageTo: 25 };
  const evidence = [{ kind: 'WORDS' as const, weight: 1, explanation: 'It says “x”.' }];
  const themes = [{ themeCode: 'LAC', rank: 'primary' as const, confidence: 0.9, evidence }, { themeCode: 'SEND', rank: 'secondary' as const, confidence: 0.5, evidence }];
  const send = formOverlaps([{ statement, themes, runnersUp: [], group: engine.codeStatement(statement).group, ages: { from: 0, to: 25 }, approach: null, subjects: [] }]).find(overlap => overlap.themeCode === 'SEND');
  expect(send?.members[0]).toMatchObject({ ring: 'related', coreKey: null, coreTitle: null });
  const said = send?.members[0]?.evidence.map(({ kind, explanation }) => `${kind} ${explanation}`).join(' ');
  expect(said).toContain('mainly about another theme (Looked-after children and care leavers)');
  expect(said).toMatch(/TARGET_GROUP It is for care leavers.*AGES It is for the ages 0 to 25/);
});

test('every member carries evidence', () => {
  for (const { members } of formOverlaps(coded)) for (const member of members) expect(member.evidence.length).toBeGreaterThan(1);
});

test('the order of statements does not change overlaps', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(coded, { minLength: coded.length }), shuffled => {
      expect(formOverlaps(shuffled)).toEqual(formOverlaps(coded));
    }),
  );
});

test('adding a statement changes no other membership', () => {
  const without = (drafts: OverlapDraft[], id: string): OverlapDraft[] =>
    drafts.map(draft => ({ ...draft, members: draft.members.filter(member => member.statementId !== id) })).filter(draft => draft.members.length > 0);
  fc.assert(
    fc.property(fc.subarray(coded), fc.constantFrom(...coded), (some, added) => {
      const others = some.filter(one => one !== added);
      expect(without(formOverlaps([...others, added]), added.statement.id)).toEqual(formOverlaps(others));
    }),
  );
});
