import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Fact, FactSection } from '../../../commissioning/proposals/Fact.ts';
import { sectionNames, type Section } from '../../../commissioning/proposals/ProposalContent.ts';
import type { RequestContext } from '../../context.ts';
import { costOfFirst, costOfPage } from '../../cost.ts';
import { ProposalConnection, readProposals } from '../../lists/proposals.ts';
import { PageArgs } from '../../read/pageArgs.ts';
import { factsIn } from '../../read/proposals/readEvidence.ts';
import type { ScopedOverlap } from '../../read/readOverlaps.ts';
import type { Page } from '../../read/readPage.ts';
import { OverlapType } from '../../types/overlap.ts';
import { EvidenceShape, FactSectionEnum, FactShape } from '../../types/proposals/judged.ts';
import { ProposalEventType } from '../../types/proposals/proposal.ts';

/** More than the lists of the saved query can bring for the most authorities and themes, so that no paper leaves a fact out in silence. */
const [mostFacts, usualFacts] = [5_000, 500];

@Resolver(() => EvidenceShape)
export class ProposalEvidenceResolver {
  @FieldResolver(() => [FactShape], { description: `The facts, in the order in which papers have them: at most ${mostFacts.toLocaleString('en-GB')}.`, complexity: costOfFirst(mostFacts, usualFacts) })
  facts(@Root() evidence: EvidenceShape, @Arg('sections', () => [FactSectionEnum], { nullable: true, description: 'Only facts of these parts.' }) sections?: FactSection[]): Fact[] {
    const facts = factsIn(evidence);
    return (sections ? facts.filter(({ section }) => sections.includes(section)) : facts).slice(0, mostFacts);
  }

  @FieldResolver(() => Number, { description: 'How many facts it has.' })
  factCount(@Root() evidence: EvidenceShape): number {
    return factsIn(evidence).length;
  }
}

interface EventData {
  sections?: Section[];
  act?: string;
  from?: string;
  to?: string;
  number?: number;
  stance?: string;
  stage?: string;
  progress?: string;
}

@Resolver(() => ProposalEventType)
export class ProposalEventResolver {
  @FieldResolver(() => String, { description: 'What was done, in a sentence.' })
  explanation(@Root() { kind, versionNumber, data }: ProposalEventType): string {
    const { sections = [], from, to, number, stance, stage, progress } = JSON.parse(data) as EventData;
    switch (kind) {
      case 'started':
        return 'It was started.';
      case 'changed':
        return `Version ${versionNumber} changed: ${sections.map((section) => sectionNames[section]).join(', ')}.`;
      case 'moved':
        return `It went from ${from?.replace('-', ' ')} to ${to?.replace('-', ' ')}, as version ${versionNumber}.`;
      case 'evidence':
        return `Evidence ${number} was frozen.`;
      case 'position':
        return `A position on version ${versionNumber}: ${stance?.replaceAll('-', ' ')}.`;
      case 'stage':
        return `Stage “${stage}”: ${progress?.replace('-', ' ')}.`;
      case 'comment':
        return 'Something was said.';
    }
  }
}

@Resolver(() => OverlapType)
export class OverlapProposalsResolver {
  @FieldResolver(() => ProposalConnection, { description: 'Proposals that start from it and that you may see, the newest first.', complexity: costOfPage })
  proposals(@Root() { id }: ScopedOverlap, @Ctx() context: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Page> {
    return readProposals(context, { ...page, filter: { overlaps: [id] } });
  }
}
