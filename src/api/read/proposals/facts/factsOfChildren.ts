import type { Fact } from '../../../../commissioning/proposals/Fact.ts';
import { overlapIdOf } from '../../../../overlap/decisions/Decision.ts';
import { known, notKnown, type Answer, type NameOf } from './fact.ts';
import { isNotShared } from './factsOfPriorities.ts';

/** How many children what they share may concern, together and body by body, and what indicators count. */
export function factsOfChildren({ overlaps, themes }: Answer, nameOf: NameOf): Fact[] {
  return [
    ...overlaps.nodes.flatMap((overlap) => factsOfOverlap(overlap, nameOf)),
    ...themes.nodes.filter((theme) => isNotShared(overlaps, theme)).map(({ code, label }) =>
      notKnown({ section: 'children', what: overlapIdOf(code), label: `Children concerned: ${label}` }, 'Not known: children are counted by the ages that shared statements are for, and these bodies are not known to share any.')),
  ];
}

function factsOfOverlap({ id, title, childrenConcerned }: Answer['overlaps']['nodes'][number], nameOf: NameOf): Fact[] {
  const { children, explanation, counted, notCounted, byIndicator } = childrenConcerned;
  const together = { section: 'children', what: id, label: `Children concerned: ${title}` } as const;
  const about = (bodyCode: string) => ({ section: 'children', bodyCode, what: id, label: `Children concerned: ${title}, ${nameOf(bodyCode)}` }) as const;
  return [
    children === null ? notKnown(together, explanation) : known(together, { value: children, unit: 'children', text: explanation }),
    ...counted.map(({ authority, children: count, ages, period, source }) => known(about(authority.code), { value: count, unit: 'children', period, text: `Children aged ${ages} who live there: whom it may concern, not how many are in need.`, source })),
    ...notCounted.map(({ authority, reason }) => notKnown(about(authority.code), reason)),
    ...byIndicator.map((one) => known({ section: 'children', what: `${id}/${one.indicator.code}`, label: `${title}: ${one.indicator.title}` }, { value: one.children, unit: 'children', text: one.explanation, source: one.indicator.sourceBody })),
  ];
}
