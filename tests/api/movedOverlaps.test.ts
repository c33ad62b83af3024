import { describe, expect, test } from 'vitest';
import { trainingFolder } from '../../src/overlap/engine/modelFile.ts';
import { loadEngine } from '../../src/overlap/engine/loadEngine.ts';
import { readLabelledFolder, readWrittenExamples } from '../../src/overlap/engine/readLabelledFolder.ts';
import type { PackageFiles } from '../support/harvest.ts';
import { leicester, openReviewing, priorities, type Reviewing } from '../support/reviewing.ts';

/** A statement or written example that is nearly read as one theme, and neither read nor nearly read as the other; which one that is follows the model. */
function nearly(theme: string, notNearly: string): string {
  return [...readLabelledFolder(trainingFolder()).statements, ...readWrittenExamples(trainingFolder())].map(({ statement }) => statement.title).find((title) => {
    const { themes, runnersUp } = loadEngine().codeStatement({ id: 'S', title });
    return !/[,"“]/.test(title) && runnersUp.some(({ themeCode, confidence }) => themeCode === theme && confidence > 0.2) && [...themes, ...runnersUp].every(({ themeCode }) => themeCode !== notNearly);
  })!;
}
const nearlyLac = nearly('LAC', 'SEND');
const nearlySend = nearly('SEND', 'LAC');

const withNear = (more: PackageFiles = {}): PackageFiles => leicester({ 'priorities.csv': `${priorities()}\ncypp,lac,${nearlyLac},priority,yes\ncypp,send,${nearlySend},priority,yes`, ...more });

/** By overlap, the nearest misses with what would let each in. */
async function missesOf(hub: Reviewing, ...overlaps: string[]): Promise<Record<string, string>[]> {
  const asked = overlaps.map((id, i) => `o${i}: overlap(id: "${id}") { nearestMisses(first: 50) { priority { id } explanation } }`).join(' ');
  const data = await hub.ask(`{ ${asked} }`);
  return overlaps.map((_, i) => Object.fromEntries(data[`o${i}`].nearestMisses.map((miss: { priority: { id: string }; explanation: string }) => [miss.priority.id.split('/')[1], miss.explanation.replace(/0\.\d+/g, '…')])));
}
const isIn = 'With a threshold of … instead of … it would be in.';

describe('what just failed to be in an overlap that reviewers moved', () => {
  test('is told of what is left of it, not of the part that a split takes out: by its words it might go to either', async () => {
    const hub = await openReviewing(withNear());
    expect(await missesOf(hub, 'overlap-LAC')).toEqual([{ lac: isIn }]);
    const { decision } = await hub.decide('splitOverlap', { overlap: 'overlap-LAC', coreKeys: ['LAC/placements/all/any'], title: 'Foster care', note: 'Apart.' });
    expect(await missesOf(hub, 'overlap-LAC', decision.otherOverlapId)).toEqual([{ lac: 'With a threshold of … instead of … it would be in, or in a part that reviewers split off.' }, {}]);
  });

  test('would be in what is left when a split takes out no more than priorities named one by one', async () => {
    const hub = await openReviewing(withNear());
    const { decision } = await hub.decide('splitOverlap', { overlap: 'overlap-LAC', priorities: ['E06000016/p3', 'E06000018/n3'], title: 'Foster care', note: 'Apart.' });
    expect(await missesOf(hub, 'overlap-LAC', decision.otherOverlapId)).toEqual([{ lac: isIn }, {}]);
  });

  test('would be in the overlap into which its theme was merged', async () => {
    const hub = await openReviewing(withNear());
    expect(await missesOf(hub, 'overlap-SEND')).toEqual([{ send: isIn }]);
    const { decision } = await hub.decide('mergeOverlaps', { overlap: 'overlap-LAC', into: 'overlap-SEND', note: 'One meeting.' });
    expect(await missesOf(hub, 'overlap-SEND')).toEqual([{ lac: isIn, send: isIn }]);
    await hub.decide('undoDecision', { decision: decision.id, note: 'Two.' });
    expect(await missesOf(hub, 'overlap-SEND', 'overlap-LAC')).toEqual([{ send: isIn }, { lac: isIn }]);
  });

  test('is known of the whole even when a part of it went into another overlap', async () => {
    const hub = await openReviewing(withNear());
    const { decision } = await hub.decide('splitOverlap', { overlap: 'overlap-LAC', coreKeys: ['LAC/placements/all/any'], title: 'Foster care', note: 'Apart.' });
    await hub.decide('mergeOverlaps', { overlap: decision.otherOverlapId, into: 'overlap-SEND', note: 'One meeting.' });
    expect((await missesOf(hub, 'overlap-LAC', 'overlap-SEND')).map(Object.keys)).toEqual([['lac'], ['send']]);
  });
});

describe('an overlap into which another was merged', () => {
  const known: PackageFiles = {
    'indicators.csv': 'indicator_code,title,measure,multiplier,unit,polarity,theme_codes\nSEN-N,Number of children with a plan,count,,children,low,SEND\nLAC-N,Number of children in care,count,,children,low,LAC\nBOTH,Children in special schools away from home,proportion,100,%,low,SEND;LAC\nLAC-P,Children in care who move,proportion,100,%,low,LAC',
    'observations.csv': 'indicator_code,area_code,period,value\nSEN-N,E06000016,CY2023,1200\nLAC-N,E06000016,CY2023,600\nBOTH,E06000016,CY2023,6\nBOTH,E12000004,CY2023,9\nLAC-P,E06000016,CY2023,9\nLAC-P,E12000004,CY2023,8',
    'services.csv': 'service_ref,name,provider,authority_codes,theme_codes\ns1,Short breaks,Trust A,E06000016,SEND\ns2,Foster homes,Trust B,E06000016,LAC\ns3,Homes for disabled children,Trust C,E06000016,LAC;SEND',
    'protocols.csv': 'protocol_ref,title,authority_codes,theme_codes\nx,Placements protocol,E06000016;E06000018,LAC\ny,Transport protocol,E06000016;E06000018,SEND',
  };
  const relations = 'indicators { totalCount nodes { code } } services { totalCount nodes { name } } protocols { nodes { title } } childrenConcerned { byIndicator { indicator { code } tiedBy } } commissioningCase { components { name explanation } }';

  test('has indicators, services, agreements and a case of all its themes, each once', async () => {
    const hub = await openReviewing(withNear(known));
    await hub.reread({ 'services.csv': 'service_ref,name,provider,authority_codes,theme_codes\nn1,Short breaks,Trust A,E06000018,SEND' }, { name: 'services', publisher: { kind: 'authority', code: 'E06000018', name: 'Nottingham' } });
    const before = (await hub.ask(`{ overlap(id: "overlap-SEND") { ${relations} } }`)).overlap;
    expect([before.indicators.nodes.length, before.protocols.nodes.length]).toEqual([2, 1]);
    await hub.decide('mergeOverlaps', { overlap: 'overlap-LAC', into: 'overlap-SEND', note: 'One meeting.' });
    const { overlap, theme } = await hub.ask(`{ overlap(id: "overlap-SEND") { ${relations} lac: services(filter: { text: "homes" }, first: 1) { totalCount pageInfo { hasNextPage } nodes { name } } one: services(filter: { withoutDuplicates: true }) { totalCount } } theme(code: "LAC") { overlaps { id } } }`);
    expect(overlap.indicators.nodes.map(({ code }: { code: string }) => code)).toEqual(expect.arrayContaining(['BOTH', 'LAC-N', 'LAC-P', 'SEN-N']));
    expect(new Set(overlap.indicators.nodes.map(({ code }: { code: string }) => code)).size).toBe(overlap.indicators.totalCount);
    expect(overlap.services).toMatchObject({ totalCount: 4 });
    expect(overlap.lac).toEqual({ totalCount: 2, pageInfo: { hasNextPage: true }, nodes: [{ name: 'Foster homes' }] });
    expect(overlap.one.totalCount).toBe(4);
    expect(overlap.protocols.nodes).toEqual([{ title: 'Placements protocol' }, { title: 'Transport protocol' }]);
    expect(overlap.childrenConcerned.byIndicator.map(({ indicator }: { indicator: { code: string } }) => indicator.code)).toEqual(['LAC-N', 'SEN-N']);
    const told = Object.fromEntries(overlap.commissioningCase.components.map(({ name, explanation }: { name: string; explanation: string }) => [name, explanation]));
    expect(told['NEED']).toContain('can be compared on 2 indicators: 1 of 2 figures is worse');
    expect(told['FRAGMENTATION']).toContain('2 list 4 services of this theme by 3 named providers');
    expect(told['AGREEMENTS']).toContain('2 agreements about this theme exist already');
    expect(theme.overlaps).toEqual([{ id: 'overlap-SEND' }]);
  });
});
