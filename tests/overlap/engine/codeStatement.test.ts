import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formOverlaps } from '../../../src/overlap/engine/formOverlaps.ts';
import { loadEngine } from '../../../src/overlap/engine/loadEngine.ts';
import { splitWords } from '../../../src/overlap/engine/splitWords.ts';
import type { Statement } from '../../../src/overlap/engine/Statement.ts';

const engine = loadEngine();

function themesOf(title: string, more: Partial<Statement> = {}): string[] {
  return engine.codeStatement({ id: 'S1', title, ...more }).themes.map(coding => coding.themeCode);
}

const WORDS = ['reduce', 'improve', 'NEET', 'looked-after', 'children', 'safe', 'feel', 'health', 'mental', 'care', 'the', 'need', 'for', 'obesity', 'schools', 'SEND', '0-5', 'poverty', 'xyzzy', '–', '%', '’'];
const anyStatement = fc.record({
  id: fc.string(),
  title: fc.oneof(fc.array(fc.constantFrom(...WORDS), { maxLength: 12 }).map(words => words.join(' ')), fc.string({ maxLength: 60 })),
  outcome: fc.option(fc.constantFrom('Be healthy', 'Stay safe', 'all-age', ''), { nil: null }),
});

test('abbreviations of the field are read as what they stand for', () => {
  expect(themesOf('Fewer NEETs')).toContain('NEET');
  expect(themesOf('Shorter CAMHS waits')).toContain('CAMHS');
  expect(themesOf('Better outcomes for LAC')).toContain('LAC');
  expect(themesOf('Better EHCPs')).toContain('SEND');
  expect(themesOf('Raise KS4 results')).toContain('ATTAIN');
});

test('one group is read alike however short it is written', () => {
  const readings = (...titles: string[]) => titles.map((title) => {
    const { themes, group } = engine.codeStatement({ id: 'S1', title });
    return [themes.map(({ themeCode, confidence }) => [themeCode, confidence]), group?.group.id];
  });
  for (const [short, long] of [
    ['Improve the health of CLA', 'Improve the health of looked-after children'],
    ['Improve the health of cared-for children', 'Improve the health of looked-after children'],
    ['Improve the mental health of UASC', 'Improve the mental health of unaccompanied asylum-seeking children'],
    ['Raise attainment of BME pupils', 'Raise attainment of Black and minority ethnic pupils'],
    ['Fewer exclusions of pupils with SEMH', 'Fewer exclusions of pupils with social, emotional and mental health'],
    ['Reduce DV', 'Reduce domestic violence'],
    ['Fewer PEX', 'Fewer permanent exclusions'],
    ['Fewer RTAs', 'Fewer road traffic accidents'],
    ['More CP plans reviewed', 'More child protection plans reviewed'],
  ] as const) {
    const [one, other] = readings(short, long);
    expect(one, short).toEqual(other);
    expect(one![0], short).not.toEqual([]);
  }
  const { themes } = engine.codeStatement({ id: 'S1', title: 'Improve the health of CLA' });
  expect(themes.flatMap(({ evidence }) => evidence.map(({ quote }) => quote))).toContain('CLA');
});

test('words of the field that another word of the same text would mislead', () => {
  for (const [title, themes] of [
    ['Reduce the need for children to be looked after', ['CAREPREV']],
    ['Fewer LAC in out-of-area placements', ['LAC']],
    ['Reduce the number of children in care and out of area placements', ['CAREPREV', 'LAC']],
    ['I am healthy and I thrive', ['CHEALTH']],
    ['Fewer girls drop out of sport', ['OBESITY', 'YOUTHOFFER']],
    ['Capital programme for school places', ['ATTAIN']],
    ['SEMH provision', ['CAMHS', 'SEND']],
    ['I look after my mum', ['YCARER']],
    ['Looked-after children placed with parents', ['LAC']],
    ['Fewer young people dropping out of college', ['NEET']],
    ['Phonics screening check results', ['ATTAIN']],
    ['From children’s to adult mental health services', ['CAMHS', 'TRANSIT']],
    ['Foster carers looking after brother and sister groups', ['LAC']],
    ['Medium term financial strategy', ['COMMIS']],
    ['Sustainable employment for young people', ['NEET']],
    ['Parent carer forum', ['PARTIC', 'SEND']],
  ] as const) expect(themesOf(title).sort(), title).toEqual(themes);
});

