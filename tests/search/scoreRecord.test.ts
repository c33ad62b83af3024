import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placeWords } from '../../src/search/placeWords.ts';
import { readQuestion } from '../../src/search/readQuestion.ts';
import { scoreRecord } from '../../src/search/scoreRecord.ts';
import type { SearchField } from '../../src/search/searchedTexts.ts';
import { splitText } from '../../src/search/splitText.ts';
import { shippedSynonyms } from '../../src/search/Synonyms.ts';

type Texts = Partial<Record<SearchField, string>>;

/** How closely a record with these texts meets a question; null when it does not. */
function score(question: string, texts: Texts): number | null {
  const fields = Object.entries(texts).map(([field, text]) => {
    const words = splitText(text);
    return { field: field as SearchField, length: words.length, words: placeWords(words, shippedSynonyms()) };
  });
  return scoreRecord(readQuestion(question, shippedSynonyms()).clauses, fields);
}

const titled = (title: string): Texts => ({ title });

describe('a record is found', () => {
  test.each([
    ['NEET', 'Young people not in education, employment or training'],
    ['not in education, employment or training', 'Reduce the number of NEETs'],
    ['NEET', 'not in employment, education or training'],
    ['LAC', 'Outcomes of looked-after children'],
    ['CLA', 'children in care'],
    ['looked after children', 'LAC reviews'],
    ['children in care', 'Education of children looked after'],
    ['CAMHS', 'child and adolescent mental health services'],
    ['child and adolescent mental health', 'Waiting times for CAMHS'],
    ['SEND', 'children with special educational needs'],
    ['special educational needs', 'The SEN strategy'],
    ['CSE', 'Protect children from child sexual exploitation'],
    ['EHCP', 'Timely education, health and care plans'],
    ['KS4', 'Attainment at Key Stage 4'],
    ['key stage 4', 'KS4 results'],
    ['youth offending team', 'The YOT board'],
    ['domestic violence', 'Domestic abuse services'],
    ['teenage pregnancy', 'Under-18 conceptions'],
    ['under 18 conceptions', 'Teenage pregnancies'],
    ['wellbeing', 'Emotional well-being'],
    ['re-offending', 'Reoffending by young people'],
  ])('by other words for the same: %s finds “%s”', (question, title) => {
    expect(score(question, titled(title))).toBeGreaterThan(0);
  });

  test.each([
    ['offending', 'Fewer young offenders: less offending'],
    ['children safe', 'Keep every child safe'],
    ['safe children', 'Keep every child safe'],
    ['"feel safe"', 'They feel safe'],
    ['educat*', 'Educational psychology'],
    ['the safety of children', 'Child safety'],
    ['the', 'The plan'],
  ])('when it has every word in some form: %s finds “%s”', (question, title) => {
    expect(score(question, titled(title))).toBeGreaterThan(0);
  });

  test.each([
    ['children obesity', 'Keep every child safe'],
    ['"NEET"', 'not in education, employment or training'],
    ['"feel safe"', 'safe to say how they feel'],
    ['educa', 'Educational psychology'],
    ['NEET', 'education, employment or training'],
    ['children in care', 'The care of elders'],
    ['LAC', 'Families looking after children'],
  ])('and not otherwise: %s does not find “%s”', (question, title) => {
    expect(score(question, titled(title))).toBeNull();
  });

  const joinings = ['co-ordination', 'co-operation', 'co-production', 're-offending', 'pre-school', 'multi-agency', 'well-being', 'e-safety', 'anti-social', 'self-harm', 'not-for-profit'];
  test.each(joinings)('with a hyphen or as one word, whichever has which: %s', (hyphened) => {
    const solid = hyphened.replaceAll('-', '');
    const open = hyphened.replaceAll('-', ' ');
    for (const [question, title] of [[hyphened, solid], [solid, hyphened], [hyphened, open], [open, hyphened], [`"${hyphened} plan"`, solid], [`"${solid} plan"`, hyphened], [`${solid.slice(0, -2)}*`, hyphened]] as const) expect(score(question, titled(`A ${title} plan`)), `${question} in ${title}`).toBeGreaterThan(0);
    // Neither way of writing makes the record rank higher.
    expect(score(hyphened, titled(`A ${hyphened} plan`))).toBe(score(solid, titled(`A ${hyphened} plan`)));
  });

  test.each([
    ['pre school', 'Preschool places'],
    ['key worker', 'Keyworkers for all'],
    ['co-ordinat*', 'Coordinating care'],
    ['«early help»', 'Early help for all'],
    ['coordination', 'Care is co ordinated'],
    ['re-offending', 'Youth re- offending'],
    ['under-18', 'Conceptions under 18'],
    ['under-18s', 'Under 18 admissions'],
    ['under18', 'Under-18s'],
    ['post-16', 'Post 16 learning'],
    ['post16', 'Post-16 learning'],
    ['16-19', 'Aged 16 to 19'],
    ['multiagency safeguarding hub', 'MASH'],
    ['SEND-related travel', 'Travel related to special educational needs'],
    ['N.E.E.T.', 'Fewer young people NEET'],
    ['NEET', 'Young people N.E.E.T'],
    ['5 A*-C', 'Five GCSEs at A*-C'],
    ['childrens centres', 'Children’s centres'],
    ['what is done about exclusions', 'Excluded: what can be done'],
  ])('however it is spelt: %s finds “%s”', (question, title) => {
    expect(score(question, titled(title))).toBeGreaterThan(0);
  });

  test.each([
    ['e-safety', 'Safety, e.g. on roads'],
    ['pre-school', 'Before birth (pre) and in school'],
    ['under-5', 'Under 18 in 5 schools'],
    ['KS4', 'KS2 in 4 schools'],
    ['pre- and post-natal', 'Pre and school'],
    ['SEND-related', 'Children with special educational needs'],
    ['a part', 'Families apart'],
    ['«early help»', 'Help early on'],
  ])('but joined words stand together: %s does not find “%s”', (question, title) => {
    expect(score(question, titled(title))).toBeNull();
  });

  test('when its words stand in several of its texts', () => {
    expect(score('bullying schools', { title: 'Bullying', description: 'in every school' })).toBeGreaterThan(0);
  });

  test('by each of its own words, whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        for (const { start, end } of splitText(text)) expect(score(text.slice(start, end), titled(text))).not.toBeNull();
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a record ranks higher', () => {
  const longTitle = `Bullying ${'and other matters of great weight '.repeat(6)}`;
  test.each<[string, string, Texts, Texts]>([
    ['with the word in its title than with it ever so often elsewhere', 'bullying', titled(longTitle), { title: 'Safe schools', description: 'bullying '.repeat(20), 'target-group': 'bullying bullying' }],
    ['with a short title than with a long one', 'bullying', titled('Bullying'), titled(longTitle)],
    ['with the words together than with them apart', 'mental health', titled('Mental health of young parents'), titled('Health: physical or mental, for parents')],
    ['with the words as written than with others for the same', 'NEET', titled('Fewer NEET'), titled('Fewer unemployed: not in education, employment or training')],
    ['with the whole wording than with its words here and there', 'children in care', titled('Outcomes of children in care'), titled('Outcomes of care for children')],
  ])('%s', (_, question, higher, lower) => {
    expect(score(question, higher)!).toBeGreaterThan(score(question, lower)!);
  });
});

describe('a text that asks for nothing', () => {
  test.each(['', '   ', '%_*"', '🙂 – …', '""', '\u0000'])('is refused in words: %j', (text) => {
    expect(() => readQuestion(text, shippedSynonyms())).toThrow(/^text is (empty|".*", which has no word in it)\. Give at least one word/);
  });

  test('so are one of ten thousand characters, and a beginning that begins everything', () => {
    expect(() => readQuestion('a'.repeat(10_000), shippedSynonyms())).toThrow('text has 10,000 characters. The most is 200');
    expect(() => readQuestion('a*', shippedSynonyms())).toThrow('Give at least 3 letters before the "*"');
  });
});
