import { walkPages } from '../../gather/walkPages.ts';
import { packageFiles } from '../../package/packageFiles.ts';
import type { Publisher, PublisherKind } from '../../package/readDescriptor.ts';
import { isText, sourcesAnswer, stateAnswer } from './answers.ts';
import { noHub, type AskHub } from './askHub.ts';
import { HubSourcesDocument, HubStateDocument, type HubSourcesQuery } from './generated/operations.ts';
import { isSourceId, publisherOf } from './settings.ts';

/** What another hub says of one of its sources. */
export interface UpstreamSource {
  id: string;
  title: string;
  version: string | null;
  licence: string | null;
  attribution: string | null;
  /** Where its publisher has it on the web. */
  link: string | null;
  publisher: Publisher;
  /** How its records of each noun are told from others, the nouns in the order of their names. */
  nouns: { noun: string; count: number; fingerprint: string }[];
}

type Node = HubSourcesQuery['sources']['nodes'][number];

const mostPages = 100_000;
const kinds: readonly PublisherKind[] = ['national', 'region', 'authority'];
const knownNouns = new Set(packageFiles.map(({ name }) => name));

/** Tells one state of another hub's data from any other, on one day. */
export async function readState(ask: AskHub): Promise<string> {
  const { dataVersion } = await ask(HubStateDocument, {}, stateAnswer);
  return `${dataVersion.number} of ${dataVersion.committedAt}`;
}

/** Every source of the other hub that has records, those of nations first: authorities' packages use their codes. `publishers` asks for theirs alone. */
export async function readSources(ask: AskHub, publishers: readonly string[] | null): Promise<UpstreamSource[]> {
  const found: UpstreamSource[] = [];
  const pages = walkPages({ start: '', shown: ask.shown, mostPages }, async (after) => {
    const { sources } = await ask(HubSourcesDocument, { publishers, after: after || null }, sourcesAnswer);
    return { items: sources.nodes, next: sources.pageInfo.hasNextPage ? String(sources.pageInfo.endCursor) : null };
  });
  for await (const nodes of pages) found.push(...nodes.map((node) => readSource(ask, node)));
  const place = ({ publisher }: UpstreamSource) => kinds.indexOf(publisher.kind);
  // One whose title changed meanwhile may stand on two pages. Were both read, one would be written over the other.
  const known = new Map(found.map((source) => [source.id, source]));
  return [...known.values()].filter(({ nouns }) => nouns.length > 0).toSorted((a, b) => place(a) - place(b) || (a.id < b.id ? -1 : 1));
}

function readSource(ask: AskHub, node: Node): UpstreamSource {
  const kind = kinds.find((known) => known === node.publisher.kind.toLowerCase());
  const { id, title, version, licence, attribution, link, publisher: { code, name } } = node;
  const isRight = isSourceId(id) && code === publisherOf(id) && new Set(node.records.map(({ noun }) => noun)).size === node.records.length;
  if (!isRight || !kind) throw noHub(ask.shown, 'a source that is none of a Common Ground: one with an id such as E06000016/plans, a publisher with that code, and its records of each noun once');
  const nouns = node.records.filter(({ noun }) => knownNouns.has(noun)).map(({ noun, count, fingerprint }) => ({ noun, count, fingerprint }));
  return { id, title, version: text(version), licence: text(licence), attribution: text(attribution), link: isText(link) && /^https?:\/\//i.test(link) ? link : null, publisher: { kind, code, name }, nouns: nouns.toSorted((a, b) => (a.noun < b.noun ? -1 : 1)) };
}

function text(value: unknown): string | null {
  return isText(value) ? value : null;
}
