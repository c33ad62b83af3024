import { randomUUID } from 'node:crypto';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { HubError } from '../../errors.ts';
import type { Basis } from '../../overlap/decisions/Decision.ts';
import { checkNote } from '../../overlap/disputes.ts';
import type { RequestContext } from '../context.ts';
import { costOfAct } from '../cost.ts';
import { checkThemes } from '../read/checkThemes.ts';
import type { PriorityFacts } from '../read/readPriorityFacts.ts';
import { DecisionPayload, RefuseThemeInput, SetThemeInput, UndoDecisionInput } from '../types/decision.ts';
import { afterAct, decide, findDecision, findPriority, reviewerOf, wordsOf } from './reviewing.ts';

@Resolver()
export class ThemeActsResolver {
  // Empty when refused, so that of several changes in one request each stands alone.
  @Mutation(() => DecisionPayload, { nullable: true, description: 'As a reviewer, give a priority a theme. It counts from then on, with confidence 1, whatever the hub reads or its publisher codes. Empty, with an error, when refused.', complexity: costOfAct })
  async setTheme(@Ctx() context: RequestContext, @Arg('input', () => SetThemeInput, { description: 'The theme, and why.' }) input: SetThemeInput): Promise<DecisionPayload> {
    const reviewer = reviewerOf(context);
    const priority = await findPriority(context, 'priority', input.priority);
    await checkThemes(context, [input.theme]);
    return decide(context, reviewer, input, { kind: 'set-theme', priorityIds: [priority.id], themeCode: input.theme, rank: (input.isMain ?? true) ? 'primary' : 'secondary', basis: basisOf(input.theme, priority) });
  }

  @Mutation(() => DecisionPayload, { nullable: true, description: 'As a reviewer, take a theme from a priority. It leaves the overlap of the theme, whatever the hub reads or its publisher codes; the history shows it. Empty, with an error, when refused.', complexity: costOfAct })
  async refuseTheme(@Ctx() context: RequestContext, @Arg('input', () => RefuseThemeInput, { description: 'The theme, and why.' }) input: RefuseThemeInput): Promise<DecisionPayload> {
    const reviewer = reviewerOf(context);
    const priority = await findPriority(context, 'priority', input.priority);
    await checkThemes(context, [input.theme]);
    const read = priority.themes.map(({ themeCode }) => themeCode);
    const isRefused = !read.includes(input.theme) && priority.engineThemes.includes(input.theme);
    if (!read.includes(input.theme) && !isRefused) throw new HubError('BAD_ARGUMENT', `theme is "${input.theme}", which the hub does not read in this priority. It reads ${read.length === 0 ? 'no theme in it' : read.join(', ')}: there is nothing to refuse.`);
    return decide(context, reviewer, input, { kind: 'refuse-theme', priorityIds: [priority.id], themeCode: input.theme, basis: basisOf(input.theme, priority) });
  }

  @Mutation(() => DecisionPayload, { nullable: true, description: 'As a reviewer, take a decision back, be it your own or not. What it said counts no more; both stay in the history. To have it again, decide it again. Empty, with an error, when refused.', complexity: costOfAct })
  async undoDecision(@Ctx() context: RequestContext, @Arg('input', () => UndoDecisionInput, { description: 'Which decision, and why.' }) input: UndoDecisionInput): Promise<DecisionPayload> {
    const reviewer = reviewerOf(context);
    const decision = await findDecision(context, input.decision);
    const id = randomUUID();
    await context.acts.undoDecision({ id, undoesId: decision.id, note: checkNote(input.note, 'why it is taken back'), reviewer, madeAt: context.now().toISOString() });
    return afterAct(context, { id, overruled: [] });
  }
}

/** How things stand as a theme of a priority is decided. */
function basisOf(themeCode: string, priority: PriorityFacts): Basis {
  return { words: wordsOf(priority), publisherThemes: priority.publisherThemes, engineAgreed: priority.engineThemes.includes(themeCode) };
}
