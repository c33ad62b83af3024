import { copyFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { HubError } from '../../../errors.ts';
import type { HarvestIssue } from '../../issue.ts';
import { readPackageFiles } from '../../package/readPackageFiles.ts';
import type { Connector, Gathered, Means, SourceToRead } from '../Connector.ts';
import { downloadNewer } from '../downloadNewer.ts';
import { descriptorOf } from '../packageOf.ts';
import { isWeb } from '../webAddress.ts';
import { recordsName } from './directoryIndex.ts';
import { gatherDirectory, type LeftOutIds } from './gatherDirectory.ts';
import { isFile, readSettings, settings } from './settings.ts';

/** Moves when the same directory would be read in another way. */
const readingVersion = 1;

/** A directory of services in Open Referral UK or HSDS, over HTTP or as a file. */
export const openReferralConnector: Connector = {
  kind: 'open-referral',
  title: 'A directory of services in Open Referral (UK): its API, or a file of all its services',
  settings,
  brings: 'own',
  gather: gatherServices,
};

async function gatherServices(source: SourceToRead, means: Means): Promise<Gathered> {
  const given = readSettings(source.settings);
  const gathered = isFile(given.address) ? await gatherFile(given.address, means) : await gatherDirectory(given, means);
  const { notes, leftOut: { missing, unaskable }, recordsAt } = gathered;
  const descriptor = {
    ...descriptorOf(source, { address: given.address, folder: means.folder }),
    listed: [{ path: recordsName, name: null, bytes: null, hash: null }],
    recordsAt,
    // Part of what makes two readings the same: the records alone do not say where they came from.
    text: JSON.stringify([readingVersion, given.address, missing, ...(unaskable.length > 0 ? [unaskable] : [])]),
  };
  const readContents = async () => {
    const contents = await readPackageFiles(descriptor);
    return { ...contents, issues: [...contents.issues, ...missing.map(notThere), ...unaskable.map(notToBeAskedFor)] };
  };
  return { packages: [{ descriptor, readContents }], notes };
}

/** A file of all services, as it is now; the one of the last run when its server has nothing newer. */
async function gatherFile(address: string, means: Means): Promise<{ notes: string[]; leftOut: LeftOutIds; recordsAt: null }> {
  const nothing = { notes: [], leftOut: { missing: [], unaskable: [] }, recordsAt: null };
  if (!isWeb(address)) {
    if (!statSync(address, { throwIfNoEntry: false })?.isFile()) throw new HubError('BAD_PACKAGE', `There is no file ${basename(address)} where the source’s setting "address" says. Nothing was changed.`);
    copyFileSync(address, join(means.folder, recordsName));
    return nothing;
  }
  await means.report(`asking ${new URL(address).host}`);
  await downloadNewer(address, recordsName, means);
  return nothing;
}

function notThere(id: string): HarvestIssue {
  const found = id.slice(0, 200);
  return { severity: 'error', rule: 'NOT_THERE', file: recordsName, column: 'id', found, expected: 'a service that can be asked for', message: `The directory lists the service "${found}", and has none when it is asked for by itself. It was left out.` };
}

function notToBeAskedFor(id: string): HarvestIssue {
  const found = id.slice(0, 200);
  return { severity: 'error', rule: 'UNUSABLE_ID', file: recordsName, column: 'id', found, expected: 'an id that can stand in an address', message: `The directory lists a service with the id "${found}", by which it cannot be asked for: no address ends so, or the directory refuses one that does. It was left out. Ask whoever runs the directory to give it another id, of letters, digits and hyphens.` };
}
