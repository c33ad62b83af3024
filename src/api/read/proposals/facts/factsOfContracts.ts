import type { Fact } from '../../../../commissioning/proposals/Fact.ts';
import { listed } from '../../../../performance/provision/words.ts';
import { inAll, known, namesOf, notKnown, onlyOne, sentences, sourceOf, type Answer } from './fact.ts';

type EndingOfTheme = Answer['contractsEnding'][number];
type Ending = EndingOfTheme['contracts'][number];

/** Contracts that end in the days asked about, theme by theme, and how many services do not say when theirs does. */
export function factsOfContracts({ contractsEnding, withoutEnd, services }: Answer): Fact[] {
  // One service of two themes has one contract.
  const contracts = new Map(contractsEnding.flatMap((theme) => theme.contracts.map((contract) => [contract.service.id, contract])));
  return [
    ...contractsEnding.map(factOfTheme),
    ...[...contracts.values()].map(factOfContract),
    inAll({ section: 'contracts', what: 'contracts' }, { nodes: [...contracts.values()], totalCount: contracts.size }, 'contracts that end in the days asked about'),
    ...(withoutEnd.totalCount === 0 ? [] : [notKnown({ section: 'contracts', what: 'without-end', label: 'Services that state no end of a contract' }, `Of ${services.totalCount} services of these themes ${withoutEnd.totalCount} ${withoutEnd.totalCount === 1 ? 'states' : 'state'} no end of a contract.`)]),
  ];
}

/** By when notice must be given is told as a day: whether it has gone by is for the reader's day to say. */
function factOfTheme({ theme, noticeBy, withoutEnd, couldBeJoint, contracts }: EndingOfTheme): Fact {
  const names = [...new Set(contracts.flatMap(({ authorities }) => authorities.map(({ name }) => name)))].sort();
  const withoutNotice = contracts.filter((contract) => contract.noticeBy === null).length;
  const unknown = withoutEnd.reduce((sum, { services }) => sum + services, 0);
  const text = sentences(
    `${contracts.length} ${contracts.length === 1 ? 'contract' : 'contracts'} of ${listed(names)} ${contracts.length === 1 ? 'ends' : 'end'} in the days asked about.`,
    noticeBy === null ? `By when notice must be given is not stated of ${withoutNotice}.` : `The last day for notice of ${contracts.length === 1 ? 'it' : 'all'} is ${noticeBy}.`,
    unknown > 0 && `Of ${unknown} more ${unknown === 1 ? 'service' : 'services'} of the theme no end of a contract is stated.`,
    couldBeJoint && 'They could be bought together, if the same is bought.',
  );
  return known({ section: 'contracts', what: theme.code, label: `Contracts that end: ${theme.label}` }, { text, verdict: couldBeJoint ? 'could-be-joint' : 'not-joint' });
}

function factOfContract({ end, noticeBy, extension, authorities, service }: Ending): Fact {
  const text = sentences(`Ends ${end}.`, noticeBy === null ? 'The last day for notice is not stated.' : `Notice by ${noticeBy}.`, extension !== null && `May be extended: ${extension}.`, `Of ${namesOf(authorities)}.`, service.provider !== null && `Provider: ${service.provider}.`);
  return known({ section: 'contracts', bodyCode: onlyOne(authorities), what: `service/${service.id}`, label: `Contract: ${service.name}` }, { text, period: end, source: sourceOf(service.provenance) });
}