test('to prevent something is about what is prevented, and about early help only where nothing is named', () => {
  for (const [title, theme] of [['Prevent obesity', 'OBESITY'], ['Prevent accidents', 'SAFETY'], ['Prevent exclusions', 'ATTEND'], ['Prevent reoffending', 'YOUTHJUST'], ['Homelessness prevention', 'HOUSING'], ['Suicide prevention', 'CAMHS'], ['Prevent neglect', 'SAFEG'], ['Prevention and early intervention', 'EARLYHELP']] as const) {
    const coded = engine.codeStatement({ id: 'S1', title });
    expect(coded.themes.map(({ themeCode }) => themeCode), title).toEqual([theme]);
    expect(formOverlaps([coded]).flatMap(({ members }) => members.map(({ coreKey }) => coreKey)), title).not.toContain(null);
  }
});

test.each([
  ['Prevention of bullying', 'BULLY'], ['Prevention of tooth decay', 'CHEALTH'], ['Prevention of radicalisation', 'SAFEG'], ['Prevention of school exclusion', 'ATTEND'], ['Prevention of care entry', 'CAREPREV'], ['Prevention of placement breakdown', 'LAC'], ['Prevention of problems', 'EARLYHELP'],
  ['Protected time for training', 'WORKF'], ['Protect time for reflective supervision', 'WORKF'], ['Protect the school budget', 'COMMIS'], ["Protect children's right to play", 'YOUTHOFFER'],
  ['Care plans for children with diabetes', 'CHEALTH'], ['Adult mental health services work with families', 'CAMHS'], ['Attainment from primary to secondary', 'ATTAIN'], ['Annual review of the plan', 'PERF'], ['Improve the timeliness of child and family assessments', 'SAFEG'], ['Support leavers of custody into work', 'YOUTHJUST'], ['Fewer young people who harm themselves', 'CAMHS'], ['Families get help sooner', 'EARLYHELP'], ['More mothers breastfeed at six weeks', 'CHEALTH'], ['Fewer children subject to deprivation of liberty', 'LAC'], ['Live close to a park', 'ENVIRON'], ['Residential provision for outdoor learning', 'YOUTHOFFER'],
  ['Custody arrangements after parents separate', 'PARENT'], ['Support for kinship carers', 'CAREPREV'], ['Kinship families have a local offer', 'CAREPREV'], ['Take-up of free school meals', 'OBESITY'], ['Improve ETE', 'NEET'], ['Forced marriage', 'SAFEG'], ['Divert children from court', 'YOUTHJUST'], ['Tier 4 beds', 'CAMHS'],
])('“%s” is read as %s, and as nothing else that is sure', (title, themeCode) => {
  const { themes } = engine.codeStatement({ id: 'S1', title });
  expect(themes[0]!.themeCode).toBe(themeCode);
  expect(themes.filter(({ confidence }) => confidence > 0.9).map((one) => one.themeCode)).toEqual(themes[0]!.confidence > 0.9 ? [themeCode] : []);
});

test('fewer looked-after children is about the need for care; fewer of them who meet something is about that', () => {
  for (const title of ['Fewer looked-after children', 'Safely reduce the number of children in care', 'Reduce the number of LAC']) expect(themesOf(title)[0], title).toBe('CAREPREV');
  for (const title of ['Fewer looked-after children excluded from school', 'Reduce the number of children in care who smoke', 'Fewer looked-after children placed out of area', 'Reduce the number of LAC with a conviction', 'Reduce the number of children in care who go missing']) expect(themesOf(title), title).not.toContain('CAREPREV');
});

