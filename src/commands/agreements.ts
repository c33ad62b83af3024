import { standingOf } from '../access/agreements.ts';
import type { Config } from '../config.ts';
import { openExistingHub } from './openExistingHub.ts';

/** Every data-sharing agreement there ever was, the newest first. */
export async function listAgreements(config: Config, print: (line: string) => void): Promise<number> {
  const hub = await openExistingHub(config);
  try {
    const agreements = await hub.rows.selectFrom('sharing_agreement').selectAll().orderBy('recordedAt', 'desc').orderBy('id').execute();
    if (agreements.length === 0) print('No data-sharing agreement is recorded. docs/access.md shows how a publisher records one over GraphQL.');
    const today = new Date().toISOString().slice(0, 10);
    for (const agreement of agreements) {
      const { id, publisherCode, sourceId, withBodyCode, withRegionCode, basis, validFrom, validTo, recordedBy, recordedAt, endedAt, endedBy, endedNote } = agreement;
      const receiver = withBodyCode ?? `analysts of ${withRegionCode}`;
      const states = { 'not-yet': 'not yet in force', 'in-force': 'in force', expired: 'expired', ended: `ended on ${endedAt?.slice(0, 10)} by ${endedBy}: ${endedNote}` };
      print(`${id}: ${publisherCode} shares unpublished plans of ${sourceId ?? 'all its sources'} with ${receiver}, ${validFrom} to ${validTo}, ${states[standingOf(agreement, today)]}`);
      print(`  ${basis}; recorded on ${recordedAt.slice(0, 10)} by ${recordedBy}`);
    }
    return 0;
  } finally {
    await hub.close();
  }
}
