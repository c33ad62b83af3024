import { readAddress } from '../api/address.ts';
import { AgendaOfAGroupDocument, GovernanceOfAnAuthorityDocument, type AgendaOfAGroupQuery, type GovernanceOfAnAuthorityQuery, type ResponsibilityRole } from '../api/generated/operations.ts';
import { HubError } from '../errors.ts';
import { dayForm } from './choiceViews.ts';
import { html, type Content, type Html } from './html.ts';
import { cell, column, layout, lines, row, rowHead, table } from './layout.ts';
import { addressOf, graphiqlAddress } from './links.ts';
import type { Page } from './Page.ts';
import { dayInWords, groupKinds, groupPapers, groupRoles } from './words.ts';
import { counted, listed } from '../words.ts';

type Governance = GovernanceOfAnAuthorityQuery['governance'];
type Governed = Governance['groups'][number];
type Group = NonNullable<AgendaOfAGroupQuery['group']>;
type Item = Group['agenda']['forDecision'][number];

/** Who answers for what in an authority: its groups as they report to one another, what each answers for, and what has no owner. */
export const groupsPage: Page = {
  address: '/groups',
  async read(api, { query }) {
    const { authority, asAt } = readAddress(query, ['authority', 'asAt']);
    if (authority === undefined) throw new HubError('BAD_ARGUMENT', 'authority is missing. "What the hub holds" leads to the groups of each authority of which some are known.');
    const { governance } = await api.execute(GovernanceOfAnAuthorityDocument, { authority, asAt: asAt ?? null });
    return showGovernance(governance, { authority, asAt });
  },
};

export function groupsAddress(authority: string): string {
  return addressOf('/groups', { authority });
}

function showGovernance(governance: Governance, question: { authority: string; asAt: string | undefined }): Html {
  const { authority: { name }, groups, asAt, explanation } = governance;
  return layout({
    title: `Groups of ${name}`,
    section: '/holdings',
    body: html`<h1 class="govuk-heading-xl">Who answers for what in ${name}</h1>
      <p class="govuk-body-l hub-lead">${explanation}</p>
      <p class="govuk-body hub-no-print"><a class="govuk-link" href="${graphiqlAddress('GovernanceOfAnAuthority', question)}">The query behind this page</a></p>
      ${dayForm('/groups', { authority: question.authority }, asAt)}
      ${groups.length > 0 && groupsTable(governance)}
      <h2 class="govuk-heading-m">What nobody is known to lead on</h2>
      ${ownerless(governance)}`,
  });
}

function groupsTable({ groups, asAt }: Governance): Html {
  return table({
    id: 'groups',
    caption: 'Each group below the one that it reports to',
    head: [column('Group', 'wide'), column('Kind'), column('Chaired by'), column('Answers for', 'wide'), column('Known meetings'), column('Papers that need a look')],
    rows: groups.map(({ depth, group, answersFor }) => row([rowHead(groupName(group, depth)), cell(groupKinds[group.kind]), cell(group.chairPost ?? 'Not stated'), cell(answersOf(group, answersFor)), cell(meetingLinks(group, asAt)), cell(papersOf(group))])),
    isCompact: true,
  });
}

/** How deep it lies is said, too, and not by a dash alone. */
function groupName({ name, remit }: Governed['group'], depth: number): Content {
  return [html`${depth > 0 && html`<span class="hub-word" aria-label="level ${depth + 1}">${'– '.repeat(depth)}</span>`}${name}`, remit !== null && html`<br /><span class="hub-word">${remit}</span>`];
}

/** What it answers for, by the way it does: leading first. */
function answersOf({ responsibilities: { totalCount, nodes } }: Governed['group'], { targetsLed }: Governed['answersFor']): Content {
  const byRole = Map.groupBy(nodes, ({ role }) => role ?? 'LEAD');
  const told = rolesInOrder.flatMap((role) => {
    const names = [...new Set((byRole.get(role) ?? []).map(subjectOf))];
    return names.length === 0 ? [] : [html`<strong>${groupRoles[role]}</strong> ${names.join('; ')}`];
  });
  const more = totalCount - nodes.length;
  return told.length + targetsLed === 0 ? 'Not known' : lines([...told, more > 0 && `and ${more} more`, targetsLed > 0 && `${counted(targetsLed, 'running target')} led`]);
}

const rolesInOrder = ['LEAD', 'SPONSOR', 'SCRUTINY', 'MEMBER'] as const satisfies readonly ResponsibilityRole[];

function subjectOf({ subjectKind, subjectRef, priority, indicator, theme, plan }: Governed['group']['responsibilities']['nodes'][number]): string {
  const name = priority?.title ?? indicator?.title ?? theme?.label ?? plan?.title ?? subjectRef;
  return subjectKind === 'TARGET' ? `targets for ${name}` : name;
}

