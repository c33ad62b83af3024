import { HubError } from '../../errors.ts';
import type { HarvestIssue } from '../issue.ts';
import { parseDescriptor, protectionMeant, type PackageDescriptor } from '../package/readDescriptor.ts';
import { quoteValue } from '../package/quoteValue.ts';
import type { Sheet } from './readSheets.ts';
import { ownSheets, sheetPlace } from './sheetNames.ts';

/** What the sheet Package asks, in the place of datapackage.json. */
export const packageFacts = [
  { label: 'name', isRequired: true, help: 'A short name of your own for this workbook, for example rutland-plans: letters, digits, full stops, hyphens and underscores. Keep it: importing again under the same name replaces what was read under it.' },
  { label: 'title', isRequired: true, help: 'What people will see, for example Rutland’s plans for children and young people.' },
  { label: 'publisher kind', isRequired: true, help: 'authority: a council telling of itself and of what it shares. region: a regional body telling of its authorities. national: a national body, which may tell of anybody.' },
  { label: 'publisher code', isRequired: true, help: 'The GSS code of the authority, region or country, for example E06000017. The sheet Lists has them.' },
  { label: 'publisher name', isRequired: true, help: 'For example Rutland.' },
  { label: 'version', isRequired: false, help: 'Your own version of these data, for example 2025-11.' },
  { label: 'licence', isRequired: false, help: 'The terms under which others may reuse the data, for example Open Government Licence v3.0. Several are separated by ;' },
  { label: 'sources', isRequired: false, help: 'What to credit: the documents or bodies the data were taken from. Several are separated by ;' },
] as const;

type Label = (typeof packageFacts)[number]['label'];
type Descriptor = Omit<PackageDescriptor, 'folder' | 'address'>;

/** What the sheet Package says, read as a datapackage.json of the same words would be; BAD_PACKAGE in the words of the sheet. */
export function readPackageFacts(sheet: Sheet): { descriptor: Descriptor; issues: HarvestIssue[] } {
  const facts = new Map<string, string>();
  const issues: HarvestIssue[] = [];
  for (const row of sheet.rows) {
    const label = labelOf(row.cells[0]);
    const value = row.cells[1]?.trim() ?? '';
    const instead = row.unusable.get(1);
    if (instead) throw new HubError('BAD_PACKAGE', `Sheet ${sheet.name}, row ${row.number} holds ${quoteValue(value)}. Expected ${instead}. Nothing was changed.`);
    if (row.cells.slice(1).some((text) => text.trim() !== '')) refuseProtection(sheet.name, row.number, label);
    if (isLabel(label)) setOnce(facts, label, value, sheet.name);
    else if (value !== '' && row !== sheet.rows[0]) issues.push({ severity: 'warning', rule: 'UNKNOWN_FACT', file: sheetPlace(sheet.name), line: row.number, message: `The hub does not know what ${quoteValue(label)} is. It was left out.` });
  }
  const text = descriptorText((label) => facts.get(label) || undefined);
  return { descriptor: { text, ...parsed(text, sheet.name) }, issues };
}

/** Of two answers the one would be taken and the other passed over unseen; a code decides whose rows these are. */
function setOnce(facts: Map<string, string>, label: Label, value: string, sheetName: string): void {
  const before = facts.get(label);
  if (before && value && before !== value) throw new HubError('BAD_PACKAGE', `The sheet ${sheetName} answers "${label}" twice: ${quoteValue(before)} and ${quoteValue(value)}. Leave the one that is right. Nothing was changed.`);
  facts.set(label, before || value);
}

/** A workbook has no room for it there, and passed over it would keep nothing from being seen. */
function refuseProtection(sheetName: string, row: number, label: string): void {
  const meant = protectionMeant(label);
  if (meant === null) return;
  const instead = meant === 'embargo' ? 'An embargo is stated of plans, on the sheet plans in the column embargo_until' : 'A workbook has no room to say how small numbers are protected: the operator says it with "npm run hub -- sources protect", or you in the datapackage.json of a folder of CSV files';
  throw new HubError('BAD_PACKAGE', `The sheet ${sheetName} has ${quoteValue(label)} in row ${row}, which the hub does not know there. ${instead}. Take the row out. Nothing was changed.`);
}

function labelOf(cell: string | undefined): string {
  return (cell ?? '').replace(/\*\s*$/, '').trim().toLowerCase();
}

function isLabel(label: string): label is Label {
  return packageFacts.some((fact) => fact.label === label);
}

function descriptorText(factOf: (label: Label) => string | undefined): string {
  const titles = (text: string | undefined) => text?.split(';').map((title) => ({ title: title.trim() }));
  return JSON.stringify({
    name: factOf('name'),
    title: factOf('title'),
    publisher: { kind: factOf('publisher kind')?.toLowerCase(), code: factOf('publisher code'), name: factOf('publisher name') },
    version: factOf('version'),
    licenses: titles(factOf('licence')),
    sources: titles(factOf('sources')),
  });
}

function parsed(text: string, sheetName: string): ReturnType<typeof parseDescriptor> {
  try {
    return parseDescriptor(text);
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    throw new HubError(error.code, error.message.replaceAll('datapackage.json', `the sheet ${sheetName}`).replaceAll('publisher.', 'publisher ').replace(/(^|\. )the sheet/g, '$1The sheet'));
  }
}

/** Why a workbook without the sheet Package cannot be read. */
export function noPackageSheet(fileName: string, sheets: readonly Sheet[]): HubError {
  const names = quoteValue(sheets.map((sheet) => sheet.name).join(', '));
  return new HubError('BAD_PACKAGE', `${fileName} has no sheet called ${ownSheets.package}, which says whose data they are. Its sheets are ${names}. Begin with a workbook that "npm run hub -- template" writes. Nothing was changed.`);
}