test('fewer things for children in care is about them, and fewer children in care about the need for it', () => {
  const ofThem = ['Reduce school moves for children in care', 'Reducing instability for children in care', 'Reduce exclusions of children in care', 'Reduce offending by children in care', 'Reduce placement moves for children in care', 'Fewer looked-after children in custody', 'Raise the rate of looked after children attending school', 'Increase numbers of looked after children in good schools', 'Increase the number of children in care adopted'];
  for (const title of ofThem) {
    expect(themesOf(title), title).toContain('LAC');
    expect(themesOf(title), title).not.toContain('CAREPREV');
  }
  for (const title of ['Safely reduce the number of children in care', 'Fewer children in care', 'Fewer looked after children', 'Reduce the need for children to be looked after', 'Number of looked after children per 10,000', 'Fewer children and young people in our care', 'Fewer looked after children through better schools', 'Fewer children in care and fewer in custody', 'Fewer children in care, more adopted', 'Increase support so that the number of children looked after falls']) expect(themesOf(title), title).toContain('CAREPREV');
});

test('to foster links, to adopt an approach and to send a letter are no foster care, adoption or special needs', () => {
  for (const title of ['Foster good relations between communities', 'Foster strong partnerships', 'Foster links with local employers', 'Adopt a strengths-based approach to working with families', 'Adopting digital tools', 'Adopt the child-centred approach', 'Adopt healthy lifestyles']) expect(themesOf(title), title).not.toContain('LAC');
  for (const title of ['Foster more local carers', 'Recruit and foster carers locally', 'Fostering', 'Adopt more children from care', 'Help more people to foster in the county', 'Improve residential and foster provision', 'Kinship and foster recruitment', 'Families to adopt the hardest to place', 'Help adults to adopt an older child']) expect(themesOf(title), title).toContain('LAC');
  for (const title of ['Send fewer children into custody', 'We will send every child a book']) expect(themesOf(title), title).not.toContain('SEND');
  for (const title of ['SEND children achieve', 'SEND']) expect(themesOf(title), title).toContain('SEND');
});

test('signs without width within a word show nothing', () => {
  expect(splitWords('School attend\u200bance, look\ufeffed-after').map(({ surface }) => surface)).toEqual(splitWords('School attendance, looked-after').map(({ surface }) => surface));
});

test('ages of 14 to 19 are ages, and the 14–19 curriculum is a theme', () => {
  for (const title of ['Improve emotional health of 14-19 year olds', 'Housing advice for 14 to 19 year-olds', 'Better services for those aged 14-19']) expect(themesOf(title), title).not.toContain('SKILLS');
  for (const title of ['Implement the 14-19 plan', '14 to 19 diplomas']) expect(themesOf(title), title).toEqual(['SKILLS']);
});

test('what is well-planned is planned, and wellbeing stays a word of health', () => {
  expect(splitWords('Well-planned homes, well-being').map(({ surface }) => surface)).toEqual(['planned', 'homes', 'wellbeing']);
});

test('well supported is no health, nor is to reach an aim attainment, or to engage in something a say in it', () => {
  expect(splitWords('Families are well supported, live well and eat well').map(({ surface }) => surface)).toEqual(['families', 'are', 'supported', 'live', 'well', 'and', 'eat', 'well']);
  for (const title of ['Young carers are well supported', 'A well trained workforce']) expect(themesOf(title), title).not.toContain('CHEALTH');
  for (const title of ['Commissioning that achieves our aims', 'Achieving permanence in good time', 'Toddlers reach their milestones']) expect(themesOf(title), title).not.toContain('ATTAIN');
  expect(themesOf('Better health that helps pupils achieve')).toContain('ATTAIN');
  for (const title of ['More children engage in play', 'Young people are involved in activities that they like']) expect(themesOf(title), title).not.toContain('PARTIC');
  expect(themesOf('Young people are involved in decisions')).toContain('PARTIC');
  expect(themesOf('Pupils engage well with school')).toContain('ATTEND');
});

