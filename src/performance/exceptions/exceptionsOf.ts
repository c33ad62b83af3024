import type { Attainment } from '../attainment.ts';
import { routeOf, type Governing, type Lead, type Place } from '../governance/whoLeads.ts';
import type { ExceptionRule } from './rules.ts';
import type { TargetStanding } from './standingOf.ts';

/** A target that holds on the day, with how it stands and who leads on it. */
export interface Judged<Group> {
  id: string;
  kind: string;
  standing: TargetStanding;
  attainment: Attainment;
  lead: Lead<Group>;
}

export interface FoundException<Group> {
  /** The rule's code and the target's id. */
  id: string;
  rule: ExceptionRule;
  goesTo: Group[];
  /** Which rule with which numbers, in a sentence. */
  explanation: string;
  routing: string;
}

/** What of a target is reported by exception, rule by rule, and where it goes. */
export function exceptionsOf<Group extends Governing>(target: Judged<Group>, rules: readonly ExceptionRule[], place: Place, groups: readonly Group[]): FoundException<Group>[] {
  return rules
    .filter((rule) => rule.kinds.includes(target.kind) && isMet(rule, target))
    .map((rule) => {
      const route = routeOf(target.lead, place, rule.reaches, groups);
      return { id: `${rule.code}:${target.id}`, rule, goesTo: route.groups, explanation: explain(rule, target), routing: route.explanation };
    });
}

/** Who is to lead matters as long as there is something left to lead on. */
function isMet<Group>({ hasNoLead, attainment: states }: ExceptionRule, { lead, attainment, standing }: Judged<Group>): boolean {
  return hasNoLead ? lead.groups.length === 0 && standing === 'running' : states.includes(attainment.state);
}

function explain<Group>({ title, hasNoLead }: ExceptionRule, { attainment }: Judged<Group>): string {
  return hasNoLead ? `${title}: it names none that exists on the day, and none is stated to answer for its indicator or its priority.` : `${title}. ${attainment.explanation}`;
}
