import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { compileCrosswalks, type Written } from '../../src/overlap/crosswalk/compileCrosswalks.ts';
import { crosswalks } from '../../src/overlap/crosswalk/crosswalks.ts';
import { EcmOutcome } from '../../src/catalogue/outcome.ts';

const today = '2026-11-22';

describe('the crosswalks that come with the hub', () => {
  const { vocabularies, all, find } = crosswalks();

  test('lead from Every Child Matters to Leeds, to social care and to adulthood, with the loss of each step', () => {
    const leeds = find('ecm', 'leeds', today)!;
    expect(leeds.mappings.map(({ from, to, relation }) => [from.id, relation, to.id])).toContainEqual(['stay-safe', 'closeMatch', 'safe-from-harm']);
    expect(all.flatMap(({ mappings }) => mappings).every(({ lost }) => lost.length > 5)).toBe(true);
    expect(find('ecm', 'social-care', today)?.mappings.length).toBeGreaterThan(0);
    expect(find('ecm', 'adulthood', today)?.mappings.length).toBeGreaterThan(0);
  });

  test('hold on their days alone: nothing led to the national framework before there was one', () => {
    expect(find('ecm', 'social-care', '2023-11-30')).toBeNull();
    expect(find('ecm', 'social-care', '2023-12-01')).not.toBeNull();
    expect(find('ecm', 'leeds', '2010-12-31')).toBeNull();
  });

  test('can be walked both ways, and there and back is where one began, but for what is lost each way', () => {
    for (const { from, to } of all) {
      const [there, back] = [find(from.id, to.id, today)!, find(to.id, from.id, today)!];
      expect(back.isReversed).toBe(!there.isReversed);
      expect(back.mappings.map((mapping) => [mapping.to.id, mapping.from.id])).toEqual(there.mappings.map((mapping) => [mapping.from.id, mapping.to.id]));
      const opposite = { exactMatch: 'exactMatch', closeMatch: 'closeMatch', broadMatch: 'narrowMatch', narrowMatch: 'broadMatch', relatedMatch: 'relatedMatch' };
      expect(back.mappings.map(({ relation }) => relation)).toEqual(there.mappings.map(({ relation }) => opposite[relation]));
    }
    expect(find('leeds', 'ecm', today)!.mappings[0]!.lost).not.toBe(find('ecm', 'leeds', today)!.mappings[0]!.lost);
  });

  test('have the outcomes and themes that the package has', () => {
    expect(vocabularies.get('ecm')!.concepts.map(({ id }) => id)).toEqual(Object.values(EcmOutcome));
    const themes = parse(readFileSync('seeds/england/themes.csv'), { columns: true }) as { theme_code: string; label: string }[];
    expect(vocabularies.get('themes')!.concepts.map(({ id, label }) => ({ id, label }))).toEqual(themes.map(({ theme_code: id, label }) => ({ id, label })));
  });

  test('have just the concepts that the column "concept" of outcomes.csv lets in', () => {
    const { fields } = JSON.parse(readFileSync('schema/package/outcomes.json', 'utf8')) as { fields: { name: string; constraints?: { enum?: string[] } }[] };
    const known = [...vocabularies.values()].filter(({ id }) => id !== 'themes' && id !== 'ecm').flatMap(({ id, concepts }) => concepts.map((concept) => `${id}:${concept.id}`));
    expect(fields.find(({ name }) => name === 'concept')!.constraints!.enum).toEqual(known);
  });
});

describe('files that contradict themselves', () => {
  const concept = (id: string) => ({ id, label: id, altLabels: [], definition: id });
  const vocabulary = (id: string) => ({ id, title: id, publisher: 'us', validFrom: '2004', validTo: null, source: 'a document', note: '', concepts: [concept('one'), concept('two')] });
  const mapping = { from: 'one', to: 'one', relation: 'closeMatch' as const, lost: 'A little.', lostBack: 'A lot.' };
  const crosswalk = { from: 'a', to: 'b', version: '1', validFrom: '2004', validTo: '2009', reviewedOn: '2026-11-27', note: '', mappings: [mapping] };
  const files: Written = { vocabularies: [vocabulary('a'), vocabulary('b')], crosswalks: [crosswalk] };

  test('a newer version follows on the older one', () => {
    const { find } = compileCrosswalks({ ...files, crosswalks: [crosswalk, { ...crosswalk, version: '2', validFrom: '2010', validTo: null, mappings: [{ ...mapping, to: 'two' }] }] });
    expect([find('a', 'b', '2009-12-31'), find('a', 'b', '2010-01-01')].map((found) => [found!.version, found!.mappings[0]!.to.id])).toEqual([['1', 'one'], ['2', 'two']]);
    expect(find('b', 'a', '2010-01-01')).toMatchObject({ version: '2', isReversed: true, mappings: [{ from: { id: 'two' }, lost: 'A lot.' }] });
  });

  test.each<[string, Partial<Written>, RegExp]>([
    ['two versions on one day', { crosswalks: [crosswalk, { ...crosswalk, from: 'b', to: 'a', validFrom: '2009' }] }, /hold on the same day/],
    ['a concept that is not there', { crosswalks: [{ ...crosswalk, mappings: [{ ...mapping, to: 'three' }] }] }, /Vocabulary "b" has no concept "three"/],
    ['a vocabulary that is not there', { crosswalks: [{ ...crosswalk, to: 'c' }] }, /leads from "a" to "c"/],
    ['a loss that is not said', { crosswalks: [{ ...crosswalk, mappings: [{ ...mapping, lostBack: ' ' }] }] }, /What is lost between "one" and "one" is not said/],
    ['a mapping twice', { crosswalks: [{ ...crosswalk, mappings: [mapping, mapping] }] }, /mapped to "one" twice/],
    ['a date that is none', { crosswalks: [{ ...crosswalk, validFrom: '2004-13' }] }, /"2004-13" is no date/],
    ['a vocabulary twice', { vocabularies: [vocabulary('a'), vocabulary('a'), vocabulary('b')] }, /two vocabularies of one id/],
    ['a concept twice', { vocabularies: [{ ...vocabulary('a'), concepts: [concept('one'), concept('one')] }, vocabulary('b')] }, /two concepts of one id/],
  ])('are refused: %s', (_, broken, sentence) => {
    expect(() => compileCrosswalks({ ...files, ...broken })).toThrow(sentence);
  });
});
