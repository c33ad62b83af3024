import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CodedStatement, ThemeCoding } from '../../../src/overlap/engine/CodedStatement.ts';
import { formOverlaps } from '../../../src/overlap/engine/formOverlaps.ts';
import { loadEngine } from '../../../src/overlap/engine/loadEngine.ts';
import { loadMeetingKit } from '../../../src/overlap/engine/MeetingKit.ts';
import { meetingOf } from '../../../src/overlap/engine/meetingOf.ts';

const engine = loadEngine();
const kit = loadMeetingKit();

/** A statement with these main themes, so that what is tested is the rule and not the model. */
function coded(title: string, themeCodes: readonly string[], id = 'S'): CodedStatement {
  const themes = themeCodes.map((themeCode): ThemeCoding => ({ themeCode, rank: 'primary', confidence: 0.9, evidence: [] }));
  return { ...engine.codeStatement({ id, title }), themes };
}

/** The core key of a title in each of its main themes, or why it has none. */
function meetings(title: string, ...themeCodes: string[]): string[] {
  const statement = coded(title, themeCodes);
  return statement.themes.map((coding) => {
    const meeting = meetingOf(statement, coding, kit);
    return 'core' in meeting ? meeting.core.key : meeting.onlyRelated;
  });
}

test('a list of subjects of one theme is about the theme', () => {
  expect(meetings('Eating and moving for good health', 'OBESITY')).toEqual(['OBESITY/general/all/any']);
  expect(meetings('Promote healthy eating', 'OBESITY')).toEqual(['OBESITY/healthy-eating/all/any']);
});

test('an example after the theme in general sets nothing apart, whether of a subject or of a group', () => {
  expect(meetings('Keep children safe from harm, including criminal exploitation', 'SAFEG')).toEqual(['SAFEG/general/all/any']);
  expect(meetings('Improve school attendance, especially of children in care', 'ATTEND')).toEqual(['ATTEND/general/all/any']);
  expect(meetings('Improve the school attendance of children in care', 'ATTEND')).toEqual(['ATTEND/general/looked-after/any']);
});

test('whom a matter is for makes it no matter in general', () => {
  expect(meetings('Oral health of looked after children', 'CHEALTH')).toEqual(['CHEALTH/oral-health/looked-after/any']);
  expect(meetings('Improve oral health of under-fives', 'CHEALTH')).toEqual(['CHEALTH/oral-health/all/early-years']);
  expect(meetings('Healthy and happy lives, with good oral health', 'CHEALTH')).toEqual(['CHEALTH/general/all/any']);
});

test('a group is read in the words that people use for it, and not where they speak of something else', () => {
  const groupOf = (title: string) => engine.codeStatement({ id: 'S', title }).group?.group.label ?? null;
  expect(['Dental health of children in our care', 'Cared for children do well'].map(groupOf)).toEqual(['looked-after children', 'looked-after children']);
  expect(['Better health care for children', 'Improve hospital care for children', 'Mental health of children, not only those in care'].map(groupOf)).toEqual([null, null, null]);
  expect(groupOf('Attainment of pupils eligible for FSM')).toBe('disadvantaged children');
  expect(['Mums-to-be stop smoking', 'Expectant mothers are helped to stop smoking'].map(groupOf)).toEqual(['babies and their mothers', 'babies and their mothers']);
});

test('words that only hint at a theme open no meeting about it', () => {
  expect(meetings('Opportunities for all', 'SKILLS')).toEqual(['no words of its title say plainly what of this theme it is about']);
});

test('babies, children and young people are everybody; babies are not', () => {
  expect(meetings('Promote the health of babies, children and young people', 'CHEALTH')).toEqual(['CHEALTH/general/all/any']);
  expect(meetings('Promote the health of babies', 'CHEALTH')).toEqual(['CHEALTH/general/mothers-babies/early-years']);
});

test('physical and mental health together are health: mental health is then only a part', () => {
  expect(meetings('Be physically and mentally healthy', 'CHEALTH', 'CAMHS')).toEqual(['CHEALTH/general/all/any', expect.stringContaining('the meeting about Physical health and access to health services')]);
  expect(meetings('Be mentally healthy', 'CAMHS')).toEqual(['CAMHS/general/all/any']);
});

