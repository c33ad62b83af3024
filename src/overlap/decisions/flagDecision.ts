import { listed } from '../../words.ts';
import type { Decision } from './Decision.ts';

/** A priority as it now is, as far as decisions rest on it. */
export interface PresentPriority {
  id: string;
  title: string;
  wordsHash: string;
  isAdopted: boolean;
  publisherThemes: readonly string[];
  engineThemes: readonly string[];
  /** Whether reviewers decided of its themes, so that what they are is not the hub's alone. */
  isThemedByHand: boolean;
  /** Each of its themes, with the core group that its own words put it into. */
  themes: readonly { themeCode: string; coreKey: string | null }[];
  /** Where it stands. */
  places: readonly { overlapId: string; themeCode: string; coreKey: string | null }[];
}

/** An overlap as it now is. */
export interface PresentOverlap {
  /** Names of the authorities that share it, by their codes. */
  authorities: ReadonlyMap<string, string>;
  /** Codes of those that have it and stand in no list, so that they share it neither now nor, by what earlier versions kept, lost it. */
  unlisted: ReadonlySet<string>;
  /** How many of them could meet as strangers: those of one joint plan are one party already, and an overlap needs two. */
  parties: number;
  /** Its statements, adopted or not. */
  members: ReadonlyMap<string, unknown>;
}

/** A later decision in force by which statements left an overlap. */
export interface LaterAct {
  isSplit: boolean;
  /** What was decided, by whom, when and why, for a colon before it. */
  told: string;
  /** Codes of the authorities whose statements it took out. */
  authorities: ReadonlySet<string>;
}

/** What a decision in force names, as it now is: null for what is not there. */
export interface Present {
  /** Whether the theme that it names is one of this hub's. */
  isThemeKnown: boolean;
  priorities: readonly (PresentPriority | null)[];
  overlap: PresentOverlap | null;
  /** Of a merge: wherever later merges took what it went into. */
  otherOverlap: PresentOverlap | null;
  /** Names of the authorities that shared the overlap when it was decided, by their codes. */
  sharersThen: ReadonlyMap<string, string>;
  /** Of a merge or a confirmation: of authorities that shared the overlap by a plan in force then, names and the plan that is in force now, held whole, and without it. */
  droppedBy: readonly { name: string; planTitle: string }[];
  /** Of a merge or a confirmation: what later decisions took out of the overlap that it is about, those first that tell of single statements; of a rejection, the splits among them. */
  laterActs: readonly LaterAct[];
  /** Of a merge: what the overlap that went is called. */
  wentTitle: string | null;
  /** Of an overlap that is no more: the merge that took it into another, by whom, when and why. */
  mergedBy: string | null;
  /** Of a merge: whether the ids of both overlaps now lead to one. */
  isMerged: boolean;
  /** Core groups of a split that some statement has by its own words, wherever it stands, and whether splits and merges brought it there. */
  coreKeys: ReadonlyMap<string, { isMoved: boolean }>;
  /** Of a split: whether its part was merged into another overlap. */
  isMergedOn: boolean;
  /** Of a split: the ids under which the overlap it took from, and its part, now stand. */
  placesOfSplit: { whole: string; part: string } | null;
  /** Of a split: by priority, the later decision by which it left the part, by whom, when and why. */
  takenAway: ReadonlyMap<string, string>;
  /** What authorities say again, in later plans, of the priorities that it names. */
  saidAgain: readonly SaidAgain[];
}

/** A statement in the words of a priority that a decision names, of the same authority, in a later plan, or in any other where that priority is gone. */
export interface SaidAgain {
  /** Id of the priority that the decision names. */
  insteadOf: string;
  priority: PresentPriority;
  planTitle: string;
  /** Names of those whose both are. */
  authorities: readonly string[];
  /** Whether a decision settles the same of it. */
  isDecided: boolean;
}

