import { basename } from 'node:path';
import { sql } from 'kysely';
import type { Config } from '../config.ts';
import { HubError } from '../errors.ts';
import type { Publisher } from '../harvest/package/readDescriptor.ts';
import { readKnownCodes } from '../harvest/workbook/template/knownCodes.ts';
import { templateSheets } from '../harvest/workbook/template/templateSheets.ts';
import { writeWorkbook } from '../harvest/workbook/template/writeWorkbook.ts';
import { openHub, type Hub } from '../hub.ts';
import { harvestSeedsIntoNew } from './harvestSeeds.ts';
import { checkIsNew, writeNewFile } from './newFile.ts';
import { pathGiven } from './pathGiven.ts';

const defaultPath = 'common-ground.xlsx';

/** Writes the data package as a workbook to fill in, with drop-down lists of the codes this hub knows. Never over a file that is there. */
export async function writeTemplate(config: Config, options: { path?: string | undefined; publisher?: string | undefined; files?: string[] | undefined }, print: (line: string) => void): Promise<number> {
  const { path = pathGiven(defaultPath), files } = options;
  checkPath(path);
  const hub = await openHub(config);
  try {
    await harvestSeedsIntoNew(hub, config, print);
    const publisher = options.publisher === undefined ? null : await findPublisher(hub, options.publisher);
    const sheets = templateSheets({ publisher, codes: await readKnownCodes(hub.stored), ...(files && { files }) });
    writeNewFile(path, writeWorkbook(sheets), 'BAD_ARGUMENT');
    print(`Wrote ${path}. Open it in a spreadsheet program; its first sheet says how to fill it in.`);
    print(`When it is filled in: npm run hub -- import ${path.includes(' ') ? `"${path}"` : path}`);
    return 0;
  } finally {
    await hub.close();
  }
}

function checkPath(path: string): void {
  if (!path.toLowerCase().endsWith('.xlsx')) throw new HubError('BAD_ARGUMENT', `The workbook is to be called "${basename(path)}". Give it a name that ends in .xlsx, for example ${defaultPath}.`);
  checkIsNew(path, 'BAD_ARGUMENT');
}

/** An authority or a region by its code. */
async function findPublisher(hub: Hub, code: string): Promise<Publisher> {
  for (const kind of ['authority', 'region'] as const) {
    const { rows } = await sql<{ name: string }>`select name from ${sql.table(kind)} where id = ${code} and withdrawn_on is null`.execute(hub.stored);
    if (rows[0]) return { kind, code, name: rows[0].name };
  }
  throw new HubError('BAD_ARGUMENT', `--publisher is "${code}", which is the code of no authority or region the hub knows. Expected a GSS code, for example E06000017 for Rutland. "npm run hub -- template" without it makes a workbook for anybody.`);
}