test('attainment takes in skills beside it, and early help takes in support for families', () => {
  expect(meetings('Raise attainment and skills', 'ATTAIN', 'SKILLS')).toEqual(['ATTAIN/general/all/any', expect.stringContaining('the meeting about Educational attainment')]);
  expect(meetings('Early help and support for families', 'EARLYHELP', 'PARENT')).toEqual(['EARLYHELP/general/all/any', expect.stringContaining('the meeting about Prevention, early intervention')]);
  // No words name early help, so that it has no meeting that could take anything in.
  expect(meetings('Support for families', 'PARENT', 'EARLYHELP')[0]).toBe('PARENT/general/all/any');
});

test('that a group should be included, or its services commissioned, is about the group in general', () => {
  expect(meetings('Joint commissioning for children with SEND', 'SEND', 'COMMIS')[0]).toBe('SEND/general/all/any');
  expect(meetings('Inclusion of children with SEND', 'SEND', 'VULN')[0]).toBe('SEND/general/all/any');
});

test('that a group should reach its potential is about the group in general; what it attains is not', () => {
  expect(meetings('Support children in care to fulfil their potential', 'LAC', 'ATTAIN')[0]).toBe('LAC/general/all/any');
  for (const title of ['Raise the attainment of children in care', 'Children in care do well at school']) expect(meetings(title, 'LAC', 'ATTAIN')[0], title).toBe('LAC/ATTAIN/all/any');
});

test('a broad theme in general is the background of a narrower one', () => {
  expect(meetings('Best start in life and improved health outcomes', 'CHEALTH', 'EARLYYRS')).toEqual([expect.stringContaining('beside a narrower theme (Early years and school readiness)'), 'EARLYYRS/general/all/any']);
  expect(meetings('Improve health and support families', 'CHEALTH', 'PARENT')).toEqual(['CHEALTH/general/all/any', expect.stringContaining('after another (Physical health and access to health services)')]);
});

test('a broad theme with a subject or a group of its own is no background', () => {
  expect(meetings('Breastfeeding and the best start in life', 'CHEALTH', 'EARLYYRS')).toEqual(['CHEALTH/breastfeeding/all/any', 'EARLYYRS/general/all/any']);
});

test('the health of looked-after children is not all about them', () => {
  expect(meetings('Improve the health of looked-after children', 'LAC', 'CHEALTH')).toEqual(['LAC/CHEALTH/all/any', 'CHEALTH/general/looked-after/any']);
  expect(meetings('Improve outcomes for looked-after children', 'LAC')).toEqual(['LAC/general/all/any']);
});

test('a theme that no words of the title name makes no meeting', () => {
  expect(meetings('Working together for Aton', 'SKILLS')).toEqual([expect.stringContaining('no words of its title')]);
});

test('what a core group is about is there as data, too', () => {
  const statement = coded('Teenage smoking in children with disabilities', ['SUBST']);
  const meeting = meetingOf(statement, statement.themes[0]!, kit);
  expect(meeting).toMatchObject({ core: { parts: { themeCode: 'SUBST', subject: { key: 'smoking', quote: 'smoking' }, group: { group: { id: 'send' }, quote: 'disabilities' }, stage: null } } });
});

const VERBS = ['Improve', 'Reduce', 'Tackle', 'Access to'] as const;
const OBJECTS = ['attainment', 'school attendance and exclusions', 'mental health', 'physical and mental health', 'child sexual exploitation', 'safety', 'early years', 'obesity', 'healthy eating', 'smoking and alcohol', 'the number in care', 'poverty', 'something else'] as const;
const GROUPS = ['', 'of looked-after children', 'of care leavers', 'of disabled children', 'of young parents', 'of babies, children and young people', 'of all, especially looked-after children'] as const;
const AGES = ['', 'in early years', 'at key stage 2', 'aged 16 to 19', 'aged 0 to 19'] as const;

