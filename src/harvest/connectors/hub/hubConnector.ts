import { SourceFailure } from '../../gather/SourceFailure.ts';
import { otherWaysIn } from '../../through/otherWaysIn.ts';
import type { Connector, Gathered, Means, SourceToRead } from '../Connector.ts';
import { askingHub, type AskHub } from './askHub.ts';
import { gatherRows } from './gatherRows.ts';
import { linkMirror, readMirror, writeMirror, type HubMirror, type MirroredSource } from './hubMirror.ts';
import { packageOfSource } from './packageOfSource.ts';
import { names, publisherOf, readSettings, settings, type HubSettings } from './settings.ts';
import { readSources, readState, type UpstreamSource } from './upstreamSources.ts';

/** How often all is looked at again when the other hub changes while it is read. */
const mostRounds = 3;

/** Another Common Ground: all that its sources publish, in the name of their first publishers. */
export const hubConnector: Connector = {
  kind: 'hub',
  title: 'Another Common Ground, by its GraphQL address',
  settings,
  brings: 'others',
  gather: gatherHub,
};

async function gatherHub(source: SourceToRead, means: Means): Promise<Gathered> {
  const given = readSettings(source.settings);
  const ask = askingHub(means.fetch, given.address);
  const leftAlone = await whyLeftAlone(source.id, given, means);
  const last = readMirror(means.last);
  await means.report(`asking ${ask.shown} whether anything changed`);
  const state = await stateOf(ask, given, means);
  if (last?.state === state && haveSameWays(last, leftAlone)) {
    linkMirror(means.last!, means.folder, last);
    return handOver(last, means.folder, leftAlone);
  }
  const mirror = await gatherInRounds(ask, { given, state, leftAlone, before: { folder: means.last ?? means.folder, mirror: last } }, means);
  return handOver(mirror, means.folder, leftAlone);
}

/** Why a source of the other hub is not taken from it; null when it is. */
type WhyLeftAlone = (id: string) => string | null;

async function whyLeftAlone(viaId: string, { take }: HubSettings, { db }: Means): Promise<WhyLeftAlone> {
  const ways = await otherWaysIn(db, viaId);
  return (id) => {
    const way = ways.get(id);
    // A hub that reads this one may have it still from before it was removed here, and would bring it back for ever.
    return way === undefined || (way.isRemoved && take?.includes(id)) ? null : way.why;
  };
}

/** What the other hub answers with is also a matter of the day, because of embargoes, and what is asked one of the settings. */
async function stateOf(ask: AskHub, given: HubSettings, { now }: Means): Promise<string> {
  return JSON.stringify([await readState(ask), now().toISOString().slice(0, 10), given]);
}

/** Whether just those sources are taken that were taken then. */
function haveSameWays({ listed, sources }: HubMirror, leftAlone: WhyLeftAlone): boolean {
  const taken = new Set(sources.map(({ id }) => id));
  return listed.every((id) => taken.has(id) === (leftAlone(id) === null));
}

interface Rounds {
  given: HubSettings;
  state: string;
  leftAlone: WhyLeftAlone;
  before: { folder: string; mirror: HubMirror | null };
}

/** Reads until all rows are of one state of the other hub's data. What one round read, the next need not ask for again. */
async function gatherInRounds(ask: AskHub, { given, state, leftAlone, before }: Rounds, means: Means): Promise<HubMirror> {
  let [stateNow, known] = [state, before];
  for (let round = 1; round <= mostRounds; round++) {
    const listed = (await readSources(ask, given.take && [...new Set(given.take.map(publisherOf))])).filter(({ id }) => (given.take === null || names(given.take, id)) && !names(given.leave, id));
    const sources: MirroredSource[] = [];
    for (const source of listed.filter(({ id }) => leftAlone(id) === null)) sources.push(await gatherSource(ask, source, known, means));
    const mirror = { state: stateNow, listed: listed.map(({ id }) => id), sources };
    const then = await stateOf(ask, given, means);
    const wrong = sources.find((source) => !isAsStated(source));
    if (then === stateNow && !wrong) {
      writeMirror(means.folder, mirror);
      return mirror;
    }
    if (then === stateNow && round === mostRounds) throw new SourceFailure('wrong-format', `What ${ask.shown} gives of ${wrong!.id} is not what it says that it has of it. Nothing was changed. Tell whoever runs it.`);
    [stateNow, known] = [then, { folder: means.folder, mirror }];
  }
  throw new SourceFailure('broken-off', `The data of ${ask.shown} changed each of the ${mostRounds} times that they were read, so they never were of one state. Nothing was changed. It may do better later.`);
}

async function gatherSource(ask: AskHub, source: UpstreamSource, { folder, mirror }: Rounds['before'], means: Means): Promise<MirroredSource> {
  const before = mirror?.sources.find(({ id }) => id === source.id)?.rows ?? [];
  await means.report(`${source.id}: ${source.nouns.reduce((sum, { count }) => sum + count, 0)} records`);
  const each = source.nouns.map(({ noun, fingerprint }) => gatherRows(ask, { source: source.id, noun, fingerprint }, { folder: means.folder, before: { folder, rows: before.find((rows) => rows.noun === noun) } }));
  // All have ended before one's failure is told, so that nothing is asked or written after the run.
  await Promise.allSettled(each);
  return { ...source, rows: await Promise.all(each) };
}

function isAsStated({ nouns, rows }: MirroredSource): boolean {
  return nouns.every(({ noun, fingerprint }) => rows.some((kept) => kept.noun === noun && kept.fingerprint === fingerprint));
}

function handOver({ listed, sources }: HubMirror, folder: string, leftAlone: WhyLeftAlone): Gathered {
  return { packages: sources.map((source) => packageOfSource(source, folder)), notes: listed.flatMap((id) => leftAlone(id) ?? []) };
}