test('to foster something is not to foster a child', () => {
  for (const title of ['Foster a culture of belonging', 'Fostering ambition in every school', 'Foster innovation', 'Work together to foster a strong sense of pride', 'Foster social cohesion']) expect(themesOf(title), title).not.toContain('LAC');
  for (const title of ['More in-house fostering', 'Recruit foster carers', 'Help more families to foster a child', 'Encourage more local people to foster a teenager', 'Support and grow our fostering community', 'A regional fostering partnership', 'Build strong fostering partnerships across the region', 'Deliver our fostering ambitions', 'Children fostered a long way from home come back']) expect(themesOf(title), title).toContain('LAC');
});

test('a plan for one group of children is mainly about that group in each of its statements, however little their words say of it', () => {
  for (const title of ['Joint strategic commissioning', 'Partnership and collaboration: a seamless, integrated system', 'A skilled workforce']) {
    const { themes } = engine.codeStatement({ id: 'S1', title, planKind: 'send' });
    expect(themes.find(({ themeCode }) => themeCode === 'SEND')?.rank, title).toBe('primary');
  }
});

test('what a plan for one group says of its staff is for the meeting about staff', () => {
  const cores = formOverlaps([engine.codeStatement({ id: 'S1', title: 'Support staff development for a skilled youth justice workforce', planKind: 'youth-justice' })]).flatMap(({ members }) => members.map(({ coreKey }) => coreKey));
  expect(cores).toContain('YOUTHJUST/WORKF/all/any');
});

test('reducing the need for care is not the same as improving care', () => {
  expect(themesOf('Reduce the need for care')[0]).toBe('CAREPREV');
  expect(themesOf('Improve outcomes for children in care')[0]).toBe('LAC');
});

test('the narrower phrase wins: mental health is not health, feeling safe is not safeguarding', () => {
  expect(themesOf('Mental health')).toEqual(['CAMHS']);
  expect(themesOf('Children feel safe')).toContain('SAFETY');
  expect(themesOf('Children feel safe')).not.toContain('SAFEG');
});

test('an unqualified aim about health and well-being is physical health, by the labelling convention', () => {
  expect(themesOf('Improved health and well-being')[0]).toBe('CHEALTH');
});

test('one word that only the learned statements know is no reading by itself, and the vocabulary, a second word or its publisher makes one', () => {
  const one = (title: string, more = {}) => engine.codeStatement({ id: 'S', title, ...more });
  for (const title of ['UK', 'Cllr John Smith, john.smith@rutland.gov.uk, 01572 722577', 'Communication']) {
    expect(one(title).themes, title).toEqual([]);
    expect(one(title).runnersUp[0], title).toMatchObject({ themeCode: 'PARTIC', threshold: 0.4 });
  }
  expect(one('UK', { publisherThemes: ['PARTIC'] }).themes).toHaveLength(1);
  expect(one('Bullying').themes).toMatchObject([{ themeCode: 'BULLY' }]);
});

test('what a title says is no priority is none, and who only says what is not in order is heard', () => {
  const themesOf = (title: string) => engine.codeStatement({ id: 'S', title }).themes.map(({ themeCode }) => themeCode);
  for (const title of ['We will not prioritise bullying', 'Not in our plan: bullying', 'We won’t prioritise bullying', 'Not a priority: bullying']) expect(themesOf(title), title).toEqual([]);
  for (const title of ['Bullying is not tolerated', 'Children say that bullying is not a priority', 'Not a priority alone but a duty of all to stop bullying']) expect(themesOf(title), title).toContain('BULLY');
});

test('a home for good, near their family, is for children in care', () => {
  expect(engine.codeStatement({ id: 'S', title: 'Every child has a home for good, with fewer children moved far away from their family' }).themes[0]).toMatchObject({ themeCode: 'LAC', rank: 'primary' });
});