export interface Flag {
  kind: 'words-changed' | 'publisher-codes-otherwise' | 'no-longer-needed' | 'priority-gone' | 'authorities-gained' | 'authorities-lost' | 'nothing-left' | 'contradicted' | 'said-again' | 'shared-by-one' | 'no-longer-adopted';
  explanation: string;
}

type Flagged = Pick<Decision, 'kind' | 'priorityIds' | 'themeCode' | 'coreKeys' | 'basis'>;

/** How what is known now contradicts a decision in force, each in a sentence. Nothing of it changes what the decision does. */
export function flagDecision(decision: Flagged, present: Present): Flag[] {
  // Overlaps of such a theme are in no list, so nothing of them can be told.
  if (!present.isThemeKnown) return [...flagPriorities(decision, present), { kind: 'nothing-left', explanation: `The theme ${decision.themeCode} is in no source's themes.csv any more, so nothing of it is in any list.` }];
  return [...flagPriorities(decision, present), ...flagByKind(decision, present), ...flagSaidAgain(decision, present)];
}

/** A decision never reaches further than the statement it was made of: what stands otherwise in another plan is pointed out. */
function flagSaidAgain(decision: Flagged, present: Present): Flag[] {
  return present.saidAgain.filter((again) => !again.isDecided && !standsAsDecided(decision, again, present)).map(({ priority: { id, title }, planTitle, authorities }) => ({
    kind: 'said-again',
    explanation: `${listed(authorities)} ${authorities.length === 1 ? 'says' : 'say'} “${title}” in “${planTitle}” (${id}), too, to which this decision does not reach. Decide there, too, if it holds.`,
  }));
}

function standsAsDecided({ kind, themeCode, priorityIds }: Flagged, { insteadOf, priority }: SaidAgain, { priorities, placesOfSplit }: Present): boolean {
  if (placesOfSplit) return priority.places.some(({ overlapId }) => overlapId === placesOfSplit.part) || !priority.places.some(({ overlapId }) => overlapId === placesOfSplit.whole);
  if (kind === 'set-theme' || kind === 'refuse-theme') return priority.themes.some((theme) => theme.themeCode === themeCode) === (kind === 'set-theme');
  const other = priorities[priorityIds.findIndex((id) => id !== insteadOf)];
  return !other || areTogether(priority, other) === (kind === 'link-priorities');
}

/** Priorities that are not there, and those whose words changed or that are adopted no longer. */
function flagPriorities({ priorityIds, basis }: Flagged, { priorities }: Present): Flag[] {
  return priorityIds.flatMap((id, index): Flag[] => {
    const then = basis.words?.[id];
    const now = priorities[index];
    if (!now) return [{ kind: 'priority-gone', explanation: `${then ? `“${then.title}”` : 'A priority'} (${id}) is not there: its publisher withdrew it, or has not sent it yet. The decision waits for it.` }];
    return [...flagWords(then, now), ...flagAdoption(then, now)];
  });
}

type Then = NonNullable<Decision['basis']['words']>[string];

function flagWords(then: Then | undefined, now: PresentPriority): Flag[] {
  if (!then || then.hash === now.wordsHash) return [];
  const changed = then.title === now.title ? `The description, heading, ages or group of “${now.title}” changed since.` : `It read “${then.title}” then, and reads “${now.title}” now.`;
  return [{ kind: 'words-changed', explanation: changed }];
}

/** What its authority has not adopted makes no overlap, however it is coded and with whom it is put together. */
function flagAdoption(then: Then | undefined, now: PresentPriority): Flag[] {
  if (!then?.isAdopted || now.isAdopted) return [];
  return [{ kind: 'no-longer-adopted', explanation: `“${now.title}” was adopted by its authority then, and is not known to be now: it stands beside overlaps as context, and makes none.` }];
}

