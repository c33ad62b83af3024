import { OverlapsAsTextDocument, type OverlapsAsTextQuery } from '../api/generated/operations.ts';
import type { Config } from '../config.ts';
import { withoutControlCharacters } from '../harvest/printReport.ts';
import { counted } from '../words.ts';
import { openExistingHub } from './openExistingHub.ts';
import { withApi } from './withApi.ts';

type Overlaps = OverlapsAsTextQuery['overlaps'];

/** Prints what authorities share, as the saved operation OverlapsAsText answers it: plain lines, or JSON. */
export async function printOverlaps(config: Config, options: { region: string; authorities?: string[]; asAt?: string; json?: boolean }, print: (line: string) => void): Promise<number> {
  const hub = await openExistingHub(config);
  try {
    const whose = options.authorities ? { authorities: options.authorities } : { region: options.region };
    const { overlaps } = await withApi({ hub, config }, (api) => api.execute(OverlapsAsTextDocument, { filter: { ...whose, ...(options.asAt && { asAt: options.asAt }) } }));
    if (options.json) print(JSON.stringify(overlaps, null, 2));
    else for (const line of overlapLines(overlaps)) print(withoutControlCharacters(line));
    return 0;
  } finally {
    await hub.close();
  }
}

function overlapLines(overlaps: Overlaps): string[] {
  return [
    overlaps.days.explanation,
    ...overlaps.coverage.map((entry) => `  ${entry.statement}`),
    '',
    `${counted(overlaps.totalCount, 'overlap')}, the strongest first (data version ${overlaps.dataVersion}):`,
    ...overlaps.nodes.flatMap((overlap) => [
      `${overlap.title} (strength ${overlap.strength.toFixed(2)}): ${overlap.authorities.map((authority) => authority.name).join(', ')}.`,
      ...overlap.coverage.notSharing.map((absent) => `    Not in it: ${absent.reason}`),
      ...(overlap.coverage.unknown.length > 0 ? [`    Not known: ${overlap.coverage.unknown.map((absent) => absent.authority.name).join(', ')}.`] : []),
    ]),
  ];
}
