import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { IndicatorType } from '../../../catalogue/indicator.ts';
import { RegionType } from '../../../catalogue/region.ts';
import { ThemeType } from '../../../catalogue/theme.ts';
import { differencesOf } from '../../../commissioning/proposals/changes.ts';
import { moneyOf } from '../../../commissioning/proposals/money.ts';
import { readinessOf } from '../../../commissioning/proposals/readiness.ts';
import { sensitivityOf, whatIf } from '../../../commissioning/proposals/sensitivity.ts';
import { stagesOf } from '../../../commissioning/proposals/stages.ts';
import { transitionsFrom } from '../../../commissioning/proposals/life.ts';
import type { RequestContext } from '../../context.ts';
import { costOfPage, costOfShortList, costOfWorkedOut } from '../../cost.ts';
import { eventsNewestFirst, evidenceNewestFirst, ProposalArgs, ProposalConnection, ProposalEventConnection, ProposalEvidenceConnection, ProposalVersionConnection, readProposals, versionsNewestFirst } from '../../lists/proposals.ts';
import { findOverlapEver } from '../../read/listOverlaps.ts';
import { PageArgs } from '../../read/pageArgs.ts';
import { conclusionNow, evidenceDifferencesOf, latestEvidenceOf } from '../../read/proposals/readEvidence.ts';
import { contentAsked, contentInForce, findContent, namesOf, stageEventsOf } from '../../read/proposals/readProposal.ts';
import { readBenefits } from '../../read/proposals/readBenefits.ts';
import { readAgreement, readStandings } from '../../read/proposals/readStandings.ts';
import { stepOf } from '../../read/proposals/stepOf.ts';
import { findBody } from '../../read/readBodies.ts';
import { readPage, type Page } from '../../read/readPage.ts';
import { findAllOf, findOne } from '../../read/related.ts';
import { OverlapType } from '../../types/overlap.ts';
import { AssumptionsShape, ContentShape } from '../../types/proposals/content.ts';
import { ConclusionShape, EvidenceShape, MoneyShape, MovedShape, ReadinessShape, SensitivityShape, StageShape } from '../../types/proposals/judged.ts';
import { AgreementType, BenefitType, DifferenceType, ProposalType, ProposalVersionType, StandingType, StepType } from '../../types/proposals/proposal.ts';
import { Body } from '../../types/viewer.ts';
import { assumptionsFrom } from './contentFrom.ts';

@Resolver(() => ProposalType)
export class ProposalResolver {
  @Query(() => ProposalConnection, { description: 'Proposals that you may see, the newest first: those agreed, and those that you shape.', complexity: costOfPage })
  proposals(@Ctx() context: RequestContext, @Args(() => ProposalArgs) args: ProposalArgs): Promise<Page> {
    return readProposals(context, args);
  }

  @Query(() => ProposalType, { nullable: true, description: 'One proposal; empty when none has this id, or none that you may see.' })
  proposal(@Ctx() context: RequestContext, @Arg('id', () => ID, { description: 'Id of the proposal.' }) id: string): Promise<ProposalType | null> {
    return findOne(context, 'proposal', id);
  }

  @FieldResolver(() => ContentShape, { description: 'What the version in force says.' })
  content(@Root() proposal: ProposalType, @Ctx() context: RequestContext): Promise<object> {
    return contentInForce(context, proposal);
  }

  @FieldResolver(() => Body, { nullable: true, description: 'The body that leads. Empty while none is named.' })
  async lead(@Root() proposal: ProposalType, @Ctx() context: RequestContext): Promise<Body | null> {
    const { leadCode, bodies } = await contentInForce(context, proposal);
    if (leadCode === null) return null;
    const { code, name } = await findBody(context, leadCode);
    return { code, name: name === code ? (bodies.find((body) => body.code === code)?.name ?? name) : name };
  }

  @FieldResolver(() => RegionType, { nullable: true, description: 'The region it is for. Empty where it names none.' })
  region(@Root() { regionCode }: ProposalType, @Ctx() context: RequestContext): Promise<RegionType | null> {
    return findOne(context, 'region', regionCode);
  }