function flagByKind(decision: Flagged, present: Present): Flag[] {
  switch (decision.kind) {
    case 'set-theme':
    case 'refuse-theme':
      return flagTheme(decision, present.priorities[0] ?? null);
    case 'link-priorities':
    case 'unlink-priorities':
      return flagPair(decision, present.priorities);
    case 'split-overlap':
      return flagSplit(decision, present);
    case 'merge-overlaps':
      if (present.overlap !== null) return [{ kind: 'contradicted', explanation: 'The overlap that went has statements of its own all the same.' }];
      if (!present.isMerged) return [{ kind: 'nothing-left', explanation: 'The overlap that was to go is no more: it was the part of a split that counts no longer.' }];
      if (present.otherOverlap === null) return [{ kind: 'nothing-left', explanation: 'The overlap that stays has no statement any more.' }];
      // What was then split off was parted on purpose.
      return flagLost(present.otherOverlap, present, { isToldOfSplits: false, inWords: (who, share) => `Of the authorities that shared “${present.wentTitle}”, ${who} ${share} the overlap it went into no longer.` });
    case 'confirm-overlap':
    case 'reject-overlap':
    case 'rename-overlap':
      return flagOverlap(decision, present);
    case 'undo':
      return [];
  }
}

function flagTheme({ kind, themeCode, basis }: Flagged, now: PresentPriority | null): Flag[] {
  if (!now || themeCode === null) return [];
  const isSet = kind === 'set-theme';
  const flags: Flag[] = [];
  const isCoded = now.publisherThemes.includes(themeCode);
  // Where it gave other themes then as now, or this one then as now, it says of this one what it said.
  const saysOtherwise = basis.publisherThemes !== undefined && basis.publisherThemes.includes(themeCode) !== isCoded;
  const saysForTheFirstTime = basis.publisherThemes?.length === 0;
  if (isSet && now.publisherThemes.length === 0 && basis.publisherThemes?.includes(themeCode)) {
    flags.push({ kind: 'publisher-codes-otherwise', explanation: `Its publisher coded it ${themeCode} then, and gives it no theme now.` });
  }
  if ((saysOtherwise || saysForTheFirstTime) && now.publisherThemes.length > 0 && isCoded !== isSet) {
    flags.push({ kind: 'publisher-codes-otherwise', explanation: isSet ? `Its publisher now codes it ${now.publisherThemes.join(', ')}, and not ${themeCode}.` : `Its publisher now codes it ${themeCode}.` });
  }
  const engineAgrees = now.engineThemes.includes(themeCode) === isSet;
  // What the decision was made for has come about by itself: with a set theme the hub reads it too, with a refused one it does not.
  const agreedThen = basis.engineAgreed === isSet;
  if (basis.engineAgreed !== undefined && engineAgrees && !agreedThen) {
    flags.push({ kind: 'no-longer-needed', explanation: isSet ? `The hub, left to itself, now reads ${themeCode} in it, too.` : `The hub, left to itself, reads ${themeCode} in it no longer.` });
  }
  return flags;
}

function flagPair({ kind, themeCode, basis }: Flagged, [first, second]: readonly (PresentPriority | null)[]): Flag[] {
  if (!first || !second) return [];
  const isLink = kind === 'link-priorities';
  // By its own words, or by a link to another.
  if (isLink && ![...first.themes, ...first.places].some((place) => place.themeCode === themeCode && place.coreKey !== null)) {
    return [{ kind: 'nothing-left', explanation: `“${first.title}” is in no core group of ${themeCode} any more, so there is nothing to join.` }];
  }
  if (areTogether(first, second) !== isLink) return [{ kind: 'contradicted', explanation: isLink ? 'A later decision keeps the two apart.' : 'A later decision brings the two together.' }];
  const engineAgrees = wordsAgree(first, second) === isLink;
  const agreedThen = basis.engineAgreed === isLink;
  // With themes that reviewers set or refused it is not left to itself.
  const isByHand = first.isThemedByHand || second.isThemedByHand;
  if (basis.engineAgreed === undefined || !engineAgrees || agreedThen || isByHand) return [];
  return [{ kind: 'no-longer-needed', explanation: isLink ? 'The hub, left to itself, now puts both into one core group.' : 'The hub, left to itself, puts the two into one core group no longer.' }];
}

