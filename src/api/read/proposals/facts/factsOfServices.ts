import type { Fact } from '../../../../commissioning/proposals/Fact.ts';
import { asVerdict, inAll, known, namesOf, notKnown, onlyOne, sentences, sourceOf, type Answer, type NameOf } from './fact.ts';

type Service = Answer['services']['nodes'][number];

/** The services of the themes that the hub was told of, with capacity and cost where they are stated; and supply beside need. */
export function factsOfServices({ services, provision }: Answer, nameOf: NameOf): Fact[] {
  const { together, jointBesideSeparate } = provision;
  return [
    ...services.nodes.flatMap(factsOfService),
    inAll({ section: 'services', what: 'services' }, services, 'services of these themes'),
    ...provision.authorities.flatMap((place) => factsOfSupply(place, provision, nameOf)),
    readingOf({ what: 'provision', label: 'Need against supply, all taken together' }, { ...together, explanation: sentences(jointBesideSeparate, together.explanation) }),
  ];
}

function factsOfService(service: Service): Fact[] {
  const { id, name, provider, commissioner, kind, status, annualCost, capacity, capacityUnit, sourceYear, authorities, provenance } = service;
  const about = (what: string, label: string) => ({ section: 'services', bodyCode: onlyOne(authorities), what, label }) as const;
  const source = sourceOf(provenance);
  const missing = [capacity === null && 'capacity', annualCost === null && 'cost'].filter((what) => what !== false);
  const text = sentences(
    `${kind === null || kind === 'SERVICE' ? 'Service' : `${kind.charAt(0)}${kind.slice(1).toLowerCase()}, not itself a service,`} of ${namesOf(authorities)}.`,
    provider === null ? 'Provider not stated.' : `Provider: ${provider}.`,
    commissioner !== null && `Commissioner: ${commissioner}.`,
    status !== null && `Status: ${status}.`,
    missing.length > 0 && `States no ${missing.join(' and no ')}.`,
    sourceYear === null ? 'Nothing dates it.' : `Its source, cost or contract is of ${sourceYear} at the latest.`,
  );
  return [
    known(about(id, name), { text, source }),
    ...(capacity === null ? [] : [known(about(`${id}/capacity`, `Capacity: ${name}`), { value: capacity, unit: capacityUnit, text: capacityUnit === null ? 'Of what is not stated.' : '', source })]),
    ...(annualCost === null ? [] : [costOf(service, annualCost)]),
  ];
}

function costOf({ id, name, costYear, authorities, provenance }: Service, annualCost: number): Fact {
  return known({ section: 'money', bodyCode: onlyOne(authorities), what: `service/${id}`, label: `Cost of a year: ${name}` }, { value: annualCost, unit: 'pounds', period: costYear, text: costYear === null ? 'Of which year is not stated.' : '', source: sourceOf(provenance) });
}

function factsOfSupply({ authorities, reading, explanation, supply }: Answer['provision']['authorities'][number], { supplyMeasure, supplyUnit, supplyPeriod }: Answer['provision'], nameOf: NameOf): Fact[] {
  const bodyCode = authorities[0]!.code;
  // By which measure supply is told may change with the data, and then it is not the same any more.
  const measure = asVerdict(supplyMeasure);
  const about = { section: 'services', bodyCode, what: `supply/${measure}`, label: `Supply by ${measure}, ${nameOf(bodyCode)}` } as const;
  return [
    supply.own === null ? notKnown(about, supply.explanation) : known(about, { value: supply.own, unit: supplyUnit, period: supplyPeriod, text: supply.explanation, verdict: asVerdict(supply.standing) }),
    readingOf({ bodyCode, what: 'provision', label: `Need against supply, ${nameOf(bodyCode)}` }, { reading, explanation }),
  ];
}

function readingOf(about: { bodyCode?: string; what: string; label: string }, { reading, explanation }: { reading: string; explanation: string }): Fact {
  if (reading === 'CANNOT_SAY') return notKnown({ section: 'services', ...about }, explanation);
  return known({ section: 'services', ...about }, { text: explanation, verdict: asVerdict(reading) });
}
