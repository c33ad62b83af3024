import type { Fact } from '../../../../commissioning/proposals/Fact.ts';
import { overlapIdOf } from '../../../../overlap/decisions/Decision.ts';
import type { EvidenceStatementFragment } from '../../../generated/operations.ts';
import { asVerdict, fromTo, inAll, isCut, known, namesOf, notKnown, onlyOne, sentences, sourceOf, whereCut, type Answer } from './fact.ts';

type Overlap = Answer['overlaps']['nodes'][number];
type Theme = Answer['themes']['nodes'][number];

/** What the bodies' plans say of the themes in their own words: as members of what they share, else as each states it alone. */
export function factsOfPriorities({ overlaps, stated, themes }: Answer): Fact[] {
  const alone = themes.nodes.filter((theme) => isNotShared(overlaps, theme));
  return [
    ...overlaps.nodes.flatMap(factsOfOverlap),
    ...whereCut({ section: 'priorities', what: 'overlaps' }, overlaps, 'overlaps of these themes'),
    ...alone.flatMap((theme) => factsOfTheme(theme, stated)),
    ...(alone.length > 0 ? whereCut({ section: 'priorities', what: 'stated' }, stated, 'statements of these themes, shared or not,') : []),
  ];
}

/** Whether no overlap of the theme came about among the bodies: of a list that is cut, nobody can tell. */
export function isNotShared(overlaps: Answer['overlaps'], { code }: Theme): boolean {
  return !isCut(overlaps) && overlaps.nodes.every(({ theme }) => theme.code !== code);
}

function factsOfOverlap({ id, title, theme, cores, members }: Overlap): Fact[] {
  return [
    ...cores.map(({ key, title: aim, authorities }) =>
      known({ section: 'priorities', what: `${id}/core/${key}`, label: `${title}: ${aim}` }, { value: authorities.length, unit: 'authorities', text: `What ${namesOf(authorities)} would meet about: ${aim}.`, verdict: 'core' })),
    ...members.nodes.map(({ ring, coreTitle, isUncertain, evidence, priority }) => {
      const onlyRelated = evidence.find(({ kind }) => kind === 'ONLY_RELATED');
      const reason = evidence.find((one) => one !== onlyRelated);
      const place = ring === 'CORE' ? coreTitle !== null && `Core: ${coreTitle}.` : (onlyRelated?.explanation ?? 'Related.');
      const why = sentences(place, isUncertain && 'The hub is not sure of this reading.', reason?.explanation);
      return factOfStatement(priority, { themeCode: theme.code, title, verdict: asVerdict(ring), why });
    }),
    inAll({ section: 'priorities', what: id }, members, `statements in “${title}”`),
  ];
}

function factsOfTheme({ code, label }: Theme, stated: Answer['stated']): Fact[] {
  const own = stated.nodes.filter(({ themes }) => themes.some(({ theme }) => theme.code === code));
  const why = 'No overlap of these bodies holds it.';
  return [
    notKnown({ section: 'priorities', what: overlapIdOf(code), label: `${label}: what the bodies share` }, 'Not known that two of these bodies share it: of what the hub holds, no two of their plans in force together state it.'),
    ...own.map((priority) => factOfStatement(priority, { themeCode: code, title: label, verdict: 'stated', why })),
  ];
}

/** Its key names the theme, not the overlap: a statement is the same when it comes to be shared. */
function factOfStatement({ id, title, description, outcome, plan, provenance }: EvidenceStatementFragment, { themeCode, title: about, verdict, why }: { themeCode: string; title: string; verdict: string; why: string }): Fact {
  const authorities = plan?.authorities ?? [];
  const words = `“${title}”${outcome === null ? '' : ` (under “${outcome.title}”)`}.`;
  return known(
    { section: 'priorities', bodyCode: onlyOne(authorities), what: `${themeCode}/${id}`, label: `${about}: ${namesOf(authorities)}${plan === null ? '' : `, ${plan.title}`}` },
    { text: sentences(words, description, why), period: plan && fromTo(plan.validFrom, plan.validTo), verdict, source: [sourceOf(provenance), ...(plan?.url && plan.url !== provenance.document ? [plan.url] : [])].join(', ') },
  );
}
