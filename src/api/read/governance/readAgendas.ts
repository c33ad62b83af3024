import DataLoader from 'dataloader';
import type { GroupType } from '../../../catalogue/group.ts';
import type { MeetingType } from '../../../catalogue/meeting.ts';
import type { ResponsibilityType } from '../../../catalogue/responsibility.ts';
import { HubError } from '../../../errors.ts';
import { isReferredTo, mayBeOn } from '../../../performance/governance/agendaDates.ts';
import { isInBeing } from '../../../performance/governance/inBeing.ts';
import { loaderOf, type RequestContext } from '../../context.ts';
import { AgendaItemKind, type Agenda, type AgendaItem } from '../../types/agenda.ts';
import type { ExceptionType } from '../../types/exception.ts';
import type { ReferralType } from '../../types/governance.ts';
import { isOneOf } from '../conditions.ts';
import { placed, type Placed } from './agendaItem.ts';
import { authoritiesUnder } from './governingGroups.ts';
import { exceptionsOn, readResponsibilitiesOf, type ExceptionRow } from './readExceptions.ts';
import { proposalsWaiting, type WaitingProposal } from '../proposals/proposalsWaiting.ts';
import { readReportsDue } from './readReportsDue.ts';
import { referralsTo } from './readReferrals.ts';

const mostItems = 200;

/** What comes before a group on a day. Some twenty statements for all groups asked at once. */
export function agendaOf(context: RequestContext, group: GroupType, date: string): Promise<Agenda> {
  return loaderOf(context, `agendas: ${date}`, () => new DataLoader((groups: readonly GroupType[]) => readAgendas(context, groups, date))).load(group);
}

async function readAgendas(context: RequestContext, groups: readonly GroupType[], date: string): Promise<Agenda[]> {
  const ids = groups.map(({ id }) => id);
  const { all: exceptions } = await exceptionsOn(context, await authoritiesUnder(context, ids), date);
  const meetings = Map.groupBy(await readMeetingsOf(context, ids), ({ groupId }) => groupId);
  const responsibilities = Map.groupBy(await readResponsibilitiesOf(context, ids), ({ groupId }) => groupId);
  const reports = await readReportsDue(context, groups, responsibilities, date);
  const referrals = await Promise.all(ids.map((id) => referralsTo(context, id)));
  const proposals = await proposalsWaiting(context, date);
  return groups.map((group, index) => {
    const own = meetings.get(group.id) ?? [];
    const items = [
      ...own.flatMap((meeting) => meetingItem(meeting, date)),
      ...referrals[index]!.filter((referral) => isReferredTo(referral, date, own.map((meeting) => meeting.date))).map(referralItem),
      ...exceptions.filter(({ goesTo }) => goesTo.some(({ id }) => id === group.id)).map(exceptionItem),
      ...(reports.get(group.id) ?? []),
      ...proposals.filter(({ decidingGroup }) => decidingGroup?.id === group.id).map(proposalItem),
    ];
    return { date, group, explanation: explain(group, date, own, responsibilities.get(group.id) ?? []), ...inLists(group, items) };
  });
}

async function readMeetingsOf({ db }: RequestContext, groupIds: readonly string[]): Promise<MeetingType[]> {
  const rows = await db.selectFrom('meeting').selectAll().where(isOneOf('meeting.groupId', groupIds)).orderBy('date').orderBy('line').orderBy('id').execute();
  return rows as unknown as MeetingType[];
}

function inLists({ id, name }: GroupType, items: readonly Placed[]): Pick<Agenda, 'forDecision' | 'forInformation' | 'byException' | 'purposeNotStated'> {
  const list = (purpose: Placed['purpose']): AgendaItem[] => {
    const some = items.filter((item) => item.purpose === purpose);
    if (some.length > mostItems) throw new HubError('BAD_ARGUMENT', `The agenda of ${name} has ${some.length} items of one sort, and shows at most ${mostItems}. Page through exceptions(group: "${id}"), and through the group's meetings, in its place.`);
    return some;
  };
  return { forDecision: list('decision'), forInformation: list('information'), byException: list('exception'), purposeNotStated: list(null) };
}

function meetingItem(meeting: MeetingType, date: string): Placed[] {
  const when = mayBeOn(meeting.date, date);
  if (when === null || meeting.item === null) return [];
  return [placed({ kind: AgendaItemKind.MEETING_ITEM, purpose: meeting.for, title: meeting.item, subject: meeting.subjectRef, why: `Its publisher lists it among the group's meetings, ${when}.`, meeting })];
}

function referralItem(referral: ReferralType): Placed {
  const { title, purpose, meetingDate, by, madeAt, note } = referral;
  return placed({ kind: AgendaItemKind.REFERRAL, purpose, title, subject: referral.targetId ?? referral.indicatorCode ?? referral.priorityId, why: `Referred by ${by} on ${madeAt.slice(0, 10)}, ${meetingDate === null ? 'for the next meeting' : 'for this day'}: ${note}`, referral });
}

function proposalItem({ proposal, standing: { name, position, explanation } }: WaitingProposal): Placed {
  const again = position === null ? '' : ' again';
  return placed({ kind: AgendaItemKind.PROPOSAL, purpose: 'decision', title: `Joint proposal: ${proposal.title}`, why: `Version ${proposal.versionNumber} waits${again} for the position of ${name}, for which this group decides. ${explanation}`, proposal });
}

function exceptionItem(exception: ExceptionRow): Placed {
  const { rule, target, authority, explanation, routing } = exception;
  return placed({ kind: AgendaItemKind.EXCEPTION, purpose: rule.purpose, title: `${rule.title}: ${target.indicatorCode}${target.period === null ? '' : `, ${target.period}`}, ${authority.name}`, subject: target.indicatorCode, why: `${explanation} ${routing}`, exception: exception as unknown as ExceptionType });
}

function explain(group: GroupType, date: string, meetings: readonly MeetingType[], responsibilities: readonly ResponsibilityType[]): string {
  const { name } = group;
  const then = meetings.filter((meeting) => mayBeOn(meeting.date, date) !== null);
  const sure = then.some((meeting) => meeting.date === date);
  const closest = then.map((meeting) => meeting.date).reduce((best, one) => (one.length > best.length ? one : best), '');
  const met = sure ? `${name} is stated to meet on ${date}.` : then.length > 0 ? `${name} is stated to meet in ${closest}; whether on ${date} is not known.` : `The hub knows of no meeting of ${name} on ${date}: this is what would come before one.`;
  const gone = isInBeing(group, date) ? '' : ' It is not in being on that day, as far as is stated.';
  return `${met}${gone} It is stated to answer for ${responsibilities.length === 0 ? 'nothing' : `${responsibilities.length} ${responsibilities.length === 1 ? 'thing' : 'things'}`}.`;
}

