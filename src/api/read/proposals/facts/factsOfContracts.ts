import type { Fact } from '../../../../commissioning/proposals/Fact.ts';
import { inAll, known, namesOf, notKnown, onlyOne, sentences, sourceOf, type Answer } from './fact.ts';

type Ending = Answer['contractsEnding'][number]['contracts'][number];

/** Contracts that end in the days asked about, theme by theme, and how many services do not say when theirs does. */
export function factsOfContracts({ contractsEnding, withoutEnd, services }: Answer): Fact[] {
  // One service of two themes has one contract.
  const contracts = new Map(contractsEnding.flatMap((theme) => theme.contracts.map((contract) => [contract.service.id, contract])));
  return [
    ...contractsEnding.map(({ theme, explanation, couldBeJoint }) => known({ section: 'contracts', what: theme.code, label: `Contracts that end: ${theme.label}` }, { text: explanation, verdict: couldBeJoint ? 'could-be-joint' : 'not-joint' })),
    ...[...contracts.values()].map(factOfContract),
    inAll({ section: 'contracts', what: 'contracts' }, { nodes: [...contracts.values()], totalCount: contracts.size }, 'contracts that end in the days asked about'),
    ...(withoutEnd.totalCount === 0 ? [] : [notKnown({ section: 'contracts', what: 'without-end', label: 'Services that state no end of a contract' }, `Of ${services.totalCount} services of these themes ${withoutEnd.totalCount} ${withoutEnd.totalCount === 1 ? 'states' : 'state'} no end of a contract.`)]),
  ];
}

function factOfContract({ end, noticeBy, extension, authorities, service }: Ending): Fact {
  const text = sentences(`Ends ${end}.`, noticeBy === null ? 'The last day for notice is not stated.' : `Notice by ${noticeBy}.`, extension !== null && `May be extended: ${extension}.`, `Of ${namesOf(authorities)}.`, service.provider !== null && `Provider: ${service.provider}.`);
  return known({ section: 'contracts', bodyCode: onlyOne(authorities), what: `service/${service.id}`, label: `Contract: ${service.name}` }, { text, period: end, source: sourceOf(service.provenance) });
}
