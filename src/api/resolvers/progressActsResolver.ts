import { randomUUID } from 'node:crypto';
import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { ActionType } from '../../catalogue/action.ts';
import type { MilestoneType } from '../../catalogue/milestone.ts';
import type { PlanIndicatorType } from '../../catalogue/planIndicator.ts';
import type { PriorityType } from '../../catalogue/priority.ts';
import type { RecommendationType } from '../../catalogue/recommendation.ts';
import { HubError } from '../../errors.ts';
import { checkNote } from '../../overlap/disputes.ts';
import { recordOf, subjectOf } from '../../performance/progress/subjects.ts';
import type { RequestContext } from '../context.ts';
import { costOfAct, costOfPage } from '../cost.ts';
import { ProgressReportArgs, ProgressReportConnection, readProgressReports } from '../lists/progressReports.ts';
import type { Page } from '../read/readPage.ts';
import { findOne } from '../read/related.ts';
import { ProgressAspect, ProgressPayload, ProgressReportType, ProgressSubject, RecordProgressInput, WithdrawProgressInput } from '../types/progress.ts';
import { actorOn } from './publishing.ts';

/** What has a state of its own, and what has a report card. */
const hasState: readonly ProgressSubject[] = [ProgressSubject.ACTION, ProgressSubject.MILESTONE, ProgressSubject.RECOMMENDATION];

@Resolver(() => ProgressReportType)
export class ProgressActsResolver {
  @Query(() => ProgressReportConnection, { description: 'What was told of the progress of anything, the newest first.', complexity: costOfPage })
  progressReports(@Ctx() context: RequestContext, @Args(() => ProgressReportArgs) args: ProgressReportArgs): Promise<Page> {
    return readProgressReports(context, args);
  }

  @FieldResolver(() => ProgressSubject, { description: 'What sort of thing it is about.' })
  kind(@Root() { subject }: ProgressReportType): ProgressSubject {
    return recordOf(subject).table as ProgressSubject;
  }

  @FieldResolver(() => String, { description: 'Id of what it is about.' })
  subject(@Root() { subject }: ProgressReportType): string {
    return recordOf(subject).id;
  }

  // Empty when refused, so that of several changes in one request each stands alone.
  @Mutation(() => ProgressPayload, { nullable: true, description: 'As a reviewer, or as the publisher of what it is about, record progress: how far an action, a milestone or a recommendation is, or the words of a report card. Told twice in the same words, it is recorded once. Empty, with an error, when refused.', complexity: costOfAct })
  async recordProgress(@Ctx() context: RequestContext, @Arg('input', () => RecordProgressInput, { description: 'What it is about, and what is told.' }) input: RecordProgressInput): Promise<ProgressPayload> {
    const { kind, subject, aspect, state = null } = input;
    const madeBy = await actorOn(context, (await findSubject(context, kind, subject)).sourceId, { scope: 'speak', what: 'record progress' });
    checkAspect(input);
    const report = { subject: subjectOf(kind, subject), aspect, state, note: checkNote(input.note, 'what the progress is'), evidence: checkEvidence(input.evidence), onDay: checkDay(input.on, context.today) };
    return afterAct(context, await context.acts.recordProgress({ id: randomUUID(), ...report, madeBy, madeAt: context.now().toISOString() }));
  }

  @Mutation(() => ProgressPayload, { nullable: true, description: 'As a reviewer, or as the publisher of what it is about, take a report of progress back. It stays in the history and counts no more. Empty, with an error, when refused.', complexity: costOfAct })
  async withdrawProgress(@Ctx() context: RequestContext, @Arg('input', () => WithdrawProgressInput, { description: 'Which report, and why.' }) input: WithdrawProgressInput): Promise<ProgressPayload> {
    const { table, id } = recordOf((await findReport(context, input.report)).subject);
    const withdrawnBy = await actorOn(context, (await findSubject(context, table as ProgressSubject, id)).sourceId, { scope: 'speak', what: 'take back a report of progress' });
    await context.acts.withdrawProgress({ id: input.report, note: checkNote(input.note, 'why it is taken back'), withdrawnBy, withdrawnAt: context.now().toISOString() });
    return afterAct(context, input.report);
  }
}

