import { expect, test } from 'vitest';
import { singularOf, stemWord } from '../../src/search/stemWord.ts';

/** Pairs of words, each with a space between. */
const pairs = (list: string) => list.trim().split(/[,\n]\s*/).filter((pair) => pair !== '').map((pair) => pair.split(' ') as [string, string]);

test.each(pairs(`
  exclude exclusion, excluded exclusions, suspended suspensions, expelled expulsion, reducing reduction, produce production, introduced introduction, concluded conclusions
  deciding decisions, prescribed prescriptions, admitted admissions, permit permission, retain retention, detained detention, intervene interventions, extended extension
  conceived conceptions, consume consumption, resolve resolution, offending offences, offenders offense, respond response, apply applications, identify identification
  qualified qualifications, publish publications, referred referrals, counselling counsellors, succeed successful, behaving behaviours, behavioral behavioural
  pregnant pregnancy, truant truancy, absent absence, absence absenteeism, violent violence, safe safety, safer safely, healthy healthier, apprentices apprenticeship, childhood children
  immunisation immunized, organization organisations, organised organizing, center centres, programs programmes, practise practices, analysis analyses, diagnosed diagnosis
  children childrens, women womens, feet foot, knives knife, two 2
  university universities, community communities, authority authorities, emergency emergencies, business businesses, general generally, positive positively, travellers traveler, diversion diversionary
  education educate, attendance attending, bullied bullying, fostering foster, deprived deprivation, adopted adoption, vaccinate vaccinations, inspected inspections
`))('%s meets %s', (one, other) => {
  expect(stemWord(one)).toBe(stemWord(other));
});

test.each(pairs(`
  university universal, universal universe, general generation, generate generally, generic generation, organ organisation, organic organise, policy police, policies policing
  community communication, communities communicate, authority author, business busy, news new, minority minors, majority major, priority prior, emergency emerging
  diversion diverse, diversity diversion, experience experiment, international internal, informal information, form information, governance government, several severe
  traveller travel, position positive, designated design, conversation conversion, hospital hospitality
  inclusion including, inclusive include, attention attain, tension tend, commission commit, mission permit, reception receive, vision divide, provision provide, contraception conception
  station state, career care, carer care, partnership partner, patient patience, agent agency, current currency, county country, council counsel, numerator numeracy
  health healthy, responsible response, tour tore, resource resort, unemployment employment, preference refer, number numeracy, social society
`))('%s does not meet %s', (one, other) => {
  expect(stemWord(one)).not.toBe(stemWord(other));
});

test('a word in other letters is its own stem', () => {
  expect(['أطفال', 'straße', 'ks4'].map(stemWord)).toEqual(['أطفال', 'straße', 'ks4']);
});

test.each(Object.getOwnPropertyNames(Object.prototype).map((name) => name.toLowerCase()))('“%s” is a word like any other', (word) => {
  expect([typeof stemWord(word), typeof singularOf(word)]).toEqual(['string', 'string']);
});
