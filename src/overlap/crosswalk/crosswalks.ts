import { readFileSync } from 'node:fs';
import { compileCrosswalks, type Crosswalks, type Written } from './compileCrosswalks.ts';

let shipped: Crosswalks | undefined;

/** The vocabularies and crosswalks that come with the hub. Compiled code lies as deep as its source, so one path serves both. */
export function crosswalks(): Crosswalks {
  shipped ??= compileCrosswalks({ ...read<Pick<Written, 'vocabularies'>>('vocabularies.json'), ...read<Pick<Written, 'crosswalks'>>('crosswalks.json') });
  return shipped;
}

function read<Content>(file: string): Content {
  return JSON.parse(readFileSync(new URL(`../../../src/overlap/crosswalk/${file}`, import.meta.url), 'utf8')) as Content;
}