test('words that nobody knows leave a statement uncoded', () => {
  expect(themesOf('Xyzzy plugh')).toEqual([]);
  expect(themesOf('')).toEqual([]);
});

test("a publisher's own code makes an unclear statement clear, and says so", () => {
  const coded = engine.codeStatement({ id: 'S1', title: 'Our second aim', publisherThemes: ['DV', 'DV', 'NOT-A-THEME'] });
  expect(coded.themes.map(coding => coding.themeCode)).toContain('DV');
  expect(coded.themes.find(coding => coding.themeCode === 'DV')?.evidence.filter(one => one.kind === 'PUBLISHER_CODE')).toHaveLength(1);
});

test('an indicator of a theme raises its confidence and is named in the evidence', () => {
  const title = 'Help young people into employment';
  const confidenceOf = (more: Partial<Statement>): number => engine.codeStatement({ id: 'S1', title, ...more }).themes.find(coding => coding.themeCode === 'NEET')?.confidence ?? 0;
  const indicatorThemes = [{ indicatorCode: 'NI 117', indicatorTitle: '16 to 18 year olds who are NEET', themes: ['NEET'] }];
  expect(confidenceOf({ indicatorThemes })).toBeGreaterThan(confidenceOf({}));
  const evidence = engine.codeStatement({ id: 'S1', title: 'More young people in education or work', indicatorThemes }).themes.flatMap(coding => coding.evidence);
  expect(evidence.some(one => one.kind === 'INDICATOR' && one.explanation.includes('NI 117'))).toBe(true);
});

test('group, ages and approach are read beside the theme', () => {
  const coded = engine.codeStatement({ id: 'S1', title: 'Reduce teenage conceptions among girls aged 15-17 in care' });
  expect(coded).toMatchObject({ group: { group: { label: 'looked-after children' } }, ages: { from: 15, to: 17 }, approach: 'reduce' });
});

test('how a title approaches its aim is read from words that say so, and from no others', () => {
  const approachOf = (title: string): string | null => engine.codeStatement({ id: 'S1', title }).approach;
  const said = { 'Prevention of teenage conceptions, and fewer of them': 'prevent', 'Support young people to reduce their drinking': 'reduce', 'Support communities and families': 'improve', 'Narrow the gap in attainment': 'close', 'Keep children safe from harm': 'protect', 'Sufficient places in good schools': 'provide' };
  for (const [title, approach] of Object.entries(said)) expect(approachOf(title), title).toBe(approach);
  for (const title of ['Mental health', 'Live as close to home as possible', 'Highest levels of literacy', 'Keeping active', 'Hearing impairment', 'Life-limiting conditions', 'End of life care', 'Swimming pools', 'School buildings', 'Lower-income families', 'Family support', 'Child poverty (cross-cutting)', 'Secure health']) expect(approachOf(title), title).toBeNull();
});

test('whom its publisher says it is for speaks for the theme that is this group, where the title says little', () => {
  const { themes } = engine.codeStatement({ id: 'S1', title: 'Better outcomes', targetGroup: 'looked-after children' });
  expect(themes.find(({ themeCode }) => themeCode === 'LAC')?.evidence[0]).toMatchObject({ kind: 'TARGET_GROUP', place: 'TARGET_GROUP', weight: 4.5, quote: 'looked-after', explanation: 'Its publisher gives “looked-after”: the group that this theme is about.' });
  expect(themesOf('Better outcomes')).not.toContain('LAC');
  // Naming a group in the title is weighed as words are.
  expect(themes.flatMap(({ evidence }) => evidence).filter(({ kind }) => kind === 'TARGET_GROUP')).toHaveLength(1);
});

