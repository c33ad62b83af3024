import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { nextDataVersion } from '../../src/harvest/recordHarvest.ts';
import { openHub } from '../../src/hub.ts';
import { loadEngine } from '../../src/overlap/engine/loadEngine.ts';
import { updateOverlaps } from '../../src/overlap/updateOverlaps.ts';
import { newPlace, type Place } from '../support/database.ts';
import { makeTree } from '../support/makeTree.ts';
import { runHub, startHub } from '../support/startHub.ts';

const region = 'region: "E12000004"';
const everything = `{
  overlaps(filter: { ${region}, review: [PROPOSED, CONFIRMED, REJECTED] }) { nodes { id title strength review { state reviewer note } members { nodes { coreKey priority { id } } } } }
  decisions { totalCount nodes { id kind state reviewer note madeAt flags { kind explanation } } }
}`;
const firstTwo = `{ overlap(id: "overlap-SEND", filter: { ${region} }) { members { nodes { priority { id } } } } overlaps(filter: { ${region} }) { totalCount } }`;

async function fresh(): Promise<Place> {
  const place = await newPlace();
  onTestFinished(place.remove);
  return place;
}

interface Reply {
  // oxlint-disable-next-line typescript/no-explicit-any
  data: any;
  errors?: { message: string; extensions: { code: string } }[];
}

