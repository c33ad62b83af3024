import { existsSync, statSync } from 'node:fs';
import { basename, extname, isAbsolute } from 'node:path';
import { HubError } from '../../../errors.ts';
import { findPackages } from '../../findPackages.ts';
import { openPackage } from '../../openPackage.ts';
import type { OpenedPackage } from '../../package/readPackageFiles.ts';
import { unpackZip } from '../../unpackZip.ts';
import type { Connector, Means, Setting, SourceToRead } from '../Connector.ts';
import { downloadNewer } from '../downloadNewer.ts';
import { isWeb } from '../webAddress.ts';

const address = (what: string, endings: RegExp): Setting => ({
  meaning: `Where it is: a web address, or a path on the hub's own machine.`,
  allowed: `a web address (https://… or http://…) or an absolute path of ${what}`,
  isRequired: true,
  isAllowed: (value) => typeof value === 'string' && (isWeb(value) ? endings.test(new URL(value).pathname) : isAbsolute(value)),
  addresses: (value) => (typeof value === 'string' && isWeb(value) ? [value] : []),
});

/** A data package that a publisher puts somewhere: a folder on this machine, or a zip there or on the web. */
export const packageConnector: Connector = {
  kind: 'package',
  title: 'A data package: a folder, or a zip of one',
  settings: { address: address('a folder or of a zip', /\.zip$/i) },
  brings: 'own',
  gather: (source, means) => gatherPackage(source, means, '.zip'),
};

/** The data package as a workbook, made by `npm run hub -- template`. */
export const spreadsheetConnector: Connector = {
  kind: 'spreadsheet',
  title: 'A workbook made by "npm run hub -- template" and filled in',
  settings: { address: address('a workbook (.xlsx)', /\.xlsx$/i) },
  brings: 'own',
  gather: (source, means) => gatherPackage(source, means, '.xlsx'),
};

async function gatherPackage(source: SourceToRead, means: Means, ending: string): Promise<{ packages: OpenedPackage[] }> {
  const place = String(source.settings.address);
  const path = isWeb(place) ? await download(place, means, `package${ending}`) : place;
  // Everybody may read how a run went, and the folders of this machine are nobody's business.
  if (!existsSync(path)) throw new HubError('BAD_PACKAGE', `There is no file or folder ${basename(path)} where the source’s setting "address" says. Nothing was changed.`);
  const opened = await openPackage(await unpacked(path, means.folder));
  checkIdentity(source, opened);
  const { licence, attribution } = opened.descriptor;
  return { packages: [{ ...opened, descriptor: { ...opened.descriptor, address: place, licence: licence ?? source.licence, attribution: attribution ?? source.attribution } }] };
}

async function download(url: string, means: Means, name: string): Promise<string> {
  await means.report(`asking ${new URL(url).host}`);
  return downloadNewer(url, name, means);
}

/** The one package in a zip; anything else as it is. */
async function unpacked(path: string, folder: string): Promise<string> {
  if (extname(path).toLowerCase() !== '.zip' || statSync(path).isDirectory()) return path;
  const { folder: inZip } = await unpackZip(path, folder);
  const packages = findPackages(inZip);
  if (packages.length > 1) throw new HubError('BAD_PACKAGE', `The zip holds ${packages.length} data packages. Expected one: register each as a source of its own, or bring them all in by hand with "npm run hub -- import".`);
  return packages[0]!;
}

/** A source may not turn into somebody else's, whatever its file says one day. */
function checkIdentity({ id, publisher }: SourceToRead, { descriptor }: OpenedPackage): void {
  if (descriptor.sourceId === id && descriptor.publisher.kind === publisher.kind) return;
  throw new HubError('BAD_PACKAGE', `The package says that it is ${descriptor.sourceId}, of ${descriptor.publisher.name} (${descriptor.publisher.kind}). The source is registered as ${id}, of ${publisher.name} (${publisher.kind}). Mend the one that is wrong.`);
}
