import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CodedStatement, Evidence, Place } from '../../../src/overlap/engine/CodedStatement.ts';
import { formOverlaps } from '../../../src/overlap/engine/formOverlaps.ts';
import { loadEngine } from '../../../src/overlap/engine/loadEngine.ts';
import { splitWords } from '../../../src/overlap/engine/splitWords.ts';
import type { Statement } from '../../../src/overlap/engine/Statement.ts';
import { tracePlainLetters, whereWritten } from '../../../src/overlap/engine/TracedText.ts';

const engine = loadEngine();

/** Words of the field among letters that grow in lower case, surrogate pairs, spellings that are joined, and punctuation. */
const pieces = ['Improve', 'the', 'well-being', 'WELL BEING', 'of', 'LOOKED‑AFTER', 'looked-after', 'children’s', "children's", 'İ', 'ẞ', '👩‍👧', '𝔘', 'S.E.N.D.', 'SEND', 'anti-social', 'behaviour', 're-offending', 'number', 'in', 'care', 'aged 15-17', 'under 5s', 'KS4', 'NEET,', 'training;', 'co-production', '&', 'bullying', 'in education, employment or training', 'Σ', '\0', '—', 'parents'];
const anyText = fc.array(fc.constantFrom(...pieces), { maxLength: 10 }).map((words) => words.join(' '));
const anyStatement: fc.Arbitrary<Statement> = fc.record({
  id: fc.constant('S'),
  title: fc.oneof(anyText, fc.string({ unit: 'grapheme', maxLength: 40 })),
  outcome: fc.option(anyText, { nil: null }),
  description: fc.option(anyText, { nil: null }),
  targetGroup: fc.option(fc.constantFrom('Children İn Care', 'young  carers', 'all'), { nil: null }),
});

const textOf: Partial<Record<Place, (statement: Statement) => string | null | undefined>> = {
  TITLE: (statement) => statement.title,
  HEADING: (statement) => statement.outcome,
  DESCRIPTION: (statement) => statement.description,
  TARGET_GROUP: (statement) => statement.targetGroup,
};

function allEvidence(coded: CodedStatement): Evidence[] {
  return [...coded.themes, ...coded.runnersUp, ...formOverlaps([coded]).flatMap(({ members }) => members)].flatMap(({ evidence }) => evidence);
}

test('the text between the positions of a reason is what it quotes', () => {
  let quoted = 0;
  fc.assert(
    fc.property(anyStatement, (statement) => {
      for (const { place, quote, parts = [], explanation } of allEvidence(engine.codeStatement(statement))) {
        if (parts.length === 0) continue;
        quoted += 1;
        const text = textOf[place!]!(statement)!;
        expect(parts.map(({ from, to }) => text.slice(from, to)).join(' … ')).toBe(quote);
        expect(quote).not.toBe('');
        if (explanation.includes('“')) expect(explanation).toContain(`“${quote}”`);
        parts.forEach(({ from, to }, i) => {
          expect(to).toBeGreaterThan(from);
          expect(from).toBeGreaterThanOrEqual(parts[i - 1]?.to ?? 0);
        });
      }
    }),
    { numRuns: 400 },
  );
  expect(quoted).toBeGreaterThan(1000);
});

test('words that are apart are quoted apart, each where it stands', () => {
  const { themes } = engine.codeStatement({ id: 'S', title: '👩‍👧 Reduce the NUMBER of İzmir infants in care' });
  const reason = themes.flatMap(({ evidence }) => evidence).find(({ parts = [] }) => parts.length > 1);
  expect(reason?.quote).toContain(' … ');
  for (const { from, to } of reason!.parts!) expect('👩‍👧 Reduce the NUMBER of İzmir infants in care'.slice(from, to)).toMatch(/^(NUMBER|Reduce|the|of|infants|in|care| )+$/);
});

test('a word keeps its whole spelling, however it was joined to be read', () => {
  const words = splitWords('Children’s Well-being & the S.E.N.D. offer');
  expect(words.map(({ written, from, to }) => written.slice(from, to))).toEqual(['Children’s', 'Well-being', '&', 'the', 'S.E.N.D', 'offer']);
});

test('lower case that is longer than what was written still leads back to it', () => {
  const traced = tracePlainLetters('İxİ end');
  const at = traced.text.indexOf('end');
  const { from, to } = whereWritten(traced, at, at + 3);
  expect('İxİ end'.slice(from, to)).toBe('end');
});

test('group and ages are quoted from where they were read', () => {
  const evidence = allEvidence(engine.codeStatement({ id: 'S', title: 'Physical activity for Care Leavers aged 16-18' }));
  expect(evidence.find(({ kind }) => kind === 'TARGET_GROUP')).toMatchObject({ place: 'TITLE', quote: 'Care Leavers' });
  expect(evidence.find(({ kind }) => kind === 'AGES')).toMatchObject({ place: 'TITLE', quote: '16-18' });
  const stated = allEvidence(engine.codeStatement({ id: 'S', title: 'Physical activity', targetGroup: 'care leavers', ageFrom: 16, ageTo: 18, indicatorThemes: [{ indicatorCode: 'NI 57', indicatorTitle: 'Sport', themes: ['OBESITY'] }], publisherThemes: ['OBESITY'] }));
  const given = stated.filter(({ place }) => place === 'AGES' || place === 'INDICATOR' || place === 'STATED_THEME').map(({ place, code }) => `${place} ${code}`);
  expect([...new Set(given)]).toEqual(['STATED_THEME OBESITY', 'INDICATOR NI 57', 'AGES undefined']);
});

describe('what a copied page does to letters', () => {
  const asWritten = (title: string): string[] => splitWords(title).map(({ written, from, to }) => written.slice(from, to));
  const read = (title: string): string[] => splitWords(title).map(({ surface }) => surface);

  test.each([
    ['soft hyphens', 'Ear\u00adly years and obe\u00ad\nsity', 'Early years and obesity'],
    ['ligatures', 'Reduce youth o\ufb00ending and con\ufb02ict', 'Reduce youth offending and conflict'],
    ['accents of their own', 'Cafe\u0301 for cafe\u0301s', 'Cafe for cafes'],
    ['accents in the letter', 'Café for cafés', 'Cafe for cafes'],
    ['full stops within an abbreviation', 'Fewer N.E.E.T. and L.A.C. for C.A.M.H.S', 'Fewer NEET and LAC for CAMHS'],
  ])('%s', (_what, title, plain) => {
    expect(read(title)).toEqual(read(plain));
    expect(engine.codeStatement({ id: 'S', title }).themes.map(({ themeCode, confidence }) => [themeCode, confidence])).toEqual(engine.codeStatement({ id: 'S', title: plain }).themes.map(({ themeCode, confidence }) => [themeCode, confidence]));
    for (const word of asWritten(title)) expect(title).toContain(word);
  });

  test('they are quoted as they stand', () => {
    expect(asWritten('o\ufb00ending ear\u00adly cafe\u0301 N.E.E.T. at 5 to 11')).toEqual(['o\ufb00ending', 'ear\u00adly', 'cafe\u0301', 'N.E.E.T', 'at', '5', 'to', '11']);
  });
});
