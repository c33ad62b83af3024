import { randomUUID } from 'node:crypto';
import { existsSync, linkSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { HubError, type ErrorCode } from '../errors.ts';

/** What somebody wrote or filled in is never written over. Asked before long work, too. */
export function checkIsNew(file: string, code: ErrorCode): void {
  if (existsSync(file)) throw new HubError(code, `${file} is there already, so it was left as it is. Name a file that is not, or move that one away.`);
}

/** Where somebody names a folder that is not there, it was mistyped more likely than meant. */
export function checkHasFolder(file: string, code: ErrorCode): void {
  if (!existsSync(dirname(file))) throw new HubError(code, `${file} cannot be written, because the folder ${dirname(file)} is not there. Make the folder first.`);
}

/** Writes a file that is not there yet: whole, or not at all. */
export function writeNewFile(file: string, content: string | Uint8Array, code: ErrorCode): void {
  checkIsNew(file, code);
  const partial = `${file}.${randomUUID()}.partial`;
  try {
    writeFileSync(partial, content, { flush: true, flag: 'wx' });
    // Unlike a new name, a link takes nobody's place who was quicker.
    linkSync(partial, file);
  } catch (error) {
    checkIsNew(file, code);
    checkHasFolder(file, code);
    throw new HubError(code, `${file} cannot be written: ${(error as Error).message}. Name a file in a folder that is there and that you may write to.`);
  } finally {
    if (existsSync(partial)) rmSync(partial);
  }
}