/** Of most it is not known when they were agreed, which is soon said. */
function papersOf({ overdue }: Governed['group']): Content {
  const unknown = overdue.filter(({ state }) => state === 'NOT_KNOWN').map(({ kind }) => groupPapers[kind]);
  return lines([...overdue.filter(({ state }) => state === 'OVERDUE').map(({ explanation }) => explanation), unknown.length > 0 && `When agreed is not known: ${listed(unknown)}`]);
}

/** Its agenda on each day on which it is known to meet, or on the day that the page is about. */
function meetingLinks({ id, meetings }: Governed['group'], asAt: string): Content {
  const agendaOf = (day: string, words: string): Html => html`<a class="govuk-link" href="${addressOf('/agenda', { group: id, asAt: day })}">${words}</a>`;
  const days = [...new Set(meetings.nodes.map(({ date }) => date))];
  const rest = meetings.totalCount - meetings.nodes.length;
  return lines([...days.map((day) => (day.length === asAt.length ? agendaOf(day, day) : day)), days.length === 0 && agendaOf(asAt, 'None known: what would come before it'), rest > 0 && `${counted(rest, 'more item')}`]);
}

function ownerless({ targetsWithoutLead, indicatorsWithoutLead, prioritiesWithoutLead }: Governance): Html {
  const list = (count: number, noun: readonly [string, string], items: readonly Content[]): Html => html`<h3 class="govuk-heading-s">${counted(count, ...noun)}</h3>${items.length > 0 && html`<ul class="govuk-list govuk-list--bullet hub-prose">${items.map((item) => html`<li>${item}</li>`)}${count > items.length && html`<li>and ${count - items.length} more</li>`}</ul>`}`;
  return html`${list(targetsWithoutLead.totalCount, ['target', 'targets'], targetsWithoutLead.nodes.map(({ indicatorCode, period, value, text }) => [indicatorCode, period !== null && `, ${period}`, value !== null && `: ${value}`, text !== null && ` (${text})`]))}
    ${list(indicatorsWithoutLead.totalCount, ['indicator', 'indicators'], indicatorsWithoutLead.nodes.map(({ indicatorCode, plan }) => [indicatorCode, plan !== null && ` of ${plan.title}`]))}
    ${list(prioritiesWithoutLead.totalCount, ['priority', 'priorities'], prioritiesWithoutLead.nodes.map(({ title, plan }) => [title, plan !== null && html` <span class="hub-word">(${plan.title})</span>`]))}`;
}

/** What comes before a group on a day: for decision, for information, by exception. */
export const agendaPage: Page = {
  address: '/agenda',
  async read(api, { query }) {
    const { group: id, asAt: date } = readAddress(query, ['group', 'asAt']);
    if (id === undefined || date === undefined) throw new HubError('BAD_ARGUMENT', `${id === undefined ? 'group' : 'asAt'} is missing. An agenda is one group’s of one day: "What the hub holds" leads to the groups of each authority, and those to their agendas.`);
    const { group } = await api.execute(AgendaOfAGroupDocument, { group: id, date });
    if (group === null) throw new HubError('NOT_FOUND', `No group has the id "${id.slice(0, 80)}". "What the hub holds" leads to the groups of each authority.`);
    return showAgenda(group, { group: id, date });
  },
};

function showAgenda({ name, above, agenda }: Group, question: { group: string; date: string }): Html {
  const parts: readonly (readonly [string, readonly Item[]])[] = [['For decision', agenda.forDecision], ['For information', agenda.forInformation], ['Reported by exception', agenda.byException], ['What for is not stated', agenda.purposeNotStated]];
  return layout({
    title: `Agenda of ${name}`,
    section: '/holdings',
    body: html`<h1 class="govuk-heading-xl">${name}</h1>
      <p class="govuk-body-l hub-lead">What comes before it on ${dayInWords(question.date)}.${above.length > 0 && ` It reports to ${above[0]!.name}.`} ${agenda.explanation}</p>
      <p class="govuk-body hub-no-print"><a class="govuk-link" href="${graphiqlAddress('AgendaOfAGroup', question)}">The query behind this page</a></p>
      ${dayForm('/agenda', { group: question.group }, question.date)}
      ${parts.map(([heading, items]) => html`<h2 class="govuk-heading-m">${heading}</h2>${itemsList(items)}`)}`,
  });
}

function itemsList(items: readonly Item[]): Html {
  if (items.length === 0) return html`<p class="govuk-body">Nothing that the hub knows of.</p>`;
  return html`<ul class="govuk-list govuk-list--bullet hub-prose">${items.map(({ title, subject, why }) => html`<li>${title}${subject !== null && subject !== title && ` (${subject})`}<br /><span class="hub-word">${why}</span></li>`)}</ul>`;
}
