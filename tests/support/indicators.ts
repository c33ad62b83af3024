import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Settings } from '../../src/harvest/connectors/Connector.ts';
import { indicatorsConnector } from '../../src/harvest/connectors/indicators/indicatorsConnector.ts';
import { openFetch } from '../../src/harvest/gather/openFetch.ts';
import { harvestOpened } from '../../src/harvest/harvestPackage.ts';
import type { HarvestReport } from '../../src/harvest/harvestReport.ts';
import { csv, openTestHub, publishers, type TestHub } from './harvest.ts';

export interface Run {
  report: HarvestReport;
  notes: string[];
}

export interface IndicatorSource {
  hub: TestHub;
  /** Gathers and harvests once; what lands is the mirror of the next time. Throws what the connector throws. */
  read: (settings: Settings) => Promise<Run>;
  observations: (where?: string) => Promise<Observation[]>;
  indicators: (where?: string) => Promise<Record<string, unknown>[]>;
}

export interface Observation {
  indicator_code: string;
  area_code: string;
  period: string;
  value: number | null;
  status: string | null;
  breakdown: string | null;
  note: string | null;
  line: number;
  file: string;
  [column: string]: unknown;
}

/** A source of indicators of England's, in a hub that knows Leicester, Nottingham, the former Northamptonshire, the East Midlands and England. */
export async function indicatorSource(): Promise<IndicatorSource> {
  const hub = await openTestHub();
  const root = mkdtempSync(path.join(os.tmpdir(), 'common-ground-gathered-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  let [runs, last] = [0, null as string | null];
  return {
    hub,
    async read(settings) {
      const folder = path.join(root, String((runs += 1)));
      mkdirSync(folder);
      const source = { id: 'E92000001/figures', name: 'figures', title: 'Published figures', publisher: publishers.england, licence: null, attribution: null, settings };
      const signal = new AbortController().signal;
      const fetch = openFetch({ hosts: ['127.0.0.1'], privateHosts: ['127.0.0.1'], mostBytes: 1e9, mostRequests: 100, atOnce: 2, secret: null, signal });
      const now = () => new Date('2026-06-01T12:00:00Z');
      const { packages, notes = [] } = await indicatorsConnector.gather(source, { fetch, folder, last, db: hub.hub.stored, report: async () => {}, signal, now });
      const report = await harvestOpened({ ...hub.hub.harvesting, now }, packages[0]!.descriptor.address, () => packages[0]!);
      if (report.status === 'harvested' || report.status === 'unchanged') last = folder;
      return { report, notes };
    },
    observations: (where = 'true') => hub.rows(`select * from observation where withdrawn_on is null and source_id = 'E92000001/figures' and (${where.replace('true', '1=1')}) order by line`),
    indicators: (where = '1=1') => hub.rows(`select * from indicator where withdrawn_on is null and source_id = 'E92000001/figures' and (${where}) order by code`),
  };
}

/** The path of a file of this text, unindented, which goes when the test ends. */
export function fileOf(text: string | Buffer, name = 'figures.csv'): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'common-ground-figures-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, name);
  writeFileSync(file, typeof text === 'string' && name.endsWith('.csv') ? csv(text) : text);
  return file;
}
