import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { extname } from 'node:path';
import { HubError } from '../../errors.ts';
import type { ZipParts } from './openZip.ts';

/** Far more than an officer's workbook has. */
const largestFileBytes = 50_000_000;
const dataPackage = 'A data package is a folder that holds datapackage.json and CSV files, or a workbook that "npm run hub -- template" writes.';
const saveAs = 'Save it as an Excel workbook (.xlsx)';

/** BAD_PACKAGE, in words, for a file that is no workbook of the kind the hub reads, by how its bytes begin. */
export function refuseOtherFormats(path: string, fileName: string): void {
  const { size } = statSync(path);
  if (size > largestFileBytes) throw notRead(fileName, `has ${size} bytes. Allowed: ${largestFileBytes}. Publish so much as CSV files.`);
  const start = firstBytes(path, 4);
  if (start.length === 0) throw notRead(fileName, 'is empty.');
  if (start.equals(Buffer.from('PK\x03\x04', 'latin1'))) return;
  if (start.equals(Buffer.from('d0cf11e0', 'hex'))) {
    // A locked .xlsx is a container of the older kind, with a stream of this name inside it.
    const isLocked = readFileSync(path).includes(Buffer.from('EncryptedPackage', 'utf16le'));
    throw notRead(fileName, isLocked ? 'is locked with a password. Save it without one.' : `is a workbook of Excel 97 to 2003 (.xls) or another old Office file. ${saveAs}.`);
  }
  const extension = extname(path).toLowerCase();
  if (extension === '.csv') throw notRead(fileName, `is a single CSV file. ${dataPackage}`);
  if (!extension.startsWith('.xls')) throw notRead(fileName, `is no data package. ${dataPackage}`);
  throw notRead(fileName, `is not a workbook, whatever its name. ${saveAs}.`);
}

/** BAD_PACKAGE, in words, for a zip file that holds something else than a workbook. */
export function refuseOtherZips(parts: ZipParts, fileName: string): void {
  if (parts.has('xl/workbook.bin')) throw notRead(fileName, `is a binary workbook (.xlsb). ${saveAs}.`);
  if (parts.has('[Content_Types].xml') && (parts.has('word/document.xml') || parts.has('ppt/presentation.xml'))) throw notRead(fileName, 'is a Word or PowerPoint file, not a workbook.');
  if (parts.has('mimetype')) throw notRead(fileName, `is an OpenDocument file. ${saveAs}.`);
  if (!parts.has('_rels/.rels') || !parts.has('[Content_Types].xml')) throw notRead(fileName, 'is a zip file that holds no workbook. If it is a data package, unpack it and import the folder.');
}

function notRead(fileName: string, why: string): HubError {
  return new HubError('BAD_PACKAGE', `${fileName} ${why} Nothing was changed.`);
}

function firstBytes(path: string, length: number): Buffer {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(file, bytes, 0, length, 0));
  } finally {
    closeSync(file);
  }
}