test('to move is not to exercise, and a screen is no screening', () => {
  for (const title of ['Move to a strengths-based model of practice', 'Families on the move', 'Children who move placement often']) expect(themesOf(title), title).not.toContain('OBESITY');
  for (const title of ['Eating and moving for good health', 'Help children to move more']) expect(themesOf(title), title).toContain('OBESITY');
  expect(engine.codeStatement({ id: 'S1', title: 'Sleep, screens and moods' }).subjects.map(({ key }) => key)).not.toContain('immunisation');
  expect(engine.codeStatement({ id: 'S1', title: 'Raise the uptake of screening' }).subjects.map(({ key }) => key)).toContain('immunisation');
});

test("the publisher's ages and group outrank the words", () => {
  const coded = engine.codeStatement({ id: 'S1', title: 'Support for 0-5s', ageFrom: 8, ageTo: 18, targetGroup: 'young offenders' });
  expect(coded).toMatchObject({ group: { group: { label: 'young people in the youth justice system' } }, ages: { from: 8, to: 18 } });
});

test('every confidence lies between 0 and 1, the first coding is primary, and coding twice gives the same', () => {
  fc.assert(
    fc.property(anyStatement, statement => {
      const coded = engine.codeStatement(statement);
      for (const coding of coded.themes) expect(coding.confidence >= 0 && coding.confidence <= 1).toBe(true);
      if (coded.themes[0] !== undefined) expect(coded.themes[0].rank).toBe('primary');
      expect(engine.codeStatement(statement)).toEqual(coded);
    }),
  );
});

test('evidence quotes words that stand in the statement', () => {
  fc.assert(
    fc.property(anyStatement, statement => {
      for (const { evidence } of engine.codeStatement(statement).themes) {
        for (const { explanation } of evidence) {
          const quoted = /“([^”]*)”/.exec(explanation)?.[1] ?? '';
          for (const part of quoted.split(' … ')) expect(`${statement.title} ${statement.outcome ?? ''}`).toContain(part);
        }
      }
    }),
  );
});

test('coding a statement never depends on what was coded before it', () => {
  fc.assert(
    fc.property(fc.array(anyStatement, { maxLength: 5 }), anyStatement, (before, statement) => {
      const alone = loadedOnce.codeStatement(statement);
      before.forEach(one => engine.codeStatement(one));
      expect(engine.codeStatement(statement)).toEqual(alone);
    }),
  );
});
const loadedOnce = loadEngine();

test('the version names model, vocabulary and rules, and is the same on each load', () => {
  expect(engine.version).toMatch(/^[0-9a-f]{12}$/);
  expect(loadedOnce.version).toBe(engine.version);
});

test('a word is quoted once as learned wording, with what its family adds', () => {
  const evidence = engine.codeStatement({ id: 'S1', title: 'Pupils leave as confident readers' }).themes.flatMap(coding => coding.evidence.filter(one => one.kind === 'SIMILAR_WORDING').map(one => one.explanation));
  expect(evidence.length).toBeGreaterThan(0);
  expect(new Set(evidence.map(text => text.replace(/ speaks (for|against) .*/, ''))).size).toBe(evidence.length);
});

test('what a plan for one group of children states is of its theme and for that group, whatever its title leaves out', () => {
  const title = 'Learning life skills';
  const alone = engine.codeStatement({ id: 'S1', title });
  const inPlan = engine.codeStatement({ id: 'S1', title, planKind: 'corporate-parenting' });
  expect(alone.themes.map(({ themeCode }) => themeCode)).not.toContain('LAC');
  expect(alone.group).toBeNull();
  expect(inPlan.group?.group.label).toBe('looked-after children');
  expect(inPlan.themes.find(({ themeCode }) => themeCode === 'LAC')?.evidence).toContainEqual(expect.objectContaining({ kind: 'PLAN_KIND', place: 'PLAN_KIND', explanation: expect.stringContaining('a plan for corporate parenting') as string }));
  const keys = formOverlaps([inPlan]).flatMap(({ members }) => members.flatMap(({ coreKey }) => coreKey ?? []));
  expect(keys.filter((key) => !key.startsWith('LAC/')).every((key) => key.includes('/looked-after/'))).toBe(true);
});

