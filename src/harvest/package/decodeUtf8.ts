import { HubError } from '../../errors.ts';

/** The text of a file without its byte order mark, or BAD_PACKAGE when it is not UTF-8. */
export function decodeUtf8(bytes: Buffer, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new HubError('BAD_PACKAGE', `${path} is not UTF-8 text.${path.endsWith('.csv') ? ' In Excel, save it as "CSV UTF-8".' : ''} Nothing was changed.`);
  }
}