const asker = (address: string, key?: string) => async (query: string): Promise<Reply> => {
  const response = await fetch(`${address}graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...(key !== undefined && { authorization: `Bearer ${key}` }) }, body: JSON.stringify({ query }) });
  return (await response.json()) as Reply;
};

describe('an analyst', () => {
  test('makes a key, corrects overlaps, takes a decision back, and takes the file to a fresh hub, which answers the same; no decision is lost when the hub is killed', async () => {
    const place = await fresh();
    const { settings } = place;
    const made = await runHub(['key', 'make', 'analyst', '--name', 'Government office analyst'], settings);
    expect(made.code).toBe(0);
    const [, key] = /^ {2}(cg_\w+_[\w-]{43})$/m.exec(made.output)!;
    expect((await runHub(['key'], settings)).output).toMatch(/^\w{12}: Government office analyst, analyst, good until .*\n {2}made on .* by Operator of the hub; may read:proposals, review, propose; not used yet\n$/m);

    const hub = await startHub(settings);
    const ask = asker(hub.address, key);
    expect((await ask('{ viewer { roles name } }')).data).toEqual({ viewer: { roles: ['ANALYST'], name: 'Government office analyst' } });
    const { data: before } = await ask(firstTwo);
    const [first, second] = before.overlap.members.nodes.map((node: { priority: { id: string } }) => node.priority.id) as [string, string];
    const act = async (name: string, input: string) => {
      const { data, errors } = await ask(`mutation { ${name}(input: { ${input} }) { decision { id otherOverlapId } } }`);
      expect(errors, name).toBeUndefined();
      return data[name].decision as { id: string; otherOverlapId: string };
    };
    await act('renameOverlap', 'overlap: "overlap-SEND", title: "Special needs", note: "As people say."');
    const rejected = await act('reviewOverlap', 'overlap: "overlap-ATTAIN", verdict: REJECTED, note: "Too broad for a meeting."');
    await act('splitOverlap', `overlap: "overlap-SEND", priorities: ["${first}"], title: "A part", note: "It is about something else."`);
    await act('refuseTheme', `priority: "${second}", theme: "SEND", note: "It is not."`);
    expect((await ask(firstTwo)).data.overlaps.totalCount).toBe(before.overlaps.totalCount - 1);
    await act('undoDecision', `decision: "${rejected.id}", note: "Broad, and still one."`);
    const { data: reviewed } = await asker(hub.address)(everything);
    expect(reviewed.overlaps.nodes).toContainEqual(expect.objectContaining({ id: 'overlap-SEND', title: 'Special needs' }));

    // Exported while the hub serves.
    const folder = makeTree({});
    const file = path.join(folder, 'decisions.jsonl');
    expect(await runHub(['decisions', 'export', file], place.settings)).toMatchObject({ code: 0, output: expect.stringContaining('Wrote 5 decisions') });
    expect(await runHub(['decisions', 'export', file], place.settings)).toMatchObject({ code: 2, errors: expect.stringContaining('is there already') });
    expect(await runHub(['decisions', 'export', path.join(folder, 'no', 'folder.jsonl')], place.settings)).toMatchObject({ code: 2, errors: expect.stringContaining('Make the folder first') });
    expect(await hub.stop()).toBe(0);

    const elsewhere = await fresh();
    const taken = await runHub(['decisions', 'import', file], elsewhere.settings);
    expect(taken).toMatchObject({ code: 0, output: 'Imported 5 decisions.\n2 of them name a priority or service that this hub does not hold: they are kept, and count as soon as it arrives.\n' });
    const other = await startHub(elsewhere.settings);
    expect((await asker(other.address)(everything)).data).toEqual(reviewed);
    expect((await runHub(['decisions', 'import', file], elsewhere.settings)).output).toBe('Imported 0 decisions; 5 of the file were here already.\n');
    expect(await other.stop()).toBe(0);
    expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(7);

    // The first hub again, killed while it takes decisions.
    const victim = await startHub(settings);
    const acknowledged: string[] = [];
    const send = asker(victim.address, key);
    const sending = (async () => {
      for (let index = 0; ; index += 1) {
        const { data, errors } = await send(`mutation { ${index % 2 === 0 ? 'set' : 'refuse'}Theme(input: { priority: "${second}", theme: "LAC", overrule: true, note: "Number ${index}." }) { decision { id } } }`);
        expect(errors).toBeUndefined();
        acknowledged.push(Object.values(data as Record<string, { decision: { id: string } }>)[0]!.decision.id);
        if (acknowledged.length === 5) void victim.stop('SIGKILL');
      }
    })();
    await expect(sending).rejects.toThrow(/fetch failed|terminated|socket/i);
    expect(acknowledged.length).toBeGreaterThanOrEqual(5);
    const opened = await openHub(place);
    onTestFinished(() => opened.close());
    const stored = new Set((await sql<{ id: string }>`select id from decision`.execute(opened.stored)).rows.map(({ id }) => id));
    for (const id of acknowledged) expect(stored).toContain(id);
    const members = async () => (await sql`select overlap_id, priority_id, core_key, confidence, evidence from overlap_member order by overlap_id, priority_id`.execute(opened.stored)).rows;
    const asLeft = await members();
    await updateOverlaps(opened.write, { ...loadEngine(), version: 'another' }, () => new Date(), nextDataVersion);
    expect(await members()).toEqual(asLeft);
  }, 240_000);

  test('hears what is wrong with a name, a file or a setting', async () => {
    const place = await fresh();
    expect(await runHub(['key', 'make', 'analyst', '--name', 'A; B'], place.settings)).toMatchObject({ code: 2, errors: expect.stringContaining('The name is "A; B"') });
    expect(await runHub(['key', 'make', 'reviewer'], place.settings)).toMatchObject({ code: 2, errors: expect.stringContaining('Expected one of: analyst (of a government office') });
    expect(await runHub(['key', 'revoke', 'nobody'], place.settings)).toMatchObject({ code: 2, errors: expect.stringContaining('There is no hub in') });
    expect((await runHub(['key', 'make', 'analyst', '--name', 'Analyst'], place.settings)).code).toBe(0);
    expect(await runHub(['key', 'revoke', 'nobody'], place.settings)).toMatchObject({ code: 2, errors: expect.stringContaining('No key has the id "nobody". "npm run hub -- key" and "accessKeys" list') });
    expect(await runHub(['serve'], { REVIEWER_KEYS: 'Analyst:the-key-itself' })).toMatchObject({ code: 2, errors: expect.stringMatching(/^REVIEWER_KEYS is set, and this hub reads it no more(?!.*the-key-itself)/) });
    const folder = makeTree({ 'broken.jsonl': '{"format":"common-ground decisions","version":1}\n{"id":"x"}\n' });
    expect(await runHub(['decisions', 'import', path.join(folder, 'broken.jsonl')], place.settings)).toMatchObject({ code: 2, errors: expect.stringMatching(/broken\.jsonl, line 2: decision is missing\. Expected set-theme/) });
    expect(await runHub(['decisions', 'import', path.join(folder, 'none.jsonl')], place.settings)).toMatchObject({ code: 2, errors: expect.stringContaining('There is no file') });
  }, 120_000);
});