test.each([
  ['Children in care are healthy', 'corporate-parenting', ['CHEALTH/general/looked-after/any', 'LAC/CHEALTH/all/any']],
  ['Children with SEND attend school', 'send', ['ATTEND/general/send/any', 'SEND/ATTEND/all/any']],
  ['Health of young offenders', 'youth-justice', ['CHEALTH/general/young-offenders/any', 'YOUTHJUST/CHEALTH/all/any']],
])('%s: what is to be done stays the matter where title and plan both name the group', (title, planKind, keys) => {
  const coresOf = (more: object): (string | null)[] => formOverlaps([engine.codeStatement({ id: 'S1', title, ...more })]).flatMap(({ members }) => members.map(({ coreKey }) => coreKey)).toSorted((a, b) => (a ?? '').localeCompare(b ?? ''));
  expect(coresOf({ planKind })).toEqual(keys);
  expect(coresOf({ planKind })).toEqual(coresOf({}));
});

test('within such a plan a title that names nothing to be done makes no meeting, and one that does is about that', () => {
  const membersIn = (title: string) => formOverlaps([engine.codeStatement({ id: 'S1', title, planKind: 'corporate-parenting' })]).find(({ themeCode }) => themeCode === 'LAC')!.members;
  expect(membersIn('Being understood by professionals')).toMatchObject([{ ring: 'related', coreKey: null }]);
  expect(membersIn('Having a voice')).toMatchObject([{ ring: 'core', coreKey: 'LAC/PARTIC/all/any' }]);
});

test('a plan for all children says nothing of a statement', () => {
  const title = 'Learning life skills';
  expect(engine.codeStatement({ id: 'S1', title, planKind: 'cypp' }).themes).toEqual(engine.codeStatement({ id: 'S1', title }).themes);
});

test.each([
  ['LGBTQ+ young people’s mental health', 'lgbt', 'CAMHS/general/lgbt/any'],
  ['Exclusions of pupils with EHCPs', 'send', 'ATTEND/exclusion/send/any'],
  ['Exclusions of pupils with ADHD', 'send', 'ATTEND/exclusion/send/any'],
  ['Attainment of Roma pupils', 'travellers', 'ATTAIN/general/travellers/any'],
  ['Attendance of GRT pupils', 'travellers', 'ATTEND/general/travellers/any'],
  ['Mental health of young people who offend', 'young-offenders', 'CAMHS/general/young-offenders/any'],
  ['Mental health of care leavers', 'care-leavers', 'CAMHS/general/care-leavers/any'],
  ['Mental health of new mothers', 'mothers-babies', 'CAMHS/perinatal-mental/all/any'],
  ['NEET young mums', 'young-parents', 'NEET/general/young-parents/any'],
  ['Reduce smoking in pregnancy', 'mothers-babies', 'SUBST/smoking/mothers-babies/any'],
  ['Attainment of children with a social worker', 'vulnerable', 'ATTAIN/general/vulnerable/any'],
])('%s: for %s', (title, group, core) => {
  const coded = engine.codeStatement({ id: 'S1', title });
  expect(coded.group?.group.id).toBe(group);
  expect(formOverlaps([coded]).flatMap(({ members }) => members.map(({ coreKey }) => coreKey))).toContain(core);
});

test('minorities that would not sit in one meeting have core groups of their own', () => {
  const titles = ['Armed forces families feel supported', 'Support for children of prisoners', 'A safe, affirming place for LGBT young people', 'English language support for newly arrived families', 'Gypsy, Roma and Traveller children are welcome', 'Racial equality for ethnic minorities'];
  const keys = titles.map((title) => formOverlaps([engine.codeStatement({ id: 'S1', title })]).find(({ themeCode }) => themeCode === 'VULN')!.members[0]!.coreKey);
  expect(keys).not.toContain(null);
  expect(new Set(keys).size).toBe(titles.length);
});

