import type { Fact } from '../../../../commissioning/proposals/Fact.ts';
import { asVerdict, known, notKnown, whereCut, sentences, type Answer } from './fact.ts';

type Balance = Answer['serviceFlows']['balances'][number];

/** Who crosses boundaries to be served, as far as anybody told of it. */
export function factsOfUse({ serviceFlows, flows }: Answer): Fact[] {
  const { basis, balances, mainlyOutside } = serviceFlows;
  const about = { section: 'use', what: 'basis', label: 'What is told of use across boundaries' } as const;
  return [
    basis.rows === 0 ? notKnown(about, basis.explanation) : known(about, { text: basis.explanation, period: basis.period }),
    ...balances.flatMap((balance) => factsOfBalance(balance, basis.period)),
    ...flows.nodes.filter(({ crossBoundary }) => crossBoundary).map(({ home, place, users, isThin, explanation }) =>
      known(
        { section: 'use', bodyCode: home?.code ?? null, what: `to/${place?.code ?? 'not-known'}`, label: `Users from ${home?.name ?? 'a home not known'} served in ${place?.name ?? 'a place not known'}` },
        { value: users, unit: 'users', period: basis.period, text: sentences(explanation, isThin && 'Fewer than ten users say little.') },
      )),
    ...mainlyOutside.flatMap(({ service, shareOutside, explanation }) =>
      service === null ? [] : [known({ section: 'use', what: `outside/${service.id}`, label: `Mainly used from outside: ${service.name}` }, { value: shareOutside, unit: 'percent of users', period: basis.period, text: explanation, verdict: 'mainly-outside' })]),
    ...whereCut({ section: 'use', what: 'flows' }, flows, 'flows of users'),
  ];
}

function factsOfBalance({ authority, comingIn, goingOut, net, standing, explanation }: Balance, period: string | null): Fact[] {
  if (authority === null) return [];
  const about = (what: string, label: string) => ({ section: 'use', bodyCode: authority.code, what, label: `${label}, ${authority.name}` }) as const;
  const users = (what: string, label: string, value: number | null): Fact[] => (value === null ? [] : [known(about(what, label), { value, unit: 'users', period, text: '' })]);
  return [
    standing === 'CANNOT_SAY' ? notKnown(about('balance', 'Users who come, less those who go'), explanation) : known(about('balance', 'Users who come, less those who go'), { value: net, unit: 'users', period, text: explanation, verdict: asVerdict(standing) }),
    ...users('coming-in', 'Users who come from other authorities', comingIn),
    ...users('going-out', 'Users who go to other authorities', goingOut),
  ];
}
