import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/**
 * The same document, dated the day it speaks of instead of the moment it was written: the same paper is the same bytes, and can be compared.
 * The library gives no other way to set these.
 */
export function sealDocx(docx: Uint8Array, day: string): Buffer {
  const files = unzipSync(docx);
  const core = strFromU8(files[coreProperties]!);
  files[coreProperties] = strToU8(core.replace(/(<dcterms:(created|modified)\b[^>]*>)[^<]*/g, `$1${day}T00:00:00Z`));
  return Buffer.from(zipSync(files, { mtime: zipDay(day) }));
}

const coreProperties = 'docProps/core.xml';

/** A zip file knows local time only, so the day is that of the clock on any machine. It knows none before 1980. */
function zipDay(day: string): Date {
  const [year, month, date] = day.split('-').map(Number);
  return new Date(Math.max(year!, 1980), month! - 1, date);
}
