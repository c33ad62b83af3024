import { listed } from '../../words.ts';
import type { Decision } from './Decision.ts';
import type { Leaving, Tying } from './splitsLeft.ts';

const mostTold = 5;

/**
 * Why an act is refused, and what to do, in words that name the decisions in force that it contradicts, as far as the reviewer may see them:
 * such as would count no longer, and splits from which a link would take what they name.
 */
export function contradictionOf(against: readonly Decision[], leaving: Leaving<Decision> | null, isSeen: (decision: Decision) => boolean): string {
  const left = [...(leaving?.splits ?? [])].filter(([split]) => isSeen(split));
  const contradicts = `This contradicts ${[...against.filter(isSeen), ...left.map(([split]) => split)].map(nameOf).join(', and ')}.`;
  if (leaving === null || left.length === 0) return `${contradicts} Undo that first, or send overrule: true: the later decision then counts.`;
  const taken = left.map(([split, priorityIds]) => ` It would take ${toldOf(split, priorityIds)} out of “${split.title}”.`);
  const turn = leaving.mayTurn && against.length === 0 ? 'Link the other way round, undo' : 'Undo';
  return `${contradicts}${taken.join('')}${whyTheyFollow(left.flatMap(([, priorityIds]) => priorityIds), leaving.tying, isSeen)} ${turn} one of these first, or send overrule: true: the later decision then counts, and the split for the rest.`;
}

function toldOf({ basis }: Decision, priorityIds: readonly string[]): string {
  const told = priorityIds.slice(0, mostTold).map((id) => `“${basis.words?.[id]?.title ?? id}” (${id})`);
  return listed(priorityIds.length > mostTold ? [...told, `${priorityIds.length - mostTold} more`] : told);
}

/** Of what the reviewer did not name, the links by which it goes along. */
function whyTheyFollow(all: readonly string[], { link, followers, linksOfFollower }: Tying<Decision>, isSeen: (decision: Decision) => boolean): string {
  const unnamed = new Set(followers);
  const taken = [...new Set(all)].filter((id) => unnamed.has(id));
  if (taken.length === 0) return '';
  const links = [...new Set(taken.flatMap(linksOfFollower))].filter(isSeen).slice(0, mostTold);
  return ` What you did not name hangs on ${link.priorityIds[1]} by ${links.length === 0 ? 'decisions about priorities that you may not see' : links.map(nameOf).join(', and ')}.`;
}

/** A decision in words, for a message. */
export function nameOf({ id, kind, reviewer, madeAt, note }: Decision): string {
  return `the decision ${id} (${kind.replaceAll('-', ' ')}, by ${reviewer} on ${madeAt.slice(0, 10)}: “${note.slice(0, 100)}”)`;
}