interface Subject {
  sourceId: string;
}

async function findSubject(context: RequestContext, kind: ProgressSubject, id: string): Promise<Subject> {
  const subject = await findOne<Subject>(context, kind, id);
  if (subject) return subject;
  throw new HubError('UNKNOWN_RECORD', `subject is "${id.slice(0, 80)}", which no ${kind === ProgressSubject.PLAN_INDICATOR ? 'indicator of a plan' : kind} has as its id. Send the id as the hub lists it, with the kind of thing it is.`);
}

function checkAspect({ kind, aspect, state }: RecordProgressInput): void {
  const isState = aspect === ProgressAspect.STATE;
  if (isState && !hasState.includes(kind)) throw new HubError('BAD_ARGUMENT', 'A priority and an indicator of a plan have no state of their own: their figures and actions tell. Give aspect: STORY, PARTNERS, WHAT_WORKS or CORRECTIVE_ACTION.');
  if (isState && state === undefined) throw new HubError('BAD_ARGUMENT', 'state is missing. Say how far it is: DONE, STOPPED, UNDER_WAY or NOT_BEGUN.');
  if (!isState && state !== undefined) throw new HubError('BAD_ARGUMENT', 'state belongs to aspect STATE alone. Leave out one of the two, or record both by two reports.');
  if (!isState && aspect !== ProgressAspect.CORRECTIVE_ACTION && hasState.includes(kind)) throw new HubError('BAD_ARGUMENT', 'STORY, PARTNERS and WHAT_WORKS belong to the report card of a priority or an indicator of a plan. Of this give STATE or CORRECTIVE_ACTION.');
}

const longestAddress = 2_000;

function checkEvidence(address: string | undefined): string | null {
  if (address === undefined) return null;
  const url = /^https?:\/\//i.test(address) ? URL.parse(address) : null;
  if (url && (url.username !== '' || url.password !== '')) throw new HubError('BAD_ARGUMENT', 'evidence has a name or a password before the host, and everybody sees it. Send the address without them.');
  if (url && url.href.length <= longestAddress) return url.href;
  throw new HubError('BAD_ARGUMENT', `evidence is "${address.slice(0, 80)}". Expected the address of a document, such as https://www.example.gov.uk/report.pdf, of at most ${longestAddress.toLocaleString('en-GB')} characters.`);
}

function checkDay(day: string | undefined, today: string): string {
  if (day === undefined || day <= today) return day ?? today;
  throw new HubError('BAD_ARGUMENT', `on is ${day}, a day to come. Progress is told of today (${today}) or before.`);
}

async function findReport(context: RequestContext, id: string): Promise<ProgressReportType> {
  const report = await findOne<ProgressReportType>(context, 'progress_report', id);
  if (report) return report;
  throw new HubError('UNKNOWN_RECORD', `No report has the id "${id.slice(0, 80)}". "progressReports" lists the ids.`);
}

/** What an act left behind, read anew: what the request had looked up before may no longer be so. */
async function afterAct(context: RequestContext, id: string): Promise<ProgressPayload> {
  context.loaders.clear();
  const report = await findReport(context, id);
  const subject = recordOf(report.subject);
  const about = <Row>(kind: ProgressSubject): Promise<Row | null> => findOne(context, kind, subject.table === kind ? subject.id : null);
  return {
    report,
    action: await about<ActionType>(ProgressSubject.ACTION),
    milestone: await about<MilestoneType>(ProgressSubject.MILESTONE),
    recommendation: await about<RecommendationType>(ProgressSubject.RECOMMENDATION),
    priority: await about<PriorityType>(ProgressSubject.PRIORITY),
    planIndicator: await about<PlanIndicatorType>(ProgressSubject.PLAN_INDICATOR),
  };
}