test.each([
  ['MHSTs in every school', 'CAMHS/general/all/any'], ['A DSL in every school', 'SAFEG/general/all/any'], ['CIN plans', 'SAFEG/general/all/any'], ['Timely ICPCs', 'SAFEG/general/all/any'],
  ['NRM referrals', 'SAFEG/exploitation/all/any'], ['RHIs within 72 hours', 'SAFEG/missing/all/any'], ['LADO', 'SAFEG/general/all/any'], ['KCSIE compliance', 'SAFEG/general/all/any'],
  ['CiCC', 'LAC/PARTIC/all/any'], ['EHE', 'ATTEND/general/all/any'], ['EYFSP results', 'EARLYYRS/general/all/any'], ['HAF programme', 'YOUTHOFFER/holiday-food/all/any'], ['NRPF families', 'VULN/newcomers/all/any'],
])('the abbreviation in “%s” is read', (title, core) => {
  expect(formOverlaps([engine.codeStatement({ id: 'S1', title })]).flatMap(({ members }) => members.map(({ coreKey }) => coreKey))).toContain(core);
});

test.each([
  ['Improve the service children receive', 'armed-forces'],
  ['A responsive CAMHS service families can find', 'armed-forces'],
  ['Parents can speak with a social worker', 'vulnerable'],
  ['Children in need of mental health support', 'vulnerable'],
  ['Promote health and wellbeing in pregnancy and childhood', 'mothers-babies'],
])('%s: not for %s', (title, group) => {
  expect(engine.codeStatement({ id: 'S1', title }).group?.group.id).not.toBe(group);
});

test('longer words for a group leave the matter as it is', () => {
  expect(themesOf('Improving the health and emotional well-being of children')).toEqual(expect.arrayContaining(['CAMHS', 'CHEALTH']));
  expect(themesOf('Work closely with social workers')).toEqual(['WORKF']);
  const cores = formOverlaps([engine.codeStatement({ id: 'S1', title: 'Over-representation of Black and mixed heritage boys' })]).flatMap(({ members }) => members.map(({ coreKey }) => coreKey));
  expect(cores).toContain('VULN/disproportionality/all/any');
});

test('children with a social worker are children, not staff', () => {
  expect(themesOf('Attainment of children with a social worker')).not.toContain('WORKF');
  expect(themesOf('Attainment of children with a social worker')[0]).toBe('ATTAIN');
  expect(themesOf('Children who have a social worker attend school')[0]).toBe('ATTEND');
  expect(themesOf('Recruit social workers')).toContain('WORKF');
});

test('what is kept safe from a thing, cared for at home, or recruited to foster is about that thing', () => {
  expect(themesOf('Keep children safe from bullying and racism')).toEqual(['BULLY']);
  expect(themesOf('Children are safe from accidental injury at home')).toEqual(['SAFETY']);
  expect(themesOf('Keep children safe')).toEqual(['SAFEG']);
  expect(themesOf('Children are cared for in their own families wherever this is safe')).toEqual(['CAREPREV']);
  expect(themesOf('Recruit and keep more in-house foster carers')[0]).toBe('LAC');
  expect(themesOf('Improve the timeliness and quality of education, health and care plans')).toEqual(['SEND']);
  expect(themesOf('Young people grow up to be active citizens')).toEqual(['PARTIC']);
  expect(themesOf('Fewer children admitted to hospital for self-harm')).toEqual(['CAMHS']);
  expect(themesOf('Celebrate the achievements of young people')).toEqual(['PARTIC']);
  expect(themesOf('Improve behaviour in and around school')).toEqual(['ATTEND']);
  expect(themesOf('Young people attend and enjoy school')).toContain('ATTEND');
  expect(themesOf('Family-centred help')).not.toContain('INTEG');
});
