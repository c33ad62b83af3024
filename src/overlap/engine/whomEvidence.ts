import { quotedIn, type Evidence } from './CodedStatement.ts';
import { readAges } from './readAges.ts';
import { readGroup, type Groups } from './readGroup.ts';
import type { Statement } from './Statement.ts';

/** The group and the ages that a statement is for, where they do not decide its place but a person would look at them. */
export function whomEvidence(statement: Statement, groups: Groups): Evidence[] {
  const [group, ages] = [readGroup(statement, groups), readAges(statement)];
  return [
    ...(group === null ? [] : [{ kind: 'TARGET_GROUP' as const, weight: 0, ...quotedIn(group.place, group), explanation: `It is for ${group.group.label}: “${group.quote}”.` }]),
    ...(ages === null ? [] : [{ kind: 'AGES' as const, weight: 0, ...quotedIn(ages.place, ages), explanation: `It is for the ages ${ages.ages.from} to ${ages.ages.to}.` }]),
  ];
}
