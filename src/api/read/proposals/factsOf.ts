import { factSections, type Fact } from '../../../commissioning/proposals/Fact.ts';
import type { ProposalEvidenceQuery } from '../../generated/operations.ts';
import { england } from '../places.ts';
import type { NameOf } from './facts/fact.ts';
import { factsOfChildren } from './facts/factsOfChildren.ts';
import { factsOfContracts } from './facts/factsOfContracts.ts';
import { factsOfCoverage } from './facts/factsOfCoverage.ts';
import { factsOfIndicators } from './facts/factsOfIndicators.ts';
import { factsOfMoney } from './facts/factsOfMoney.ts';
import { factsOfPriorities } from './facts/factsOfPriorities.ts';
import { factsOfProtocols } from './facts/factsOfProtocols.ts';
import { factsOfServices } from './facts/factsOfServices.ts';
import { factsOfUse } from './facts/factsOfUse.ts';

const readers: readonly ((answer: ProposalEvidenceQuery, nameOf: NameOf, today: string) => Fact[])[] = [
  factsOfPriorities, factsOfCoverage, factsOfIndicators, factsOfChildren, factsOfServices, factsOfContracts, factsOfUse, factsOfMoney, factsOfProtocols,
];

/**
 * Everything that the answer of a day says, one fact for each thing it tells of, in one order: by section, then all together before each body
 * by its code, then by label and key. No fact names the day itself or what is counted from it, or the same data would say otherwise on the next.
 */
export function factsOf(answer: ProposalEvidenceQuery, today: string): Fact[] {
  const names = namesIn(answer);
  return readers.flatMap((read) => read(answer, (code) => names.get(code) ?? code, today)).toSorted(inOrder);
}

function namesIn({ authorities }: ProposalEvidenceQuery): Map<string, string> {
  const places = authorities.nodes.flatMap(({ code, name, region }) => [{ code, name }, ...(region === null ? [] : [region])]);
  return new Map([[england, 'England'], ...places.map(({ code, name }) => [code, name] as const)]);
}

/** Compared by code units, so that it is the same wherever it runs. */
function inOrder(a: Fact, b: Fact): number {
  const sections = factSections.indexOf(a.section) - factSections.indexOf(b.section);
  return sections || compare(a.bodyCode ?? '', b.bodyCode ?? '') || compare(a.label, b.label) || compare(a.key, b.key);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