  @FieldResolver(() => [ThemeType], { description: 'The themes it is about.', complexity: costOfShortList(3) })
  async themes(@Root() proposal: ProposalType, @Ctx() context: RequestContext): Promise<ThemeType[]> {
    return findAllOf(context, 'theme', (await contentInForce(context, proposal)).themeCodes);
  }

  @FieldResolver(() => [IndicatorType], { description: 'The indicators that its objectives are tied to.', complexity: costOfShortList(3) })
  async indicators(@Root() proposal: ProposalType, @Ctx() context: RequestContext): Promise<IndicatorType[]> {
    const { objectives } = await contentInForce(context, proposal);
    return findAllOf(context, 'indicator', [...new Set(objectives.flatMap(({ indicatorCode }) => indicatorCode ?? []))].sort());
  }

  @FieldResolver(() => [OverlapType], { description: 'The overlaps it starts from, among all authorities and over all time, that are still overlaps.', complexity: costOfShortList(2) })
  async overlaps(@Root() proposal: ProposalType, @Ctx() context: RequestContext): Promise<object[]> {
    const found = await Promise.all((await contentInForce(context, proposal)).overlapIds.map((id) => findOverlapEver(context, id)));
    return found.filter((overlap) => overlap !== null);
  }

  @FieldResolver(() => ProposalVersionConnection, { description: 'Its versions that you may see, the newest first.', complexity: costOfPage })
  versions(@Root() { id }: ProposalType, @Ctx() context: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Page> {
    return readPage(context, { list: versionsNewestFirst, page, parent: { id, column: 'proposalId' } });
  }

  @FieldResolver(() => [DifferenceType], { description: 'What one version says otherwise than another.', complexity: costOfShortList(20) })
  async differences(
    @Root() proposal: ProposalType,
    @Ctx() context: RequestContext,
    @Arg('from', () => Int, { description: 'Number of the earlier version.' }) from: number,
    @Arg('to', () => Int, { nullable: true, description: 'Number of the later version. Left out: the one in force.' }) to?: number,
  ): Promise<DifferenceType[]> {
    const [before, after] = await Promise.all([contentAsked(context, proposal.id, from, 'from'), contentAsked(context, proposal.id, to ?? proposal.versionNumber, 'to')]);
    return differencesOf(before, after) as DifferenceType[];
  }

  @FieldResolver(() => [ReadinessShape], { description: 'What a proposal should say before it is signed, and what of it this one says. The four questions, evidence, bodies, lead and money must be answered before it is submitted; nothing before it is discussed.', complexity: costOfShortList(22) })
  async readiness(@Root() proposal: ProposalType, @Ctx() context: RequestContext): Promise<ReadinessShape[]> {
    const content = await contentInForce(context, proposal);
    return readinessOf(content, { hasEvidence: (await latestEvidenceOf(context, proposal.id)) !== null, names: await namesOf(context, content) });
  }

  @FieldResolver(() => EvidenceShape, { nullable: true, description: 'The latest evidence. Empty before any was frozen.' })
  evidence(@Root() { id }: ProposalType, @Ctx() context: RequestContext): Promise<EvidenceShape | null> {
    return latestEvidenceOf(context, id);
  }

  @FieldResolver(() => ProposalEvidenceConnection, { description: 'All evidence that was ever frozen, the newest first; to the public, what says the same as the latest.', complexity: costOfPage })
  earlierEvidence(@Root() { id }: ProposalType, @Ctx() context: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Page> {
    return readPage(context, { list: evidenceNewestFirst, page, parent: { id, column: 'proposalId' } });
  }

  @FieldResolver(() => [MovedShape], { description: 'What one evidence says otherwise than another, fact by fact: at most 500.', complexity: costOfShortList(50) })
  async evidenceDifferences(
    @Root() { id }: ProposalType,
    @Ctx() context: RequestContext,
    @Arg('from', () => Int, { description: 'Number of the earlier evidence.' }) from: number,
    @Arg('to', () => Int, { nullable: true, description: 'Number of the later evidence. Left out: the latest.' }) to?: number,
  ): Promise<MovedShape[]> {
    const latest = (await latestEvidenceOf(context, id))?.number ?? 0;
    return (await evidenceDifferencesOf(context, id, { from, to: to ?? latest })) as MovedShape[];
  }

  @FieldResolver(() => ConclusionShape, { nullable: true, description: 'What of the evidence moved since it was frozen, and whether the conclusion still holds. Empty before any was frozen.', complexity: costOfWorkedOut })
  conclusion(@Root() proposal: ProposalType, @Ctx() context: RequestContext): Promise<ConclusionShape | null> {
    return conclusionNow(context, proposal);
  }

  @FieldResolver(() => MoneyShape, { description: 'What it would cost each body and all together, beside what each spends now; with other assumptions, what those would change.', complexity: ({ childComplexity }) => 10 + 2 * childComplexity })
  async money(
    @Root() proposal: ProposalType,
    @Ctx() context: RequestContext,
    @Arg('assumptions', () => AssumptionsShape, { nullable: true, description: 'Assumptions to work with in place of its own. Nothing is kept.' }) assumptions?: AssumptionsShape,
  ): Promise<MoneyShape> {
    const content = await contentInForce(context, proposal);
    const names = await namesOf(context, content);
    const { changed, shifts } = assumptions ? whatIf(content, assumptionsFrom(assumptions), names) : { changed: moneyOf(content, content.assumptions, names), shifts: [] };
    return { ...changed, recharges: changed.recharge?.recharges ?? [], shifts } as MoneyShape;
  }

  @FieldResolver(() => [SensitivityShape], { description: 'How much each assumption about costs matters, the one that matters most first.', complexity: costOfShortList(4) })
  async sensitivity(@Root() proposal: ProposalType, @Ctx() context: RequestContext): Promise<SensitivityShape[]> {
    const content = await contentInForce(context, proposal);
    return sensitivityOf(content, await namesOf(context, content));
  }

  @FieldResolver(() => [StandingType], { description: 'Where each body that takes part stands.', complexity: costOfShortList(10) })
  standings(@Root() proposal: ProposalType, @Ctx() context: RequestContext): Promise<StandingType[]> {
    return readStandings(context, proposal);
  }

  @FieldResolver(() => AgreementType, { description: 'Whether it may be agreed, and what stands in the way.' })
  agreement(@Root() proposal: ProposalType, @Ctx() context: RequestContext): Promise<AgreementType> {
    return readAgreement(context, proposal);
  }

  @FieldResolver(() => [StepType], { description: 'What may be done next, and by whom.', complexity: costOfShortList(4) })
  async nextSteps(@Root() proposal: ProposalType, @Ctx() context: RequestContext): Promise<StepType[]> {
    const content = await contentInForce(context, proposal);
    const names = await namesOf(context, content);
    return transitionsFrom(proposal.state).map((transition) => stepOf(transition, content, names));
  }

  @FieldResolver(() => [StageShape], { description: 'The nine stages of the joint planning and commissioning framework of 2006, and how far each is.', complexity: costOfShortList(9) })
  async stages(@Root() { id }: ProposalType, @Ctx() context: RequestContext): Promise<StageShape[]> {
    return stagesOf(await stageEventsOf(context, id));
  }

  @FieldResolver(() => [BenefitType], { description: 'Its objectives, and where their indicators stand now. That a value moved does not tell that the proposal moved it.', complexity: costOfWorkedOut })
  benefits(@Root() proposal: ProposalType, @Ctx() context: RequestContext): Promise<BenefitType[]> {
    return readBenefits(context, proposal);
  }

  @FieldResolver(() => ProposalEventConnection, { description: 'All that was done with it that you may see, the newest first. The public sees what was decided on the version that was agreed, what came of it, and stages; nothing of drafts, and no discussion.', complexity: costOfPage })
  history(@Root() { id }: ProposalType, @Ctx() context: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Page> {
    return readPage(context, { list: eventsNewestFirst, page, parent: { id, column: 'proposalId' } });
  }
}

@Resolver(() => ProposalVersionType)
export class ProposalVersionResolver {
  @FieldResolver(() => ContentShape, { description: 'What it says.' })
  async content(@Root() { proposalId, number }: ProposalVersionType, @Ctx() context: RequestContext): Promise<object> {
    return (await findContent(context, proposalId, number))!;
  }
}