/** Whether both stand in one core group. */
function areTogether(first: PresentPriority, second: PresentPriority): boolean {
  return first.places.some((place) => place.coreKey !== null && second.places.some((other) => other.overlapId === place.overlapId && other.coreKey === place.coreKey));
}

/** Whether both are in one core group by their own words. */
export function wordsAgree(first: Pick<PresentPriority, 'themes'>, second: Pick<PresentPriority, 'themes'>): boolean {
  return first.themes.some(({ coreKey }) => coreKey !== null && second.themes.some((theme) => theme.coreKey === coreKey));
}

function flagSplit({ coreKeys, priorityIds, themeCode }: Flagged, { coreKeys: present, otherOverlap, isMergedOn, priorities, takenAway }: Present): Flag[] {
  const gone = coreKeys.filter((key) => !present.has(key));
  const flags: Flag[] = gone.length === 0 ? [] : [{ kind: 'nothing-left', explanation: `No statement has the core group ${gone.join(', ')} any more.` }];
  // Its part was merged on purpose, with all that it takes out.
  if (isMergedOn) return flags;
  if (otherOverlap !== null) return [...flags, ...flagPart(otherOverlap, priorityIds, takenAway), ...flagMissing(otherOverlap, { priorities, themeCode, takenAway })];
  const byActs = takenAway.size === 0 ? '' : ` That is by a later decision: ${toldActs(takenAway.values())}`;
  if (gone.length < coreKeys.length) {
    const isMoved = [...present.values()].some((key) => key.isMoved);
    flags.push(isMoved ? { kind: 'contradicted', explanation: `What it was to take out stands elsewhere by another decision.${byActs}` } : { kind: 'nothing-left', explanation: 'What it was to take out is in the overlap no more: nothing brings it there since another decision was taken back.' });
  }
  if (coreKeys.length === 0 && priorities.some((priority) => priority !== null)) flags.push({ kind: byActs === '' ? 'nothing-left' : 'contradicted', explanation: `None of the ${priorityIds.length} priorities that it takes out is in the overlap any more.${byActs}` });
  return flags;
}

/** A part of which fewer than two share what is left, or that a later decision took from what the split names. */
function flagPart({ authorities, parties }: PresentOverlap, priorityIds: readonly string[], takenAway: ReadonlyMap<string, string>): Flag[] {
  if (parties < 2) {
    const who = authorities.size === 0 ? 'adopted by no authority' : `of ${listed([...authorities.values()])} alone${authorities.size > 1 ? ', in a plan that they have together or one in place of another' : ''}`;
    const byActs = takenAway.size === 0 ? '.' : `, or the later decision by which others left it: ${toldActs(takenAway.values())}`;
    return [{ kind: 'shared-by-one', explanation: `What it takes out is ${who}: until another shares it, it is no overlap, and these statements stand in none. Undo the split to have them back${byActs}` }];
  }
  const named = priorityIds.flatMap((id) => takenAway.get(id) ?? []);
  return named.length === 0 ? [] : [{ kind: 'contradicted', explanation: `What it takes out stands elsewhere by a later decision: ${toldActs(named)}` }];
}

