import { quotedIn, type CodedStatement, type Evidence } from './CodedStatement.ts';
import { agesSaid, readAges } from './readAges.ts';

/** The group and the ages that a statement is for, where they do not decide its place but a person would look at them. */
export function whomEvidence({ statement, group, ages: known }: CodedStatement): Evidence[] {
  const ages = known === null ? null : readAges(statement);
  return [
    ...(group === null ? [] : [{ kind: 'TARGET_GROUP' as const, weight: 0, ...quotedIn(group.place, group), explanation: group.place === 'PLAN_KIND' ? `It is for ${group.group.label}: it stands in a ${group.quote}.` : `It is for ${group.group.label}: “${group.quote}”.` }]),
    ...(ages === null ? [] : [{ kind: 'AGES' as const, weight: 0, ...quotedIn(ages.place, ages), explanation: `It is for the ages ${agesSaid(ages.ages)}.` }]),
  ];
}
