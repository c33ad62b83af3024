import type { Fact } from '../../../../commissioning/proposals/Fact.ts';
import { fourFigures } from '../../../../performance/fourFigures.ts';
import { overlapIdOf } from '../../../../overlap/decisions/Decision.ts';
import { asVerdict, fromTo, isCut, known, notKnown, sentences, type Answer, type NameOf } from './fact.ts';
import { isNotShared } from './factsOfPriorities.ts';

/** Which documents of each body the hub holds, and who shares each theme, who does not, and of whom nobody can tell. */
export function factsOfCoverage(answer: Answer, nameOf: NameOf, today: string): Fact[] {
  const { coverage, days, nodes } = answer.overlaps;
  return [
    daysOf(days, today),
    ...coverage.map((one) => documentsOf(one, nameOf)),
    ...nodes.flatMap((overlap) => sharingOf(overlap, nameOf)),
    ...answer.themes.nodes.filter((theme) => isNotShared(answer.overlaps, theme)).flatMap((theme) => statingOf(answer, theme, nameOf)),
  ];
}

/** The day of asking is told as that: which one it is stands with the evidence, and on another the same plans may be looked at. */
function daysOf({ from, to, explanation }: Answer['overlaps']['days'], today: string): Fact {
  const about = { section: 'coverage', what: 'days', label: 'The days on which plans are looked at' } as const;
  if (from === today && to === today) return known(about, { text: explanation.replace(today, 'the day on which it was asked').replace(/^the/, 'The') });
  return known(about, { text: explanation, period: from === to ? from : `${from} to ${to}` });
}

function documentsOf({ authority: { code }, state, statement, plans }: Answer['overlaps']['coverage'][number], nameOf: NameOf): Fact {
  const about = { section: 'coverage', bodyCode: code, what: 'documents', label: `Documents in force, ${nameOf(code)}` } as const;
  if (state === 'NO_DOCUMENT' || state === 'NOT_THEN') return notKnown(about, statement);
  return known(about, { text: statement, verdict: asVerdict(state), source: plans.map(({ title, validFrom, validTo }) => `${title}${validFrom === null && validTo === null ? '' : ` (${fromTo(validFrom, validTo)})`}`).join('; ') || null });
}

function sharingOf({ id, title, strength, coverage }: Answer['overlaps']['nodes'][number], nameOf: NameOf): Fact[] {
  const { sharing, notSharing, unknown } = coverage;
  const about = (bodyCode: string) => ({ section: 'coverage', bodyCode, what: id, label: `${title}, ${nameOf(bodyCode)}` }) as const;
  return [
    known({ section: 'coverage', what: id, label: `${title}: bodies that share it` }, { value: sharing.length, unit: 'authorities', text: `${sharing.length} of ${sharing.length + notSharing.length + unknown.length} are known to share it; of ${unknown.length} it is not known. Strength ${fourFigures(strength)}, of 1.` }),
    ...sharing.map(({ authority, statements, through, isUncertain }) =>
      known(about(authority.code), { value: statements, unit: 'statements', text: sentences(through === 'JOINT_PLAN' ? 'Shares it, but only through a joint plan.' : 'Shares it, by a plan of its own.', isUncertain && 'The hub is not sure of any of its readings.'), verdict: 'shares' })),
    ...notSharing.map(({ authority, reason }) => known(about(authority.code), { text: reason, verdict: 'does-not-share' })),
    ...unknown.map(({ authority, reason }) => notKnown(about(authority.code), reason)),
  ];
}

/** Of a theme that no two of them are known to share. Whether one that is not known to state it has none, a document held in part cannot tell. */
function statingOf({ overlaps, stated }: Answer, { code, label }: Answer['themes']['nodes'][number], nameOf: NameOf): Fact[] {
  const statements = stated.nodes.filter(({ themes }) => themes.some(({ theme }) => theme.code === code));
  return overlaps.coverage.map(({ authority, statement }) => {
    const about = { section: 'coverage', bodyCode: authority.code, what: overlapIdOf(code), label: `${label}, ${nameOf(authority.code)}` } as const;
    const own = statements.filter(({ plan }) => plan?.authorities.some((one) => one.code === authority.code)).length;
    if (own === 0) return notKnown(about, `${isCut(stated) ? `Among the first ${stated.nodes.length} statements there is none about it in force.` : 'The hub knows of no statement about it in force.'} ${statement}`);
    return known(about, { value: own, unit: 'statements', text: 'States it; no other of these bodies is known to.', verdict: 'states' });
  });
}
