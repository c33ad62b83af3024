import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { zipSync } from 'fflate';
import { onTestFinished } from 'vitest';

/** Writes files, given by their paths in it, into a zip that goes when the test ends; `damage` may change its bytes. Returns its path. */
export function makeZip(files: Record<string, string | Uint8Array>, damage: (zip: Buffer) => Buffer = (zip) => zip): string {
  const root = mkdtempSync(path.join(os.tmpdir(), 'common-ground-made-zip-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const file = path.join(root, 'package.zip');
  const zip = zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, typeof text === 'string' ? new TextEncoder().encode(text) : text])));
  writeFileSync(file, damage(Buffer.from(zip)));
  return file;
}
