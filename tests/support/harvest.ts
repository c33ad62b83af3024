import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { onTestFinished } from 'vitest';
import { harvestPackage } from '../../src/harvest/harvestPackage.ts';
import type { HarvestReport } from '../../src/harvest/harvestReport.ts';
import { hubTables, type Hub } from '../../src/hub.ts';
import { openEmptyHub } from './database.ts';

/** Files of a package by name; text is trimmed and its lines unindented, bytes are written as they are. */
export type PackageFiles = Record<string, string | Uint8Array>;

export const publishers = {
  england: { kind: 'national', code: 'E92000001', name: 'England' },
  eastMidlands: { kind: 'region', code: 'E12000004', name: 'East Midlands' },
  leicester: { kind: 'authority', code: 'E06000016', name: 'Leicester' },
  nottingham: { kind: 'authority', code: 'E06000018', name: 'Nottingham' },
} as const;

/** What every other package leans on: a region, three of its authorities, two themes and two indicators. */
export const referenceFiles: PackageFiles = {
  'regions.csv': `
    region_code,name
    E12000004,East Midlands
  `,
  'authorities.csv': `
    gss_code,name,kind,region_code,valid_to
    E06000016,Leicester,unitary,E12000004,
    E06000018,Nottingham,unitary,E12000004,
    E10000021,Northamptonshire,county,E12000004,2021-03-31
  `,
  'areas.csv': `
    area_code,name,kind,parent_code
    E92000001,England,country,
  `,
  'themes.csv': `
    theme_code,label
    SEND,Special educational needs and disabilities
    LAC,Looked-after children
  `,
  'indicators.csv': `
    indicator_code,title,measure,unit,polarity
    NI 117,Young people not in education or work,proportion,%,low
    NI 50,Emotional health of children,proportion,%,high
  `,
};

type Descriptor = { name?: string; publisher?: unknown; [property: string]: unknown };

/** A package's folder, which goes when the test ends. */
export interface PackageFolder {
  path: string;
  /** Replaces everything in it. */
  write(files: PackageFiles, descriptor?: Descriptor): void;
}

/** Writes a data package, by default Leicester's, into a new temporary folder. */
export function makePackage(files: PackageFiles, descriptor: Descriptor = {}): PackageFolder {
  const root = mkdtempSync(path.join(os.tmpdir(), 'common-ground-package-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const folder: PackageFolder = {
    path: root,
    write(newFiles, changes = {}) {
      for (const name of Object.keys(files)) rmSync(path.join(root, name), { force: true });
      files = newFiles;
      const described = { name: 'plans', title: 'Leicester’s plans', publisher: publishers.leicester, ...descriptor, ...changes };
      writeFiles(root, { 'datapackage.json': JSON.stringify(described), ...newFiles });
    },
  };
  folder.write(files);
  return folder;
}

function writeFiles(root: string, files: PackageFiles): void {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(root, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, typeof content === 'string' && name.endsWith('.csv') ? csv(content) : content);
  }
}

/** CSV as written in a test, without the indentation of the test. */
export function csv(text: string): string {
  return `${text.trim().replace(/\n[ \t]+/g, '\n')}\n`;
}

export interface TestHub {
  hub: Hub;
  harvest: (folder: PackageFolder | string) => Promise<HarvestReport>;
  /** Harvests a package of these files, by default Leicester's. */
  harvestFiles: (files: PackageFiles, descriptor?: Descriptor) => Promise<HarvestReport>;
  /** Rows of any statement, as stored. */
  rows: <Row>(statement: string) => Promise<Row[]>;
  /** Everything readers can see of the catalogue, to compare before with after. */
  everything: () => Promise<Record<string, unknown[]>>;
}

/** Truth as 1 and 0, whichever database tells it. */
function alike<Row>(row: Row): Row {
  return Object.fromEntries(Object.entries(row as object).map(([name, value]) => [name, typeof value === 'boolean' ? Number(value) : value])) as Row;
}

/** A hub that is empty but for the reference data; `clock` is what it takes for now. */
export async function openTestHub({ reference = true, clock = () => new Date('2025-06-01T12:00:00Z') } = {}): Promise<TestHub> {
  const hub = await openEmptyHub();
  onTestFinished(() => hub.close());
  const rows = async <Row>(statement: string) => (await sql<Row>`${sql.raw(statement)}`.execute(hub.stored)).rows.map(alike);
  const tables = hubTables.map((table) => table.meta.tableName!).sort();
  const context = { ...hub.harvesting, now: clock };
  const testHub: TestHub = {
    hub,
    rows,
    harvest: (folder) => harvestPackage(context, typeof folder === 'string' ? folder : folder.path),
    harvestFiles: (files, descriptor) => testHub.harvest(makePackage(files, descriptor)),
    everything: async () => {
      const names = tables.filter((name) => !['harvest', 'issue', 'source'].includes(name));
      return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await rows(`select * from "${name}" order by 1, 2`)] as const)));
    },
  };
  if (reference) {
    const report = await testHub.harvestFiles(referenceFiles, { name: 'reference', title: 'Reference data', publisher: publishers.england });
    if (report.status !== 'harvested' || report.rowsRefused > 0) throw new Error(`The reference data of the tests do not fit the package: ${JSON.stringify(report)}`);
  }
  return testHub;
}
