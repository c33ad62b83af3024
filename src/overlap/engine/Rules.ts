import { readModelText } from './modelFile.ts';

/** Settings that people chose (src/overlap/model/rules.json); weights are in log-odds. */
export interface Rules {
  startingBias: number;
  /** How much of a concept's weight counts when it stands in the heading, or in the description, instead of the title. */
  headingShare: number;
  descriptionShare: number;
  publisherCode: number;
  indicator: number;
  /** For the theme that is the group which the publisher says a statement is for. */
  targetGroup: number;
  /** Whom a statement is for, by its publisher or the kind of its plan, lifts the theme of that group up to here and no further. */
  surestByWhom: number;
  planKinds: PlanKindRules;
  /** Lying nearer in meaning to a theme than `from` standard deviations adds `each` for every further one, and never more than `most`. */
  similarMeaning: { from: number; each: number; most: number };
  /** Ages that span no more years than this set a statement apart; wider ones are for children in general. */
  narrowAgesYears: number;
  /** By theme, and by topic within a theme, the stages of childhood that it is about anyway. */
  inherentStages: Readonly<Record<string, readonly string[]>>;
  /** Themes of which a statement that names no ages is for those of its stages. */
  themesOfAges: readonly string[];
  core: CoreRules;
  training: TrainingRules;
  thresholds: { theme: number; soleTheme: number; ceiling: number };
}

/** When two statements of a theme would sit in one meeting. */
export interface CoreRules {
  /** Outcomes so broad that they are no ground for a meeting. */
  noMeeting: readonly string[];
  /** Themes that, named in general beside a narrower theme, are only its background. */
  broadThemes: readonly string[];
  /** From so many main themes on, named in words of their own, each that is named in general is only one of several, and no ground for a meeting. */
  severalThemes: number;
  /** Where both a theme and one of its parts are main, the meeting is about the whole: physical and mental health together are health. */
  wholes: Readonly<Record<string, readonly string[]>>;
  /** Themes that are a group of children rather than a matter: with another main theme beside them, the meeting is about that of the group. */
  groupThemes: readonly string[];
  /** Themes, and topics of a group, that are one matter where they are a group's: its gap to others, its education and its attainment. */
  sameForGroups: Readonly<Record<string, string>>;
  /** Themes that, beside a group of children, set no meeting of it apart: that it is included is what its plans are for, and commissioning is how. */
  nothingApart: readonly string[];
  /** Themes that stand for groups of children where they are named as an example. */
  groupsAsExamples: readonly string[];
}

/** Kinds of plan that are for one group of children: whatever they state is of its theme, and for that group. */
export interface PlanKindRules {
  weight: number;
  of: Readonly<Record<string, { theme: string; group: string; says: string }>>;
}

export interface TrainingRules {
  rounds: number;
  rate: number;
  penalty: number;
  /** Learned weights nearer to zero than this are not kept. */
  smallestWeight: number;
  /** A word must stand in this many training statements to be learned from. */
  leastStatements: number;
  /** The same for a pair of words. */
  leastPairs: number;
  /** A theme is left alone by an example that it is this nearly right about. */
  leastError: number;
  /** Into how many groups authorities are put to calibrate confidence on unseen ones. */
  calibrationGroups: number;
  /** How much a written example counts beside a gathered statement. */
  writtenWeight: number;
  /** How often training hides a concept, so that it learns what the other words say without it. */
  hiddenShare: number;
  /** How many fits, each with a shuffle of its own, are averaged. */
  shuffles: number;
  /** How much of the weights is learned from plain words alone, with every concept hidden. */
  plainShare: number;
  /** Value of a feature by its kind: the smaller, the more cautiously it is learned. */
  scales: Readonly<Record<string, number>>;
}

export function loadRules(): Rules {
  return JSON.parse(readModelText('rules.json')) as Rules;
}
