import { existsSync, linkSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rowFileName, type KeptRows } from './gatherRows.ts';
import type { UpstreamSource } from './upstreamSources.ts';

/** What was gathered of another hub. */
export interface HubMirror {
  /** Which state of it, asked in which way: while these are the same, so is all the rest. */
  state: string;
  /** Ids of all sources that it has and the settings take, those left alone among them. */
  listed: readonly string[];
  sources: readonly MirroredSource[];
}

export interface MirroredSource extends UpstreamSource {
  rows: readonly KeptRows[];
}

const indexName = 'index.json';

/** What the last run left in a folder; null where there is none. */
export function readMirror(folder: string | null): HubMirror | null {
  return folder !== null && existsSync(join(folder, indexName)) ? (JSON.parse(readFileSync(join(folder, indexName), 'utf8')) as HubMirror) : null;
}

export function writeMirror(folder: string, mirror: HubMirror): void {
  writeFileSync(join(folder, indexName), JSON.stringify(mirror));
}

/** Takes a mirror over into another folder as it is. */
export function linkMirror(from: string, to: string, mirror: HubMirror): void {
  for (const { id, rows } of mirror.sources) for (const { noun } of rows) linkSync(join(from, rowFileName(id, noun)), join(to, rowFileName(id, noun)));
  writeMirror(to, mirror);
}
