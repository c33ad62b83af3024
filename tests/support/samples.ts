import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe } from 'vitest';

/** Where real files of other people lie, which are no part of the project: beside it. */
export const samples = path.resolve(import.meta.dirname, '../../../shared/samples');
const isSkipped = !existsSync(samples);

/** `describe` for what is read from such files: skipped, and said to be, where there are none. */
export const describeSamples = describe.skipIf(isSkipped);
if (isSkipped) console.log('The tests of real files are skipped: none lie in ../shared/samples, beside the project.');
