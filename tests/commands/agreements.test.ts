import { expect, onTestFinished, test } from 'vitest';
import type { NewAgreement } from '../../src/access/agreements.ts';
import { listAgreements } from '../../src/commands/agreements.ts';
import { readConfig } from '../../src/config.ts';
import { openHub } from '../../src/hub.ts';
import { newPlace } from '../support/database.ts';

const agreement: NewAgreement = { id: 'one', publisherCode: 'E06000016', sourceId: null, what: 'unpublished-plans', withBodyCode: 'E06000018', withRegionCode: null, basis: 'Children Act 2004, section 11', note: null, validFrom: '2025-06-01', validTo: '2999-12-31', recordedBy: 'Officer', recordedAt: '2025-06-01T12:00:00.000Z' };

test('hub agreements lists who shares what with whom until when, the newest first, and says how each stands', async () => {
  const place = await newPlace();
  onTestFinished(place.remove);
  const config = readConfig(place.settings);
  const list = async (): Promise<string[]> => {
    const lines: string[] = [];
    expect(await listAgreements(config, (line) => lines.push(line))).toBe(0);
    return lines;
  };
  const hub = await openHub(config);
  expect(await list()).toEqual(['No data-sharing agreement is recorded. docs/access.md shows how a publisher records one over GraphQL.']);
  await hub.acts.recordAgreement(agreement);
  await hub.acts.recordAgreement({ ...agreement, id: 'two', sourceId: 'E06000016/plans', withBodyCode: null, withRegionCode: 'E12000004', validTo: '2025-06-30', recordedAt: '2025-06-02T12:00:00.000Z' });
  await hub.acts.recordAgreement({ ...agreement, id: 'three', note: 'Again', recordedAt: '2025-06-03T12:00:00.000Z' });
  await hub.acts.endAgreement({ id: 'three', endedBy: 'Other officer', endedAt: '2025-06-04T12:00:00.000Z', endedNote: 'Done.' });
  await hub.close();
  expect(await list()).toEqual([
    'three: E06000016 shares unpublished plans of all its sources with E06000018, 2025-06-01 to 2999-12-31, ended on 2025-06-04 by Other officer: Done.',
    '  Children Act 2004, section 11; recorded on 2025-06-03 by Officer',
    'two: E06000016 shares unpublished plans of E06000016/plans with analysts of E12000004, 2025-06-01 to 2025-06-30, expired',
    '  Children Act 2004, section 11; recorded on 2025-06-02 by Officer',
    'one: E06000016 shares unpublished plans of all its sources with E06000018, 2025-06-01 to 2999-12-31, in force',
    '  Children Act 2004, section 11; recorded on 2025-06-01 by Officer',
  ]);
});