/** Titles from fragments, each with one to three of the themes that its words name, and now and then one that they do not. */
const statementArbitrary = fc
  .record({ verb: fc.constantFrom(...VERBS), objects: fc.uniqueArray(fc.constantFrom(...OBJECTS), { minLength: 1, maxLength: 2 }), group: fc.constantFrom(...GROUPS), ages: fc.constantFrom(...AGES), from: fc.nat(5), count: fc.integer({ min: 1, max: 3 }) })
  .map(({ verb, objects, group, ages, from, count }) => {
    const title = [verb, objects.join(' and '), group, ages].filter(part => part !== '').join(' ');
    const named = engine.codeStatement({ id: 'S', title }).subjects.map(subject => subject.themeCode);
    return { title, themes: [...named, 'PARTIC'].slice(from % (named.length + 1)).slice(0, count) };
  });

/** The rule as people would state it of two statements: same theme, same subject, same group, same stage. */
function wouldMeet(a: CodedStatement, b: CodedStatement, themeCode: string): boolean {
  const [one, other] = [a, b].map((statement) => {
    const coding = statement.themes.find(theme => theme.themeCode === themeCode);
    const meeting = coding === undefined ? null : meetingOf(statement, coding, kit);
    return meeting !== null && 'core' in meeting ? meeting.core.parts : null;
  });
  if (one == null || other == null) return false;
  return one.subject.key === other.subject.key && one.group?.group.id === other.group?.group.id && one.stage === other.stage;
}

test('grouping by key is the same as comparing every pair by the rule', () => {
  let together = 0;
  fc.assert(
    fc.property(fc.array(statementArbitrary, { minLength: 20, maxLength: 30 }), (some) => {
      const statements = some.map(({ title, themes }, i) => coded(title, themes, `S${String(i).padStart(2, '0')}`));
      const byId = new Map(statements.map(one => [one.statement.id, one]));
      for (const { themeCode, members } of formOverlaps(statements)) {
        for (const a of members) {
          for (const b of members) {
            const share = a.coreKey !== null && a.coreKey === b.coreKey;
            expect(share).toBe(wouldMeet(byId.get(a.statementId)!, byId.get(b.statementId)!, themeCode));
            if (share && a !== b) together++;
          }
        }
      }
    }),
    { seed: 21, numRuns: 60 },
  );
  expect(together).toBeGreaterThan(100);
});

test('care leavers are one meeting, however their statements are worded, but for what another theme does for them', () => {
  for (const title of ['Care leavers', 'Improve support for care leavers', 'Better outcomes for care leavers', 'Pathway plans and personal advisers to 25', 'Care-experienced young adults', 'Leaving care well']) expect([title, meetings(title, 'LAC')]).toEqual([title, ['LAC/care-leavers/all/any']]);
  expect(meetings('Homes for care leavers', 'LAC', 'HOUSING')).toEqual(['LAC/HOUSING/care-leavers/any', 'HOUSING/general/care-leavers/any']);
  expect(meetings('Care leavers move on to independence', 'LAC', 'TRANSIT')[0]).toBe('LAC/care-leavers/all/any');
});

test('whom a statement is for is not what is to be done: autism and plans for special needs are a subject only where nothing else is', () => {
  expect(meetings('Shorter waits for an autism diagnosis', 'SEND')).toEqual(['SEND/autism/all/any']);
  expect(meetings('Autistic young people find jobs', 'SEND', 'NEET')[0]).toBe('SEND/NEET/all/any');
  expect(meetings('EHCPs are issued in time', 'SEND')).toEqual(['SEND/ehc-plans/all/any']);
  expect(meetings('Attainment of pupils with EHCPs', 'SEND', 'ATTAIN')[0]).toBe('SEND/ATTAIN/all/any');
});

test('to protect from something is about that, and to protect in general about all', () => {
  for (const title of ['Protect children from sexual exploitation', 'Safeguard children from exploitation', 'Tackle child sexual exploitation']) expect(meetings(title, 'SAFEG')).toEqual(['SAFEG/exploitation/all/any']);
  expect(meetings('Protect children', 'SAFEG')).toEqual(['SAFEG/general/all/any']);
  expect(meetings('Protect children from harm, including exploitation', 'SAFEG')).toEqual(['SAFEG/general/all/any']);
  expect(meetings('Smooth transitions', 'TRANSIT')).toEqual(['TRANSIT/general/all/any']);
  expect(meetings('Smooth transition to secondary school', 'TRANSIT')).toEqual(['TRANSIT/school-transition/all/any']);
});

