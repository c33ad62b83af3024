import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { PriorityType } from '../../catalogue/priority.ts';
import { ThemeType } from '../../catalogue/theme.ts';
import { readingThresholds, type Thresholds } from '../../overlap/thresholds.ts';
import type { RequestContext } from '../context.ts';
import { costOfShortList } from '../cost.ts';
import { costOfReasons, EvidenceArgs, reasonsAskedFor } from '../read/evidenceArgs.ts';
import { refusalsOf } from '../read/readDecisions.ts';
import { runnersUpOf, whyNearlyRead, type RunnerUpRow } from '../read/readRunnersUp.ts';
import { themesOfPriority } from '../read/readThemes.ts';
import { findOne } from '../read/related.ts';
import { Evidence } from '../types/overlap.ts';
import { ReadingThresholds, RunnerUp } from '../types/reading.ts';

@Resolver(() => PriorityType)
export class PriorityRunnersUpResolver {
  @Query(() => ReadingThresholds, { description: 'How sure the hub must be to read a theme in a priority, and to call what it reads sure. The same for everybody.' })
  readingThresholds(): Thresholds {
    return readingThresholds();
  }

  @FieldResolver(() => [RunnerUp], { description: 'Themes that the hub nearly read in it and did not, surest first: the very next, and up to two more that are at least 0.05 likely. How sure, why, and what sets them apart.', complexity: costOfShortList(2) })
  runnersUp(@Root() priority: PriorityType, @Ctx() context: RequestContext): Promise<RunnerUpRow[]> {
    return runnersUpOf(context, priority.id);
  }

  @FieldResolver(() => Boolean, { description: 'Whether a person should look first: the hub reads no theme in it and no reviewer refused one, or is less sure of the main one than readingThresholds.sure (0.6).' })
  async isUncertain(@Root() priority: PriorityType, @Ctx() context: RequestContext): Promise<boolean> {
    const [main] = await themesOfPriority(context, priority.id);
    // Who refused what the hub read has looked.
    return main === undefined ? (await refusalsOf(context, priority.id)).length === 0 : main.isUncertain;
  }
}

@Resolver(() => RunnerUp)
export class RunnerUpResolver {
  @FieldResolver(() => ThemeType, { description: 'The theme.' })
  theme(@Root() { themeCode }: RunnerUpRow, @Ctx() context: RequestContext): Promise<ThemeType | null> {
    return findOne(context, 'theme', themeCode);
  }

  @FieldResolver(() => [Evidence], { description: 'What speaks for it and against it, those reasons first that counted most.', complexity: costOfReasons })
  async evidence(@Root() missed: RunnerUpRow, @Ctx() context: RequestContext, @Args(() => EvidenceArgs) args: EvidenceArgs): Promise<Evidence[]> {
    const first = reasonsAskedFor(args);
    return (await whyNearlyRead(context, missed)).evidence.slice(0, first);
  }

  @FieldResolver(() => String, { description: 'What sets it apart from the theme that was read, in a sentence with the weights (in log-odds) of the words that make most of the difference.' })
  async separation(@Root() missed: RunnerUpRow, @Ctx() context: RequestContext): Promise<string> {
    return (await whyNearlyRead(context, missed)).separation;
  }
}