/** What a split names and is there, and stands in its part no more though nobody took it from there: it has the theme no longer, or had it by a link alone that the split overruled. What another decision took on has it. */
function flagMissing({ members }: PresentOverlap, { priorities, themeCode, takenAway }: Pick<Present, 'priorities' | 'takenAway'> & Pick<Flagged, 'themeCode'>): Flag[] {
  const missing = priorities.filter((priority) => priority !== null && !members.has(priority.id) && !takenAway.has(priority.id) && !priority.places.some((place) => place.themeCode === themeCode)).map((priority) => `“${priority!.title}”`);
  if (missing.length === 0) return [];
  const more = missing.length > mostActsTold ? ` and ${missing.length - mostActsTold} more` : '';
  return [{ kind: 'nothing-left', explanation: `Of what it names, ${more ? missing.slice(0, mostActsTold).join(', ') + more : listed(missing)} ${missing.length === 1 ? 'is' : 'are'} not in it: ${themeCode} is not read there.` }];
}

/** More would be read by nobody. */
const mostActsTold = 3;

function toldActs(told: Iterable<string>): string {
  const all = [...new Set(told)];
  return [...all.slice(0, mostActsTold), ...(all.length > mostActsTold ? [`And ${all.length - mostActsTold} more.`] : [])].join(' ');
}

function flagOverlap({ kind, basis }: Flagged, present: Present): Flag[] {
  const { overlap: now, mergedBy } = present;
  if (now === null) return [{ kind: 'nothing-left', explanation: mergedBy === null ? 'The overlap has no statement any more.' : `The overlap went into another, by a later decision: ${mergedBy}` }];
  if (kind === 'confirm-overlap') return flagLost(now, present, { isToldOfSplits: true, inWords: (who, share) => `Since it was confirmed, ${who} ${share} it no longer.` });
  if (kind !== 'reject-overlap') return [];
  const gained = [...now.authorities].filter(([code]) => basis.authorities !== undefined && !basis.authorities.includes(code)).map(([, name]) => name);
  const flags: Flag[] = gained.length === 0 ? [] : [{ kind: 'authorities-gained', explanation: `Since it was rejected it is shared by ${gained.join(', ')}, too.` }];
  // What one authority has alone is in no list either.
  const shared = present.laterActs.filter(({ authorities }) => authorities.size > 1);
  if (shared.length > 0) flags.push({ kind: 'contradicted', explanation: `Some of it stands elsewhere by a later decision: ${toldActs(shared.map(({ told }) => told))}` });
  return flags;
}

/** Authorities that shared an overlap when it was decided and do not now, with who is left: those that one later decision took out together, and those of whom the data changed. */
function flagLost({ authorities, unlisted, parties }: PresentOverlap, { sharersThen, laterActs, droppedBy }: Present, { isToldOfSplits, inWords }: { isToldOfSplits: boolean; inWords: (who: string, share: 'share' | 'shares') => string }): Flag[] {
  const lost = [...sharersThen].filter(([code]) => !authorities.has(code) && !unlisted.has(code));
  const byAct = Map.groupBy(lost, ([code]) => laterActs.find((act) => act.authorities.has(code)));
  const who = listed([...authorities.values()]);
  const left = authorities.size === 0 ? 'Nobody does.' : authorities.size === 1 ? `Only ${who} does, and an overlap needs two.` : parties < 2 ? `Only ${who} do, in a plan that they have together or one in place of another, and an overlap needs another.` : `${authorities.size} authorities do.`;
  const losses = [...byAct].filter(([act]) => isToldOfSplits || !act?.isSplit).map(([act, some]): Flag => ({
    kind: 'authorities-lost',
    explanation: `${inWords(listed(some.map(([, name]) => name)), some.length === 1 ? 'shares' : 'share')} ${left}${act ? ` That is by a later decision: ${act.told}` : ''}`,
  }));
  if (droppedBy.length === 0) return losses;
  const [names, plans] = [droppedBy.map(({ name }) => name), droppedBy.map(({ planTitle }) => `“${planTitle}”`)];
  return [{ kind: 'authorities-lost', explanation: `By what is in force now, ${listed(names)} ${names.length === 1 ? 'shares' : 'share'} it no longer: ${listed(plans)}, held whole, ${plans.length === 1 ? 'is' : 'are'} without it.` }, ...losses];
}