test('a group of children that is only an example takes no statement for all out of its meeting', () => {
  expect(meetings('Improve attainment for all, including pupils with SEND', 'SEND', 'ATTAIN')).toEqual(['it names them only as an example of whom it is about', 'ATTAIN/general/all/any']);
  expect(meetings('Improve attainment, including for children in care', 'LAC', 'ATTAIN')).toEqual(['it names them only as an example of whom it is about', 'ATTAIN/general/all/any']);
  expect(meetings('Improve the attainment of pupils with SEND', 'SEND', 'ATTAIN')).toEqual(['SEND/ATTAIN/all/any', 'ATTAIN/general/send/any']);
  expect(meetings('Improve mental health, particularly for LGBT+ young people', 'VULN', 'CAMHS')).toEqual(['it names them only as an example of whom it is about', 'CAMHS/general/all/any']);
  expect(meetings('Looked-after children do well, especially care leavers', 'LAC')[0]).toMatch(/^LAC\//);
});

test('to protect from what another theme is about is for the meeting about that', () => {
  expect(meetings('Protect children from bullying', 'SAFEG', 'BULLY')).toEqual(['it says what is done about another theme (Bullying and discrimination)', 'BULLY/general/all/any']);
  expect(meetings('Protect and improve the health of children', 'SAFEG', 'CHEALTH')[1]).toBe('CHEALTH/general/all/any');
  expect(meetings('Protect the most vulnerable children', 'SAFEG', 'VULN')[0]).toBe('SAFEG/general/all/any');
});

test('several things at once for one group are for the meeting about that group', () => {
  expect(meetings('Better education and housing for children in care', 'LAC', 'ATTAIN', 'HOUSING')[0]).toBe('LAC/general/all/any');
  expect(meetings('Support care leavers into jobs and homes', 'LAC', 'NEET', 'HOUSING')[0]).toBe('LAC/care-leavers/all/any');
});

test('a waiting list for a diagnosis is about that, whatever else is waited for, and a hint at a plan opens a meeting only of those it may be for', () => {
  expect(meetings('Cut waiting times for CAMHS and neurodevelopmental assessments', 'CAMHS', 'SEND')[1]).toBe('SEND/autism/all/any');
  expect(meetings('Assessment and planning is of consistent quality', 'SEND')).toEqual(['its words only hint at this theme']);
  expect(meetings('Assessment and planning for pupils with SEND is of consistent quality', 'SEND')[0]).toMatch(/^SEND\//);
  expect(meetings('Short breaks for children with SEND', 'SEND')).toEqual(['SEND/short-breaks/all/any']);
});

test('a subject that is about a group or a stage anyway is one meeting, whether or not they are named', () => {
  for (const title of ['Infant mental health', 'Perinatal mental health', 'Maternal mental health', 'Parent-infant mental health', 'Mental health of new mums']) expect([title, meetings(title, 'CAMHS')]).toEqual([title, ['CAMHS/perinatal-mental/all/any']]);
  for (const title of ['Parents-to-be get the help they need', 'Prospective parents are well prepared for parenthood']) expect([title, meetings(title, 'PARENT')]).toEqual([title, ['PARENT/becoming-parents/all/any']]);
});

test('children who live in homes, with foster carers or with those who adopted them are not all children', () => {
  for (const title of ["Mental health of children in children's homes", 'Mental health of foster children', 'Mental health of children in residential care']) expect(meetings(title, 'CAMHS')).toEqual(['CAMHS/general/looked-after/any']);
  expect(meetings("Adopted children's mental health", 'CAMHS')).toEqual(['CAMHS/general/adopted/any']);
});

test('adoption, parents who misuse, youth councils and shared information are meetings of their own', () => {
  for (const title of ['Adoption without delay', 'More adopters for older children', 'Support for adoptive families']) expect([title, meetings(title, 'LAC')]).toEqual([title, ['LAC/adoption/all/any']]);
  for (const title of ['Hidden harm', 'Reduce the effects of parental drug use on children']) expect([title, meetings(title, 'SUBST')]).toEqual([title, ['SUBST/hidden-harm/all/any']]);
  for (const title of ['More young people vote in elections to the Youth Parliament', 'A youth council for every district']) expect([title, meetings(title, 'PARTIC')]).toEqual([title, ['PARTIC/youth-councils/all/any']]);
  for (const title of ['I only have to tell my story once', 'Share information about children early and safely']) expect([title, meetings(title, 'INTEG')]).toEqual([title, ['INTEG/information-sharing/all/any']]);
  expect(meetings('Recruit and keep more in-house foster carers', 'LAC')).toEqual(['LAC/placements/all/any']);
  expect(meetings('Learn from audits of practice', 'PERF')).toEqual(['PERF/practice-quality/all/any']);
});

test('what a group has less of than others, and what it attains, are one meeting', () => {
  expect(meetings('Children in care do as well as their peers', 'LAC', 'GAP')[0]).toBe('LAC/ATTAIN/all/any');
  expect(meetings('Children in care achieve better results', 'LAC', 'ATTAIN')[0]).toBe('LAC/ATTAIN/all/any');
  expect(meetings('Better attainment of children in care', 'LAC', 'ATTAIN')[0]).toBe('LAC/ATTAIN/all/any');
  expect(meetings('A virtual school', 'LAC')[0]).toBe('LAC/ATTAIN/all/any');
});

test('a group that a statement speaks of, but is not for, does not set it apart', () => {
  expect(meetings('Parental conflict and domestic abuse', 'DV')).toEqual(['DV/general/all/any']);
  expect(meetings('Reduce the number of looked after children by helping families', 'PARENT')).toEqual(['PARENT/general/all/any']);
  expect(meetings('Privately fostered and asylum seeking children', 'VULN')).toEqual(['VULN/newcomers/all/any']);
  expect(meetings('Free bus travel for 16 to 18 year olds', 'ENVIRON')).toEqual(['ENVIRON/transport/all/any']);
  expect(meetings('Raise the achievement of Bangladeshi and Somali pupils', 'GAP')).toEqual(['GAP/general/minority/any']);
});

test('body and mind together are one meeting about health, whichever of the two is surer', () => {
  for (const themes of [['CHEALTH', 'CAMHS'], ['CAMHS', 'CHEALTH']]) {
    const found = Object.fromEntries(themes.map((theme, index) => [theme, meetings('Support physical and emotional health and resilience', ...themes)[index]]));
    expect(found).toEqual({ CHEALTH: 'CHEALTH/general/all/any', CAMHS: 'it would sit in the meeting about Physical health and access to health services, which takes this theme in' });
  }
});

test('of a list of three matters none is the meeting, unless it has a subject of its own; one matter under three themes is no list', () => {
  const oneOfSeveral = 'it names this theme in general only as one of several';
  expect(meetings('Reduce teenage conceptions, child poverty and bullying', 'TEENPREG', 'POVERTY', 'BULLY')).toEqual([oneOfSeveral, oneOfSeveral, oneOfSeveral]);
  expect(meetings('Reduce child poverty and bullying', 'POVERTY', 'BULLY')).toEqual(['POVERTY/general/all/any', 'BULLY/general/all/any']);
  expect(meetings('Tackle homelessness, poor attainment and poverty', 'HOUSING', 'ATTAIN', 'POVERTY')).toEqual(['HOUSING/homelessness/all/any', oneOfSeveral, oneOfSeveral]);
  expect(meetings('Improve educational outcomes of disadvantaged pupils', 'GAP', 'ATTAIN', 'VULN')[0]).toBe('GAP/general/all/any');
});

test('what is named behind "including" is only an example, of a matter as of a group', () => {
  expect(meetings('Narrow the gap, including tackling child poverty', 'GAP', 'POVERTY')).toEqual(['GAP/general/all/any', 'it names this theme only as an example']);
});
