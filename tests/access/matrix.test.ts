import { expect, test } from 'vitest';
import { apiOver, type Answer, type TestApi } from '../support/api.ts';
import { everyValue } from '../support/embargoed.ts';
import { fieldsByAlias, queriesForTheRest, queryAlong, queryOf, type Asking } from '../support/everyField.ts';
import { letters, openHubOfSecrets, secrets, secretsIn, type Secret } from '../support/secrets.ts';
import { asTable, asViewer, codes, kinds, legend } from '../support/viewers.ts';
import { whoSees } from './policyTable.ts';

const today = '2025-06-01';
const limits = { maxCost: 1e12, maxDepth: 30, maxTokens: 1e6, maxAliases: 10_000 };
/** What tells of the hub's work differs between two hubs, so that it is asked by itself. And a version that the public may not see is an error, which would hide all that stands beside it. */
const byThemselves = new Set(['provenance', 'dataVersion', 'frozenAt', 'harvest', 'harvests', 'lastHarvest', 'source', 'sources', 'issues', 'records', 'Proposal.differences']);
const values = { ...everyValue, 'proposal.id': '"dormouse-draft"', 'decision.id': '"raven"', 'Priority.disputes.withdrawn': 'true', 'Proposal.differences.from': '1', 'Proposal.evidenceDifferences.from': '1', 'Source.rows.noun': '"priorities"', 'Group.agenda.date': '"2025-06-10"', 'Outcome.counterparts.in': '"ecm"', 'ValueForMoney.spendAgainstOutcome.indicator': '"NI 117"' };

/** Where what is not everybody's hangs, deeper than a few levels. */
const deepPaths = [
  'authority plans nodes priorities nodes overlaps proposals nodes',
  'overlap members nodes priority plan priorities nodes',
  'groups nodes agenda',
  'groups nodes agenda forDecision proposal',
  'proposals nodes content',
  'proposals nodes versions nodes content',
  'proposals nodes history nodes',
  'proposals nodes evidence',
  'proposals nodes earlierEvidence nodes',
  'proposals nodes standings position',
  'proposals nodes overlaps members nodes priority',
  'source rows',
  'sources nodes issues nodes',
  'search nodes',
  // Of a union all fields are asked one level less deep.
  '_entities proposals nodes',
  '_entities members nodes priority',
  '_entities priorities nodes',
  '_entities plans nodes',
  '_entities groups nodes agenda',
];

interface Questions {
  /** Of each field of the root, with all a few levels down. */
  ofRoot: Map<string, string>;
  others: string[];
  cannotBeAsked: string[];
}

function everyQuestion({ schema }: TestApi): Questions {
  const asked = new Set<string>();
  const asking: Asking = { values, without: byThemselves, onField: (field) => asked.add(field) };
  const ofRoot = new Map(Object.values(schema.getQueryType()!.getFields()).map((field) => [field.name, queryOf(field, asking)]));
  const deep = deepPaths.map((path) => queryAlong(schema, path.split(' '), asking));
  const rest = queriesForTheRest(schema, asked, asking);
  return { ofRoot, others: [...deep, ...rest.queries], cannotBeAsked: rest.cannotBeAsked };
}

type Seen = Map<string, Record<string, string>>;

function note(seen: Seen, field: string, code: string, found: readonly Secret[]): void {
  if (found.length === 0) return;
  const row = seen.get(field) ?? {};
  row[code] = letters.filter((letter) => found.includes(letter) || row[code]?.includes(letter)).join('');
  seen.set(field, row);
}

/** Notes in which fields of an answer a viewer sees which secrets. */
function noteSeen(seen: Seen, names: ReadonlyMap<string, string>, code: string, { data, errors }: Answer): void {
  const walk = (value: unknown, field: string): void => {
    if (Array.isArray(value)) for (const one of value) walk(one, field);
    else if (typeof value === 'object' && value !== null) for (const [key, one] of Object.entries(value)) walk(one, names.get(key) ?? `Query.${key}`);
    else note(seen, field, code, secretsIn(String(value)));
  };
  walk(data, '');
  note(seen, 'errors', code, secretsIn(JSON.stringify(errors)));
}

test('each secret comes back to those who may see it, and through no field of any type to anybody else', async () => {
  const { hub } = await openHubOfSecrets();
  const { hub: plain } = await openHubOfSecrets({ secretToo: false });
  const [full, without] = [await apiOver(hub, { holds: true, today, limits }), await apiOver(plain, { holds: true, today, limits })];
  const questions = everyQuestion(full);
  // Every field of every type that a query can come to was asked.
  expect(questions.cannotBeAsked).toEqual([]);

  const [seen, seenAt, names]: [Seen, Seen, Map<string, string>] = [new Map(), new Map(), fieldsByAlias(full.schema)];
  const ask = async (query: string): Promise<Map<string, Answer>> => {
    const answers = new Map(await Promise.all(kinds.map(async (kind) => [kind.code, await full.query(query, {}, asViewer(kind, today))] as const)));
    for (const kind of kinds) {
      const answer = answers.get(kind.code)!;
      noteSeen(seen, names, kind.code, answer);
      note(seenAt, /\w+/.exec(query)![0], kind.code, secretsIn(JSON.stringify(answer)));
      const forAdministrators = /^\{ (auditEntries|accessKeys)\b/.exec(query)?.[1];
      const mayFail = forAdministrators !== undefined && kind.code !== 'adm';
      expect(answer.errors.map(({ message, extensions, path }) => [extensions?.code, path?.join('.'), message]), query.slice(0, 200)).toEqual(mayFail ? [[kind.code === 'pub' ? 'NOT_SIGNED_IN' : 'NOT_ALLOWED', forAdministrators, expect.any(String)]] : []);
    }
    return answers;
  };

  const outsiders = kinds.filter(({ code }) => letters.every((letter) => letter === 'A' || !whoSees[letter].includes(code)));
  for (const [field, query] of questions.ofRoot) {
    const answers = await ask(query);
    if (byThemselves.has(field)) continue;
    // Whoever may see none of it finds no number, order or gap that tells of it either: all is as in a hub that has none.
    for (const kind of outsiders) expect(answers.get(kind.code)!.data, `${field} as ${kind.meaning}`).toEqual((await without.query(query, {}, asViewer(kind, today))).data);
  }
  for (const query of questions.others) await ask(query);

  const everywhere = letters.map((letter) => [letter, codes.filter((code) => [...seenAt.values()].some((row) => row[code]?.includes(letter)))]);
  expect(Object.fromEntries(everywhere)).toEqual(whoSees);
  await expect(document(seenAt, seen)).toMatchFileSnapshot('matrix.snapshot.md');
}, 600_000);

function document(seenAt: Seen, seen: Seen): string {
  const sorted = (some: Seen): Seen => new Map([...some].sort(([a], [b]) => (a < b ? -1 : 1)));
  return `# Who sees which secret in which field

Written by tests/access/matrix.test.ts, which asks every field as every kind of viewer. A cell has the letters of the secrets that came back in that field; ${kinds.length} kinds of viewer were asked. Read a change of it as a change of who sees what.

${letters.map((letter) => `- ${letter}: ${secrets[letter].what}`).join('\n')}

${legend}

## By the field of the root that was asked

${asTable('field of the root', sorted(seenAt))}

## By the field that answered

${asTable('field', sorted(seen))}
`;
}
