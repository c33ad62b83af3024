import type { Fact } from '../../../../commissioning/proposals/Fact.ts';
import { inAll, known, namesOf, notKnown, onlyOne, sentences, sourceOf, type Answer } from './fact.ts';

type UnitCost = Answer['valueForMoney']['unitCosts']['types'][number];
type Sum = Answer['budgets']['nodes'][number];

/** What a user, a place and a child cost, savings and shared money, and the sums of these themes as published. What services state of their cost is told with them. */
export function factsOfMoney({ valueForMoney: { unitCosts, savings, moneyTogether }, budgets }: Answer): Fact[] {
  return [
    asFar(unitCosts.types.length > 0, { what: 'unit-costs', label: 'What is known of unit costs' }, unitCosts.explanation),
    asFar(savings.savings.length > 0, { what: 'savings', label: 'What is known of savings' }, savings.explanation),
    asFar(moneyTogether.funds.length > 0, { what: 'money-together', label: 'What is known of pooled and aligned money' }, moneyTogether.explanation),
    ...unitCosts.types.flatMap(factsOfUnitCost),
    ...budgets.nodes.map(factOfSum),
    inAll({ section: 'money', what: 'sums' }, budgets, 'sums of money for these themes'),
  ];
}

function asFar(isTold: boolean, about: { what: string; label: string }, explanation: string): Fact {
  return isTold ? known({ section: 'money', ...about }, { text: explanation }) : notKnown({ section: 'money', ...about }, explanation);
}

/** Of each authority the latest year that is known; figures come by authority and then by year. */
function factsOfUnitCost({ theme, serviceKind, per, unit, money, figures, spread }: UnitCost): Fact[] {
  const what = ['unit-cost', per.toLowerCase(), theme?.code ?? serviceKind ?? 'any', unit ?? 'no-unit', money?.toLowerCase() ?? 'any-money'].join('/');
  const label = `Cost of a ${per.toLowerCase()}${unit === null ? '' : ` (${unit})`}: ${theme?.label ?? serviceKind ?? 'no theme stated'}`;
  const latest = [...Map.groupBy(figures, ({ authority }) => authority.code).values()].map((own) => own.findLast(({ unitCost }) => unitCost !== null) ?? own.at(-1)!);
  return [
    ...latest.map(({ authority, unitCost, period, explanation }) => {
      const about = { section: 'money', bodyCode: authority.code, what, label: `${label}, ${authority.name}` } as const;
      return unitCost === null ? notKnown(about, explanation) : known(about, { value: unitCost, unit: 'pounds', period, text: explanation });
    }),
    ...(spread.median === null ? [] : [known({ section: 'money', what, label: `${label}: the middle one` }, { value: spread.median, unit: 'pounds', text: spread.explanation })]),
  ];
}

const kinds = { SPEND: 'Spent', BUDGET: 'Budgeted', POOLED: 'Pooled', ALIGNED: 'Aligned', SAVING: 'Saving' } as const;

function factOfSum({ id, kind, basis, stage, period, amount, text, authorities, themes, provenance }: Sum): Fact {
  const label = `${kinds[kind]}${stage === null ? '' : `, ${stage.toLowerCase()}`}: ${themes.map((theme) => theme.label).join(', ') || 'no theme stated'}, ${namesOf(authorities)}`;
  const said = text === null ? null : `“${text}”.`;
  return known({ section: 'money', bodyCode: onlyOne(authorities), what: `sum/${id}`, label }, { value: amount, unit: 'pounds', period, text: sentences(said, basis === 'CHANGE' && 'A change, from which the whole is not known.', authorities.length > 1 && 'Of all of them together, not of each.'), source: sourceOf(provenance) });
}
