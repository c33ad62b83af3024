import type { Fact } from '../../../../commissioning/proposals/Fact.ts';
import { fromTo, inAll, known, namesOf, sentences, sourceOf, type Answer } from './fact.ts';

/** What binds several of them already: agreements across boundaries, and joint plans. */
export function factsOfProtocols({ protocols, overlaps }: Answer): Fact[] {
  const joint = new Map(overlaps.nodes.flatMap(({ jointPlans }) => jointPlans.map((plan) => [plan.id, plan])));
  return [
    ...protocols.nodes.map(({ id, title, summary, validFrom, validTo, sourceYear, authorities, provenance }) =>
      known(
        { section: 'protocols', what: id, label: title },
        { text: sentences(summary && `${summary.replace(/\.$/, '')}.`, authorities.length === 1 ? `Of ${namesOf(authorities)}; no other is named.` : `Between ${namesOf(authorities)}.`, whether(validTo, sourceYear)), period: fromTo(validFrom, validTo), verdict: 'agreement', source: sourceOf(provenance) },
      )),
    ...[...joint.values()].map(({ id, title, validFrom, validTo, authorities, provenance }) =>
      known({ section: 'protocols', what: `plan/${id}`, label: `Joint plan: ${title}` }, { text: `Already commits ${namesOf(authorities)}.`, period: fromTo(validFrom, validTo), verdict: 'joint-plan', source: sourceOf(provenance) })),
    inAll({ section: 'protocols', what: 'agreements' }, protocols, 'agreements about these themes'),
  ];
}

function whether(validTo: string | null, sourceYear: number | null): string {
  if (validTo !== null) return `It ends ${validTo}.`;
  return sourceYear === null ? 'Whether it still holds is not stated, and nothing dates it.' : `Whether it still holds is not stated; its source is of ${sourceYear}.`;
}
