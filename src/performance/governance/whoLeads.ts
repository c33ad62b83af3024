import type { Branch } from './tree.ts';
import { groupsAbove } from './tree.ts';

/** A group that exists on the day asked about, with the authorities it works for. */
export interface Governing extends Branch {
  authorityCodes: readonly string[];
}

/** One thing that a group answers for. Its id begins with its publisher's code. */
export interface Answering {
  id: string;
  groupId: string;
  subjectKind: string;
  subjectRef: string;
  role: string | null;
}

export type LeadBasis = 'target' | 'indicator' | 'priority' | 'nobody';

export interface Lead<Group> {
  groups: Group[];
  basis: LeadBasis;
}

/** What is led: an indicator with its target, or as a plan uses it, for a priority. */
export interface Led {
  groupId?: string | null;
  indicatorCode?: string | null;
  priorityId: string | null;
}

/**
 * The groups that lead: the one the target names, else those that answer for the indicator or its target, else those that answer for
 * the priority. A responsibility that states no role counts as leading.
 */
export function whoLeads<Group extends Governing>({ groupId, indicatorCode, priorityId }: Led, authorityCode: string, groups: readonly Group[], responsibilities: readonly Answering[]): Lead<Group> {
  const named = groups.filter(({ id }) => id === groupId);
  if (named.length > 0) return { groups: named, basis: 'target' };
  const own = new Map(groups.filter(({ authorityCodes }) => authorityCodes.includes(authorityCode)).map((group) => [group.id, group]));
  const leading = responsibilities.filter(({ role, groupId: whose }) => (role ?? 'lead') === 'lead' && own.has(whose));
  const groupsOf = (some: readonly Answering[]): Group[] => [...new Set(some.map((one) => own.get(one.groupId)!))].toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1));
  const forIndicator = groupsOf(leading.filter((one) => isAboutIndicator(one, indicatorCode)));
  if (forIndicator.length > 0) return { groups: forIndicator, basis: 'indicator' };
  const forPriority = groupsOf(leading.filter((one) => isAboutPriority(one, priorityId)));
  return forPriority.length > 0 ? { groups: forPriority, basis: 'priority' } : { groups: [], basis: 'nobody' };
}

/** A responsibility for a target names the indicator whose target it is. */
export function isAboutIndicator({ subjectKind, subjectRef }: Answering, code: string | null | undefined): boolean {
  return (subjectKind === 'indicator' || subjectKind === 'target') && subjectRef === code;
}

/** It names a priority by its publisher's own reference. */
export function isAboutPriority({ id, subjectKind, subjectRef }: Answering, priorityId: string | null): boolean {
  return subjectKind === 'priority' && priorityId === `${id.slice(0, id.indexOf('/'))}/${subjectRef}`;
}

/** The authority of a target's place, and the day that is looked at. */
export interface Place {
  authority: { code: string; name: string };
  day: string;
}

export interface Route<Group> {
  groups: Group[];
  explanation: string;
}

/** Where something goes: to the groups that lead on it and, where it reaches the board, to all above them. What nobody leads on goes to the executive of the authority or, failing one, its board. */
export function routeOf<Group extends Governing>(lead: Lead<Group>, place: Place, reaches: 'lead' | 'board', groups: readonly Group[]): Route<Group> {
  const byId = new Map(groups.map((group) => [group.id, group]));
  const withAbove = (some: readonly Group[]): Group[] => (reaches === 'lead' ? [...some] : [...new Set(some.flatMap((group) => [group, ...groupsAbove(group, byId)]))]);
  if (lead.groups.length > 0) {
    const routed = withAbove(lead.groups);
    return { groups: routed, explanation: `${namesOf(lead.groups)} ${lead.groups.length === 1 ? 'leads' : 'lead'}: ${whyLeads[lead.basis]}. It goes to ${routed.length > lead.groups.length ? namesOf(routed) : `${routed.length === 1 ? 'that group' : 'those groups'} alone`}.` };
  }
  const { authority, day } = place;
  const own = groups.filter(({ authorityCodes }) => authorityCodes.includes(authority.code));
  const standIn = standInFor(authority.name, day, own);
  return { groups: withAbove(standIn.groups), explanation: `No group is known to lead. ${standIn.explanation}` };
}

const whyLeads: Record<LeadBasis, string> = {
  target: 'the target names it',
  indicator: 'it is stated to answer for the indicator',
  priority: 'it is stated to answer for the priority',
  nobody: '',
};

function standInFor<Group extends Governing>(name: string, day: string, own: readonly Group[]): { groups: Group[]; explanation: string } {
  const executives = own.filter(({ kind }) => kind === 'executive');
  if (executives.length > 0) return { groups: executives, explanation: `It goes to the executive of ${name} instead: ${namesOf(executives)}.` };
  const boards = own.filter(({ kind, reportsToId }) => kind === 'board' && (reportsToId === null || !own.some(({ id }) => id === reportsToId)));
  // A board to which others report is the one that governs; without such a one the hub cannot tell.
  const governing = boards.filter(({ id }) => own.some(({ reportsToId }) => reportsToId === id));
  const chosen = governing.length > 0 ? governing : boards;
  if (chosen.length === 1) return { groups: chosen, explanation: `The hub knows no executive of ${name} on ${day}, so it goes to ${namesOf(chosen)}.` };
  if (chosen.length > 1) return { groups: chosen, explanation: `The hub knows no executive of ${name} on ${day}, and ${chosen.length} boards of which none is stated to be above the others: it goes to all of them.` };
  return { groups: [], explanation: own.length === 0 ? `The hub knows no group of ${name} on ${day}: it goes to nobody.` : `Of ${own.length === 1 ? 'the one group' : `the ${own.length} groups`} of ${name} on ${day} that the hub knows, none is an executive or a board: it goes to nobody.` };
}

/** Names as a sentence lists them. */
function namesOf(groups: readonly { name: string }[]): string {
  const names = groups.map(({ name }) => name);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}`;
}
